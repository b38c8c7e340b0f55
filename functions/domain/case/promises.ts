import { day, endOfDay } from '../clock.ts';
import { afterUpdate, type Deadlines } from '../deadline/deadlines.ts';
import type { TaskDate } from '../deadline/due-dates.ts';
import { deadlineNames } from '../deadline/running-deadlines.ts';
import { reporterThread } from './case-id.ts';
import type { CaseHead, StoredCase } from './case-store.ts';
import type { CaseContext, Intention } from './intention.ts';
import type { CaseState } from './state.ts';
import type { MovedDates, Summary } from './summary.ts';

/**
 * The state after a change. A message to a reporter who can come back and read it acknowledges the report: nothing more
 * is owed by the first date.
 */
export const stateAfter = ({ head, vault }: StoredCase, { state, entry }: Intention): CaseState => {
  if (state !== undefined) return state;
  const isMessage = entry?.content.from === 'team' && entry.content.kind === 'message';
  const isRead = (vault.doors[reporterThread] ?? []).length > 0;
  return isMessage && isRead && head.state === 'received' ? 'acknowledged' : head.state;
};

export type Promises = Pick<CaseHead, 'deadlines' | 'inTouch' | 'movedDates'>;

/** The dates the reporter is given, after a change. */
export const promisesAfter = (
  { settings, now }: Pick<CaseContext, 'settings' | 'now'>,
  head: CaseHead,
  intention: Intention,
): Promises => {
  const promised = settings.channels[head.channel]?.deadlines;
  const given = intention.deadlines ?? head.deadlines;
  const updated = intention.isUpdate && promised ? afterUpdate(given, promised, now) : given;
  const { inTouch } = intention;
  const deadlines: Deadlines =
    inTouch === undefined
      ? updated
      : { ...updated, inTouchBy: inTouch === null ? undefined : endOfDay(inTouch.by) };
  return {
    deadlines,
    inTouch: contactAfter(head, deadlines, inTouch),
    movedDates: movedAfter(head, deadlines, intention),
  };
};

/** Whoever was to be in touch is so by the date that holds now, whether it was moved or not. */
const contactAfter = (
  head: CaseHead,
  { inTouchBy }: Deadlines,
  promised: Intention['inTouch'],
): CaseHead['inTouch'] => {
  if (promised !== undefined) return promised ?? undefined;
  return head.inTouch && inTouchBy !== undefined
    ? { ...head.inTouch, by: day(new Date(inTouchBy)) }
    : head.inTouch;
};

/** A date that is moved twice was moved from where it first stood. */
const movedAfter = (head: CaseHead, deadlines: Deadlines, { moved }: Intention): MovedDates | undefined => {
  const to = moved && deadlines[moved.name];
  if (!moved || to === undefined) return head.movedDates;
  const before = head.movedDates?.[moved.name];
  const from = before?.to === moved.from ? before.from : moved.from;
  return { ...head.movedDates, [moved.name]: { from, to } };
};

/** From when the dates that hold now were moved. What was given anew since was not, and less than a day is not shown. */
export const movedFromOf = ({ deadlines, movedDates = {} }: Promises): Summary['movedFrom'] => {
  const moved = deadlineNames.flatMap((name) => {
    const mark = movedDates[name];
    const isMoved = mark !== undefined && mark.to === deadlines[name] && onDay(mark.from) !== onDay(mark.to);
    return isMoved ? [[name, mark.from] as const] : [];
  });
  return moved.length > 0 ? Object.fromEntries(moved) : undefined;
};

export const onDay = (iso: string): string => day(new Date(iso));

/** The dates of open tasks, after one of them was added or changed. */
export const taskDatesAfter = (
  head: Pick<CaseHead, 'taskDates'>,
  changed: { readonly number: number; readonly task: NonNullable<Intention['task']>['content'] } | undefined,
): readonly TaskDate[] => {
  if (!changed) return head.taskDates;
  const { number, task } = changed;
  const others = head.taskDates.filter((date) => date.task !== number);
  if (task.dueOn === undefined || task.done) return others;
  const { id: assignee } = task.assignee ?? {};
  return [
    ...others,
    { task: number, by: endOfDay(task.dueOn), ...(assignee === undefined ? {} : { assignee }) },
  ];
};
