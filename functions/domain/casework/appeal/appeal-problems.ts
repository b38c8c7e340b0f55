import { appealReasonWords, type ReasonAgainstAppeal } from '../../appeal/appeal-eligibility.ts';
import type { AppealState } from '../../appeal/appeal-state.ts';
import { mostTakenOver } from '../../decision/take-over.ts';
import { invalidField, threadFull, type ThreadFull } from '../change/common-problems.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { damagedRecords, type DamagedRecords } from '../decision/decision-problems.ts';
import { caseFull, type CaseFull } from '../decision/room.ts';

/** Refusals that several operations about appeals have. */
export type AppealUnchanged =
  | DamagedRecords
  | CaseFull
  | { readonly kind: 'no-such-appeal' }
  /** Nothing of the kind can be done as it stands. */
  | { readonly kind: 'not-now'; readonly state: AppealState }
  | { readonly kind: 'no-decider' | 'not-decider' }
  /** They had a part in what was decided. */
  | { readonly kind: 'had-part'; readonly why: ReasonAgainstAppeal };

const stateWords: Readonly<Record<AppealState, string>> = {
  late: 'This appeal came late, and no lead has said yet whether it is taken.',
  again: 'One was decided before, so members without a part in it say first whether this appeal is taken.',
  open: 'This appeal is open.',
  changing: 'The outcome of this appeal stands once the proposal that follows is in force.',
  decided: 'This appeal was decided.',
  refused: 'This appeal was not taken.',
};

export const appealUnchanged: ProblemsOf<AppealUnchanged> = {
  ...damagedRecords,
  ...caseFull,
  'no-such-appeal': {
    is: 'missing',
    code: 'no-such-appeal',
    detail: 'There is no such appeal.',
    at: { pointer: '/appeal', detail: 'Is no appeal of this case.' },
  },
  'not-now': ({ state }) => ({
    is: 'conflict',
    code: 'appeal-not-now',
    detail: `${stateWords[state]} So this cannot be done.`,
    more: { state },
  }),
  'no-decider': {
    is: 'conflict',
    code: 'no-decider',
    detail: 'A lead says first who decides this appeal.',
  },
  'not-decider': {
    is: 'forbidden',
    code: 'not-decider',
    detail: 'Somebody else decides this appeal.',
  },
  'had-part': ({ why }) => ({
    is: 'forbidden',
    code: 'had-part',
    detail: `Whoever ${appealReasonWords[why]} leaves this to somebody else.`,
    more: { why },
  }),
};

/** A decision that whoever appealed cannot mean. */
export type NoDecisionMeant = { readonly kind: 'no-such-decision' };

export const noDecisionMeant: ProblemsOf<NoDecisionMeant> = {
  'no-such-decision': invalidField(
    '/decision',
    'Is no decision about them.',
    'This case has no such decision, or it is about somebody else. Choose which decision is meant.',
  ),
};

export type TooManyOpen = { readonly kind: 'too-many-open' };
export const tooManyOpen: ProblemsOf<TooManyOpen> = {
  'too-many-open': {
    is: 'conflict',
    code: 'too-many-open',
    detail: `More than ${mostTakenOver} measures of the decision are open. Settle some of them first.`,
  },
};

export const conversationFull: ProblemsOf<ThreadFull> = { 'thread-full': threadFull };
