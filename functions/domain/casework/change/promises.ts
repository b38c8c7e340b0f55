import { day, endOfDay } from '../../kernel/clock.ts';
import { afterUpdate, type Deadlines } from '../../deadline/deadlines.ts';
import { deadlineNames, type DeadlineName } from '../../deadline/running-deadlines.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext, CaseEdit, HeadEdit } from './case-edit.ts';
import { hasDoor, type CaseHead, type StoredCase } from './case-store.ts';
import type { CaseState } from '../../case/state.ts';
import type { MovedDates, PromisedContact, Summary } from '../../thread/summary.ts';

/**
 * The state after a change. A message to a reporter who can come back and read it acknowledges the report: nothing more
 * is owed by the first date.
 */
export const stateAfter = ({ head, vault }: StoredCase, { head: set, entries = [] }: CaseEdit): CaseState => {
  if (set?.state !== undefined) return set.state;
  const isMessage = entries.some(
    ({ thread, entry }) => thread === reporterThread && entry.from === 'team' && entry.kind === 'message',
  );
  return isMessage && hasDoor(vault, reporterThread) && head.state === 'received'
    ? 'acknowledged'
    : head.state;
};

export type Promises = Pick<CaseHead, 'deadlines' | 'inTouch' | 'movedDates'>;

/** What a change does to the dates the reporter was given. */
export type NewPromises = {
  /** Dates that are given again. */
  readonly deadlines?: Deadlines;
  /** A date of these that was moved, and from when. */
  readonly moved?: { readonly name: DeadlineName; readonly from: string };
  /** Who will be in touch with the reporter, and by when; `null`: they have been. */
  readonly inTouch?: PromisedContact | null;
};

/** The dates the reporter is given, after a change. */
export const promisesAfter = (head: CaseHead, given: NewPromises): Promises => {
  const { inTouch } = given;
  const before = given.deadlines ?? head.deadlines;
  const deadlines: Deadlines =
    inTouch === undefined
      ? before
      : { ...before, inTouchBy: inTouch === null ? undefined : endOfDay(inTouch.by) };
  return {
    deadlines,
    inTouch: contactAfter(head, deadlines, inTouch),
    movedDates: movedAfter(head, deadlines, given),
  };
};

/** A word to the reporter: the next update is due a while later, and who gives it has taken what is urgent. */
export const afterWord = (
  { settings, member, now }: Pick<CaseContext, 'settings' | 'member' | 'now'>,
  head: CaseHead,
  given: NewPromises = {},
): HeadEdit => {
  const promised = settings.channels[head.channel]?.deadlines;
  const before = given.deadlines ?? head.deadlines;
  const deadlines = promised ? afterUpdate(before, promised, now) : before;
  const takes = head.urgent && head.taken === undefined;
  return {
    ...promisesAfter(head, { ...given, deadlines }),
    taken: takes ? takenBy(member, now) : head.taken,
  };
};

export const takenBy = (
  { memberId, name }: CaseContext['member'],
  now: Date,
): NonNullable<CaseHead['taken']> => ({ memberId, name, on: day(now) });

/** Anybody who was to be in touch is so by the date that holds now, whether it was moved or not. */
const contactAfter = (
  head: CaseHead,
  { inTouchBy }: Deadlines,
  promised: NewPromises['inTouch'],
): CaseHead['inTouch'] => {
  if (promised !== undefined) return promised ?? undefined;
  return head.inTouch && inTouchBy !== undefined
    ? { ...head.inTouch, by: day(new Date(inTouchBy)) }
    : head.inTouch;
};

/** A date that is moved twice was moved from where it first stood. */
const movedAfter = (head: CaseHead, deadlines: Deadlines, { moved }: NewPromises): MovedDates | undefined => {
  const to = moved && deadlines[moved.name];
  if (!moved || to === undefined) return head.movedDates;
  const before = head.movedDates?.[moved.name];
  const from = before?.to === moved.from ? before.from : moved.from;
  return { ...head.movedDates, [moved.name]: { from, to } };
};

/** From when the dates that hold now were moved. What was given again since was not, and less than a day is not shown. */
export const movedFromOf = ({ deadlines, movedDates = {} }: Promises): Summary['movedFrom'] => {
  const moved = deadlineNames.flatMap((name) => {
    const mark = movedDates[name];
    const isMoved = mark !== undefined && mark.to === deadlines[name] && onDay(mark.from) !== onDay(mark.to);
    return isMoved ? [[name, mark.from] as const] : [];
  });
  return moved.length > 0 ? Object.fromEntries(moved) : undefined;
};

export const onDay = (iso: string): string => day(new Date(iso));
