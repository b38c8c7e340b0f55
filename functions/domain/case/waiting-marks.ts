import * as z from 'zod';
import { day } from '../kernel/clock.ts';
import type { CaseState } from './state.ts';

/**
 * What of a case waits for the word of another member, as its brief keeps it: counts and ends alone, nothing of what is
 * proposed or asked for. What is absent does not wait.
 */
export const waitingMarks = z.object({
  /** Open proposals. */
  proposals: z.int().optional(),
  /** When the last request lapses that a second member has to agree to. */
  requestsUntil: z.iso.datetime().optional(),
  /** The last day of entries of the public list that nobody has approved. */
  bansUntil: z.iso.date().optional(),
  /** Returns after a ban for good that somebody else has to agree to. */
  returns: z.int().optional(),
  /** Texts for transparency reports that nobody but who wrote them has approved. */
  narratives: z.int().optional(),
  /** Per conversation with the admins of a platform: so many of its entries wait for nobody. */
  platforms: z.record(z.string(), z.int()).optional(),
});
export type WaitingMarks = z.infer<typeof waitingMarks>;

export const waitingKinds = [
  'proposal',
  'request',
  'public-entry',
  'return',
  'answers',
  'restriction',
  'appeal',
  'narrative',
] as const;
/**
 * `proposal`: approvals. `request`: of two people. `public-entry`: of the public list. `return`: after a ban. `answers`: of a
 * platform's admins, to be taken over. `restriction`: imposed by one member, to be confirmed. `appeal`: to be decided. `narrative`: for a
 * transparency report, which only a case that is closed is told of.
 */
export type WaitingKind = (typeof waitingKinds)[number];

/** What of a case's head tells what waits. */
export type WaitingHead = {
  readonly state: CaseState;
  readonly threads: Readonly<Record<string, { readonly entries: number }>>;
  readonly deadlines: { readonly appealAnswerBy?: string | undefined };
  readonly taskDates: readonly { readonly meaning?: string | undefined }[];
};

const platformWaits = (head: WaitingHead, platforms: NonNullable<WaitingMarks['platforms']>): boolean =>
  Object.entries(platforms).some(([thread, settled]) => {
    const counters = Object.hasOwn(head.threads, thread) ? head.threads[thread] : undefined;
    return (counters?.entries ?? 0) > settled;
  });

/** What of a case waits at a moment. */
export const waitingOf = (head: WaitingHead, marks: WaitingMarks = {}, now: Date): readonly WaitingKind[] => {
  const {
    proposals = 0,
    requestsUntil = '',
    bansUntil = '',
    returns = 0,
    narratives = 0,
    platforms = {},
  } = marks;
  const waits: Readonly<Record<WaitingKind, boolean>> = {
    proposal: proposals > 0,
    request: requestsUntil > now.toISOString(),
    'public-entry': bansUntil >= day(now),
    return: returns > 0,
    answers: platformWaits(head, platforms),
    restriction: head.taskDates.some(({ meaning }) => meaning === 'confirmation'),
    appeal: head.deadlines.appealAnswerBy !== undefined,
    narrative: narratives > 0 && head.state === 'closed',
  };
  return waitingKinds.filter((kind) => waits[kind]);
};
