import { addDays, day, endOfDay } from '../kernel/clock.ts';
import type { RecordDate } from '../deadline/due-dates.ts';
import type { Measure, RollOut } from './measure.ts';

/** How a measure stands on a day is told by its dates: what ends by itself needs nothing that runs. Days are ISO, in UTC. */

export const dayAfter = (isoDay: string, days = 1): string => day(addDays(new Date(isoDay), days));

/** Whether its last day is over. */
export const isOver = ({ until }: Pick<Measure, 'until'>, today: string): boolean =>
  until !== undefined && until < today;

/** Whether it holds on this day. */
export const isRunning = (measure: Pick<Measure, 'status' | 'from' | 'until'>, today: string): boolean =>
  (measure.status === 'to-do' || measure.status === 'done') &&
  measure.from <= today &&
  !isOver(measure, today);

/** Days for which something that ends holds, the first and the last included; what was given up held until that day. */
export const daysHeld = ({
  from,
  until = from,
  status,
  changed,
}: Pick<Measure, 'from' | 'until' | 'status' | 'changed'>): number => {
  const end = status === 'waived' && changed && changed.on < until ? changed.on : until;
  return Math.round((Date.parse(end) - Date.parse(from)) / 86_400_000) + 1;
};

/** In place on a platform under this measure, and not lifted. */
export const isPlaced = ({ done, lifted, passedOn }: RollOut): boolean =>
  done !== undefined && lifted === undefined && passedOn === undefined;

/** The status after a tick: what has ended and is lifted everywhere is done; what is in place again is not. */
export const statusAfterTick = (
  measure: Pick<Measure, 'status' | 'until' | 'rollOuts'>,
  today: string,
): Measure['status'] => {
  const isPlacedSomewhere = measure.rollOuts.some(isPlaced);
  if (measure.status === 'to-do' && isOver(measure, today) && !isPlacedSomewhere) return 'done';
  return measure.status === 'done' && isPlacedSomewhere && isOver(measure, today) ? 'to-do' : measure.status;
};

/** Whether what it restricts waits for an appeal: it is lifted meanwhile, and put in place nowhere. */
export const isWaiting = ({ waits, status }: Pick<Measure, 'waits' | 'status'>): boolean =>
  waits !== undefined && waits.until === undefined && (status === 'to-do' || status === 'done');

/** A measure that waits from this day until its appeal is decided. */
export const madeToWait = (measure: Measure, appeal: number, today: string): Measure => ({
  ...measure,
  waits: { appeal, since: today },
});

/** It waits no longer: what was lifted meanwhile is put in place again. */
export const waitsNoLonger = (measure: Measure, today: string): Measure => {
  const { waits, rollOuts } = measure;
  if (!waits || waits.until !== undefined) return measure;
  const isToPlace = ({ lifted }: RollOut): boolean => lifted !== undefined && lifted.on >= waits.since;
  return {
    ...measure,
    waits: { ...waits, until: today },
    status: measure.status === 'done' && rollOuts.some(isToPlace) ? 'to-do' : measure.status,
    rollOuts: rollOuts.map((account) =>
      isToPlace(account) ? { ...account, done: undefined, lifted: undefined } : account,
    ),
  };
};

/** Whether it restricts accounts, and is in place on each of them. */
export const isPlacedEverywhere = ({ rollOuts }: Pick<Measure, 'rollOuts'>): boolean =>
  rollOuts.length > 0 && rollOuts.every(isPlaced);

/** Whether what it restricts may be lifted now: its end has come, or it was given up. */
export const mayLift = (measure: Pick<Measure, 'status' | 'until'>, today: string): boolean =>
  isOver(measure, today) || measure.status === 'waived' || measure.status === 'not-done';

/**
 * Whether one member restricted somebody alone, and nobody else has looked at it. It stays so when it has ended; what was
 * taken back needs nobody.
 */
export const isNotReviewed = ({ emergency, status }: Pick<Measure, 'emergency' | 'status'>): boolean =>
  emergency !== undefined && emergency.confirmed === undefined && status !== 'waived';

/** Whether nothing is left to do of it: it is settled or has ended by itself, and what has ended is lifted everywhere. */
export const isSettled = (measure: Measure, today: string): boolean => {
  const { status, rollOuts } = measure;
  if (mayLift(measure, today)) return !rollOuts.some(isPlaced);
  return status !== 'to-do';
};

/** Whether it is in place somewhere, or goes on until a day that is still to come. */
const goesOn = ({ until, rollOuts }: Measure, today: string): boolean =>
  rollOuts.length > 0 ? !isOver({ until }, today) : until !== undefined && until >= today;

export type SettledAs = 'to-do' | 'done' | 'not-done';
export type SettleProblem = 'waived' | 'goes-on' | 'not-lifted' | 'not-in-place';

/**
 * Why a measure cannot be called so. What restricts somebody is done once it has ended and was lifted everywhere; without
 * an end, once it is in place everywhere.
 */
export const settleProblem = (
  measure: Measure,
  status: SettledAs,
  today: string,
): SettleProblem | undefined => {
  const { rollOuts, until } = measure;
  if (measure.status === 'waived') return 'waived';
  if (status === 'to-do') return undefined;
  const isForGood = status === 'done' && until === undefined;
  if (isForGood) return rollOuts.some(({ done }) => !done) ? 'not-in-place' : undefined;
  if (goesOn(measure, today)) return 'goes-on';
  return status === 'done' && rollOuts.some(isPlaced) ? 'not-lifted' : undefined;
};

/** Ends that come sooner than this are reminded of once. */
const weekBeforeFromDays = 14;

/** What has to be done of a measure by when, as it stands beside the head. */
export const measureDates = (measure: Measure): readonly RecordDate[] => {
  const { from, until, dueOn, status, changed, rollOuts, emergency, waits } = measure;
  const waiting = isWaiting(measure);
  const isOpen = status === 'to-do';
  const assignee = measure.followUp?.id;
  const end = (isoDay: string, weekBefore: boolean): RecordDate => ({
    by: endOfDay(dayAfter(isoDay)),
    assignee,
    meaning: 'end',
    weekBefore,
  });
  const placedFrom = waits?.until !== undefined && waits.until > from ? waits.until : from;
  const isToLift = !isOpen && status !== 'done' && rollOuts.some(isPlaced);
  return [
    ...(isOpen && dueOn !== undefined ? [{ by: endOfDay(dueOn), assignee }] : []),
    // Put in place on the day on which it begins, the team is reminded of nothing.
    ...(isOpen && !waiting && rollOuts.some(({ done }) => !done)
      ? [{ by: endOfDay(dayAfter(placedFrom)), assignee }]
      : []),
    ...(waiting && waits && rollOuts.some(isPlaced) ? [end(waits.since, false)] : []),
    ...(isOpen && until !== undefined ? [end(until, dayAfter(from, weekBeforeFromDays) <= until)] : []),
    ...(isToLift && changed ? [end(changed.on, false)] : []),
    ...(emergency && isNotReviewed(measure)
      ? [{ by: emergency.confirmBy, meaning: 'confirmation' as const }]
      : []),
  ];
};

/** Everything of a measure that has a date, the next first; `undefined` when nothing is left to do. */
export const nextDateOf = (measure: Measure): string | undefined =>
  measureDates(measure)
    .map(({ by }) => by)
    .toSorted()[0];
