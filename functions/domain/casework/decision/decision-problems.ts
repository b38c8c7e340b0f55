import * as z from 'zod';
import type { ContentProblem } from '../../decision/proposal-checks.ts';
import type { Missing } from '../../decision/proposal-standing.ts';
import { invalidField } from '../change/common-problems.ts';
import type { ProblemsOf, ProblemText } from '../change/problem-text.ts';

/** Refusals that several operations of deciding have. */

/** There is no such respondent, or they turned out to be another one. */
export type UnknownRespondent = { readonly kind: 'unknown-respondent' };
export type NoSuchProposal = { readonly kind: 'no-such-proposal' };
/** It was withdrawn, or is in force. */
export type ProposalClosed = { readonly kind: 'proposal-closed'; readonly status: string };
/** Nobody knows what a damaged record says. */
export type DamagedRecords = { readonly kind: 'damaged-records' };
/** What it is about is not the text that holds now. */
export type ProposalChanged = { readonly kind: 'proposal-changed'; readonly hash: string | undefined };
export type WrongContent = { readonly kind: 'wrong-content'; readonly problem: ContentProblem };
export type NotReady = { readonly kind: 'not-ready'; readonly missing: readonly Missing[] };

export const unknownRespondent: ProblemsOf<UnknownRespondent> = {
  'unknown-respondent': invalidField(
    '/respondent',
    'Is no respondent of this case.',
    'There is no such respondent in this case, or they turned out to be another one.',
  ),
};

export const noSuchProposal: ProblemsOf<NoSuchProposal> = {
  'no-such-proposal': {
    is: 'missing',
    code: 'no-such-proposal',
    detail: 'There is no such proposal.',
    at: { pointer: '/proposal', detail: 'Is no proposal of this case.' },
  },
};

export const proposalClosed: ProblemsOf<ProposalClosed> = {
  'proposal-closed': ({ status }) => ({
    is: 'conflict',
    code: 'proposal-closed',
    detail:
      status === 'in-force'
        ? 'The decision is in force already. Propose a new one to change it.'
        : 'The proposal was withdrawn.',
  }),
};

export const damagedRecords: ProblemsOf<DamagedRecords> = {
  'damaged-records': {
    is: 'conflict',
    code: 'damaged-records',
    detail:
      'Some of what was stored of this case is damaged, so nobody can say whether the rule is met. Nothing was done. Ask ops.',
  },
};

export const proposalChanged: ProblemsOf<ProposalChanged> = {
  'proposal-changed': ({ hash }) => ({
    is: 'conflict',
    code: 'proposal-changed',
    detail: 'The proposal has changed since you read it. Read it again before you decide.',
    at: { pointer: '/hash', detail: 'Is not what the proposal says now.' },
    more: { hash },
  }),
};

export const wrongContent: ProblemsOf<WrongContent> = {
  'wrong-content': ({ problem: { pointer, says } }): ProblemText => ({
    ...invalidField(pointer, says, says),
  }),
};

/** Each part that is missing stands in the JSON as well. */
export const notReady = ({ missing }: NotReady): ProblemText => ({
  is: 'conflict',
  code: 'not-ready',
  detail: missing.map(({ says }) => says).join(' '),
  more: { missing },
});

/** The number of a record, as it comes in. */
export const recordNumber = z.int().min(1).max(999_999);
/** What an approval binds, as it comes in. */
export const hashText = z.string().regex(/^[\w-]{43}$/, 'Must be the hash of a proposal.');
