import type { Context } from 'hono';
import type * as z from 'zod';
import { problemResponse } from '../../web/answer/problem.ts';
import { readStanding, type ReadStanding } from '../../domain/casework/decision/read-standing.ts';
import { isEligible } from '../../domain/decision/eligibility.ts';
import type { ProposalStanding } from '../../domain/decision/proposal-standing.ts';
import { noSuchCase, notPermittedProblem } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { decisionList, findingList, opinionList, proposalList } from './decision-contract.ts';

/** Reads by what the case of the address is decided, if the member has opened it. */
const reading =
  (answer: (read: ReadStanding) => unknown) =>
  async (c: Context<SignedIn>, context: TeamContext): Promise<Response> => {
    const id = caseIdOf(c);
    if (id === undefined) return problemResponse(noSuchCase);
    const read = await readStanding(caseContextOf(c, context), id);
    if (read.kind !== 'standing') return problemResponse(notPermittedProblem(read));
    if (read.unreadable > 0) context.log({ event: 'row-unreadable', count: read.unreadable });
    return c.json(answer(read));
  };

type Numbered<Content> = readonly { readonly number: number; readonly content: Content }[];

const flat = <Content extends object>(records: Numbered<Content>) =>
  records.map(({ number, content }) => ({ ...content, number }));

export const findingsAnswer = reading(({ records, unreadable }) =>
  findingList.parse({ findings: flat(records.findings), damaged: unreadable }),
);

export const opinionsAnswer = reading(({ records, unreadable }) =>
  opinionList.parse({ opinions: flat(records.opinions), damaged: unreadable }),
);

export const decisionsAnswer = reading(({ records, unreadable }) =>
  decisionList.parse({ decisions: flat(records.decisions), damaged: unreadable }),
);

type ShownProposal = z.input<typeof proposalList>['proposals'][number];

const shown = (standing: ProposalStanding): ShownProposal => {
  const { number, proposal, hash, people, approving, dissenting, rules, missing, late } = standing;
  const { content, status, by, on, decideBy, follows } = proposal;
  return {
    number,
    status,
    content,
    by,
    on,
    decideBy,
    late,
    follows,
    hash,
    people: people.map((person) => {
      const { memberId, name, role, against } = person;
      return { memberId, name, role, takesPart: isEligible(person), why: against };
    }),
    approving: [...approving],
    dissenting: [...dissenting],
    rules: [...rules],
    missing: status === 'open' ? [...missing] : [],
  };
};

export const proposalsAnswer = reading(({ proposals, unreadable }) =>
  proposalList.parse({ proposals: proposals.map(shown), damaged: unreadable }),
);
