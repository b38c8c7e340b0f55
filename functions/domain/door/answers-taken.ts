import { isWaiting, mayLift, statusAfterTick } from '../decision/measure-state.ts';
import type { Measure, RollOut } from '../decision/measure.ts';
import { byteLength } from '../kernel/text.ts';
import type { Author } from '../member/author.ts';
import { afterAnswer, answered, type PlatformAnswer } from './platform-standing.ts';

/** Measures that are changed at once: with everything else that is written they fit into one transaction. */
export const mostTakenAtOnce = 30;

/** Who said it, as a tick of theirs names them: no member has this id. */
export const platformAuthor = (whom: string): Author => ({ id: 'platform', name: whom });

type Taking = {
  /** The platform of the door: nothing of another one is touched. */
  readonly platform: string;
  /** Who answered. */
  readonly by: Author;
  /** Who takes it over, and today. */
  readonly taker: Author;
  readonly today: string;
};

export type AnswersTaken = {
  /** The measures that change, by their numbers. */
  readonly changed: ReadonlyMap<number, Measure>;
  /** The number of the last entry that is taken over. */
  readonly upTo: number;
  readonly taken: number;
  /** Answers that mean an account which has left the list since. */
  readonly leftOut: number;
};

/**
 * The measures once the answers of a platform's admins are taken over, each with the day on which they gave it.
 * @param answers in their order; those that would change more than `mostTakenAtOnce` measures wait for the next time
 */
export const answersTaken = (
  measures: ReadonlyMap<number, Measure>,
  answers: readonly PlatformAnswer[],
  { platform, by, taker, today }: Taking,
): AnswersTaken => {
  const changed = new Map<number, Measure>();
  let upTo = 0;
  let taken = 0;
  let leftOut = 0;
  for (const answer of answers) {
    const measure = changed.get(answer.measure) ?? measures.get(answer.measure);
    const index = measure ? indexOf(measure, platform, answer) : undefined;
    const rollOut = index === undefined ? undefined : measure?.rollOuts[index];
    if (measure && index !== undefined && rollOut) {
      const after = rollOutAfter(measure, rollOut, answer, by);
      const next = withRollOut(measure, index, after, { taker, today });
      if (!isSame(next, measure)) {
        if (!changed.has(answer.measure) && changed.size >= mostTakenAtOnce) break;
        changed.set(answer.measure, next);
      }
      taken += 1;
    } else leftOut += 1;
    upTo = answer.number;
  }
  return { changed, upTo, taken, leftOut };
};

/** Bytes of a reason that stand with a measure, as of any other reason; all of it stands in the conversation. */
const reasonBytes = 4 * 1024;

/** A long reason would take the room of a measure, so that nothing of what was answered could be taken over. */
const beginningOf = (text: string): string =>
  byteLength(text) <= reasonBytes
    ? text
    : `${new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, reasonBytes - 8)).replace(/\ufffd+$/, '')}…`;

const isSame = (one: Measure, other: Measure): boolean => JSON.stringify(one) === JSON.stringify(other);

const indexOf = ({ rollOuts }: Measure, platform: string, answer: PlatformAnswer): number | undefined => {
  const accounts = rollOuts.map(({ account: name, restriction }, at) => ({
    account: at + 1,
    name,
    restriction,
  }));
  const there = accounts.filter(({ account }) => {
    const rollOut = rollOuts[account - 1];
    return rollOut?.platform === platform && rollOut.passedOn === undefined;
  });
  const found = answered(answer, there);
  return found && found.account - 1;
};

const rollOutAfter = (measure: Measure, before: RollOut, answer: PlatformAnswer, by: Author): RollOut => {
  const tick = { by, on: answer.on };
  const known = { placedOn: before.done?.on, liftedOn: before.lifted?.on, cannotOn: before.cannot?.on };
  const after = afterAnswer(known, answer, isWaiting(measure) || mayLift(measure, answer.on));
  const kept = (was: RollOut['done'], on: string | undefined): RollOut['done'] =>
    on === undefined ? undefined : was?.on === on ? was : tick;
  const isCannot = answer.act === 'cannot';
  return {
    ...before,
    done: kept(before.done, after.placedOn),
    lifted: kept(before.lifted, after.liftedOn),
    cannot:
      after.cannotOn === undefined ? undefined : isCannot ? { ...tick, reason: beginningOf(answer.text) } : before.cannot,
  };
};

/** The measure with one account otherwise. What was done, and is in place no more while it goes on, is to be done again. */
const withRollOut = (
  measure: Measure,
  index: number,
  rollOut: RollOut,
  { taker, today }: Pick<Taking, 'taker' | 'today'>,
): Measure => {
  const next = { ...measure, rollOuts: measure.rollOuts.with(index, rollOut) };
  const isUndone = measure.rollOuts[index]?.done !== undefined && rollOut.done === undefined;
  const status =
    next.status === 'done' && isUndone && !mayLift(next, today) ? 'to-do' : statusAfterTick(next, today);
  return status === measure.status ? next : { ...next, status, changed: { by: taker, on: today } };
};
