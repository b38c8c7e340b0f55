import type { Author } from '../member/author.ts';
import { dayAfter, isPlaced, mayLift } from './measure-state.ts';
import type { Measure, RollOut } from './measure.ts';

type Numbered = { readonly number: number; readonly content: Measure };

/** The decision that takes the place of what was there before. */
export type TakingOver = {
  /** Its number. */
  readonly decision: number;
  /** The first day on which it holds. */
  readonly from: string;
  readonly by: Author;
  /** Today, in UTC. */
  readonly on: string;
};

/** Measures that one decision can end: with everything else that it writes they fit into one transaction. */
export const mostTakenOver = 40;

/** Whether something of it is still to be done, or is in place somewhere. */
export const isOpenStill = ({ status, rollOuts }: Measure): boolean =>
  status === 'to-do' || rollOuts.some(isPlaced);

const isSame = (one: RollOut, other: RollOut): boolean =>
  one.account !== '' &&
  one.platform === other.platform &&
  one.restriction === other.restriction &&
  one.account === other.account;

/** A measure ends when the new decision begins; until then it goes on. */
const ended = (measure: Measure, { decision, from, by, on }: TakingOver): Measure => {
  if (mayLift(measure, on)) return measure;
  const after = { ...measure, replacedBy: decision };
  if (from <= on || measure.from >= from) return { ...after, status: 'waived', changed: { by, on } };
  const last = dayAfter(from, -1);
  const until = measure.until !== undefined && measure.until < last ? measure.until : last;
  // What was done by being in place everywhere now has an end, so it has to be lifted.
  return { ...after, status: measure.rollOuts.some(isPlaced) ? 'to-do' : measure.status, until };
};

/**
 * What becomes of the open measures of a decision when another one takes its place: each ends on the day before the new
 * one begins, or at once. What is in place on an account that the new decision restricts in the same way stays there and
 * passes on to it, so that nobody is let in for a moment; everything else in place has to be lifted.
 * @param before what is open of the decision before, and restrictions that one member imposed alone
 * @param after measures of the new decision
 * @returns those of `before` that change, and all of `after`
 */
export const takenOver = (
  before: readonly Numbered[],
  after: readonly Measure[],
  by: TakingOver,
): { readonly ended: readonly Numbered[]; readonly measures: readonly Measure[] } => {
  const placed = before.flatMap(({ content }) => content.rollOuts.filter(isPlaced));
  const wanted = after.flatMap(({ rollOuts }) => rollOuts);
  const passesOn = (account: RollOut): boolean =>
    isPlaced(account) && wanted.some((one) => isSame(one, account));
  return {
    ended: before.flatMap(({ number, content }) => {
      const rollOuts = content.rollOuts.map((account) =>
        passesOn(account) ? { ...account, passedOn: { by: by.by, on: by.on } } : account,
      );
      const measure = ended(content, by);
      const isChanged = measure !== content || content.rollOuts.some(passesOn);
      return isChanged ? [{ number, content: { ...measure, rollOuts } }] : [];
    }),
    measures: after.map((measure) => ({
      ...measure,
      rollOuts: measure.rollOuts.map((account) => {
        const there = placed.find((one) => isSame(one, account));
        return there ? { ...account, done: there.done } : account;
      }),
    })),
  };
};
