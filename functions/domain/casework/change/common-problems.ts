import { inKilobytes } from '../../kernel/size.ts';
import { notesLimitBytes, threadLimitBytes } from '../../kernel/text.ts';
import type { ProblemText, ProblemsOf } from './problem-text.ts';

/** Refusals that more than one operation has. */

export type UnknownMember = { readonly kind: 'unknown-member' };
/** For them the case does not exist: excluded, recused, or of another channel. */
export type MayNotKnow = { readonly kind: 'may-not-know' };
/** The conversation has reached its limit. */
export type ThreadFull = { readonly kind: 'thread-full' };
/** The notes have reached their limit. */
export type NotesFull = { readonly kind: 'notes-full' };
/** Somebody changed the case since the version the member decided on. */
export type Changed = { readonly kind: 'changed'; readonly version: number };

export const aboutMember: ProblemsOf<UnknownMember | MayNotKnow> = {
  'unknown-member': {
    is: 'invalid',
    code: 'unknown-member',
    detail: 'There is no such member.',
    at: { pointer: '/memberId', detail: 'Is no member of the team.' },
  },
  'may-not-know': {
    is: 'conflict',
    code: 'may-not-know',
    detail: 'For this member the case does not exist: excluded, recused, of another channel, or not granted.',
    at: { pointer: '/memberId', detail: 'May not know of this case.' },
  },
};

/** A refusal that is about one field, as a field that is not valid. */
export const invalidField = (pointer: string, detail: string, says: string): ProblemText => ({
  is: 'invalid',
  code: 'invalid-fields',
  detail: says,
  at: { pointer, detail },
});

export const threadFull: ProblemText = {
  is: 'conflict',
  code: 'thread-full',
  detail: `The conversation has reached its limit of ${inKilobytes(threadLimitBytes)}.`,
};

export const notesFull: ProblemText = {
  is: 'conflict',
  code: 'notes-full',
  detail: `The notes of this case have reached their limit of ${inKilobytes(notesLimitBytes)}.`,
};

export const caseChangedMeanwhile = ({ version }: Changed): ProblemText => ({
  is: 'conflict',
  code: 'case-changed',
  detail: `The case has changed; it is now at version ${version}. Read it again before you decide.`,
  at: { pointer: '/version', detail: 'Is not the current version.' },
});
