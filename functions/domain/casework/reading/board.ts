import type { WaitingKind } from '../../case/waiting-marks.ts';
import { waitingKinds, waitingOf } from '../../case/waiting-marks.ts';
import { dueDates, type DueDate } from '../../deadline/due-dates.ts';
import { promisesLately } from '../../deadline/settled-promises.ts';
import { addDays, day } from '../../kernel/clock.ts';
import type { Member } from '../../member/member.ts';
import type { ReadableLine } from './walk-queue.ts';

/** A case as the board names it. */
export type BoardCase = { readonly id: string; readonly caseName: string };

export type BoardDate = {
  readonly case: BoardCase;
  readonly date: DueDate;
  /** Whether the member who looks is to do it: their task, or in a case that they look after. */
  readonly isMine: boolean;
};

export type BoardWaiting = { readonly case: BoardCase; readonly waits: readonly WaitingKind[] };

/** How old open cases are: in days, the first of each class. */
export const ageClasses = [0, 7, 14, 28, 90, 180] as const;
/** Days ahead of which the board shows what is due, today included, and those of which it shows what ends. */
export const dueDays = 7;
export const endingDays = 30;

/** What a list of cases comes to, for one member. Every count is of the cases that were looked at. */
export type BoardCounts = {
  readonly overdue: readonly BoardDate[];
  readonly today: readonly BoardDate[];
  /** The six days after today. */
  readonly week: readonly BoardDate[];
  /** How much is due on each of the seven days, from today on. */
  readonly byDay: readonly { readonly on: string; readonly count: number }[];
  readonly mine: readonly BoardCase[];
  readonly unassigned: readonly BoardCase[];
  readonly waiting: readonly BoardWaiting[];
  readonly waitingBy: Readonly<Record<WaitingKind, number>>;
  /** Ends of measures and decisions in the next 30 days. */
  readonly ending: readonly BoardDate[];
  /** Open cases by who looks after them, the fullest hands first, and how many of them are overdue. */
  readonly load: readonly { readonly memberId: string; readonly cases: number; readonly overdue: number }[];
  readonly ages: readonly { readonly fromDays: number; readonly count: number }[];
  /** Of the last 90 days; `running`: promises whose time has passed and that nobody has kept yet. */
  readonly promises: { readonly kept: number; readonly missed: number; readonly running: number };
};

type Looked = { readonly open: readonly ReadableLine[]; readonly closed: readonly ReadableLine[] };

const caseOf = ({ head: { caseId, caseName } }: ReadableLine): BoardCase => ({ id: caseId, caseName });

const datesOf = (member: Pick<Member, 'memberId'>, lines: readonly ReadableLine[]): readonly BoardDate[] =>
  lines
    .flatMap((line) =>
      dueDates(line.head).map((date) => {
        const assignee = date.kind === 'task' ? (date.assignee ?? line.head.assignee) : line.head.assignee;
        return { case: caseOf(line), date, isMine: assignee === member.memberId };
      }),
    )
    .sort(
      ({ date: one, case: ofOne }, { date: other, case: ofOther }) =>
        one.by.localeCompare(other.by, 'en') || ofOne.id.localeCompare(ofOther.id, 'en'),
    );

const isEnd = ({ date }: BoardDate): boolean =>
  date.kind === 'task' && date.meaning === 'end' && (date.of === 'measure' || date.of === 'decision');

const dueOf = (dates: readonly BoardDate[], now: Date) => {
  const today = day(now);
  const last = day(addDays(now, dueDays - 1));
  const dayOf = ({ date }: BoardDate): string => date.by.slice(0, 10);
  const coming = dates.filter(({ date }) => date.by >= now.toISOString());
  const count = (on: string): number => coming.filter((one) => dayOf(one) === on).length;
  return {
    overdue: dates.filter(({ date }) => date.by < now.toISOString()),
    today: coming.filter((one) => dayOf(one) === today),
    week: coming.filter((one) => dayOf(one) > today && dayOf(one) <= last),
    byDay: Array.from({ length: dueDays }, (_, ahead) => day(addDays(now, ahead))).map((on) => ({
      on,
      count: count(on),
    })),
  };
};

const loadOf = (
  open: readonly ReadableLine[],
  team: readonly Pick<Member, 'memberId'>[],
  now: Date,
): BoardCounts['load'] =>
  team
    .map(({ memberId }) => {
      const theirs = open.filter(({ head }) => head.assignee === memberId);
      const late = theirs.filter(({ head }) => dueDates(head).some(({ by }) => by < now.toISOString()));
      return { memberId, cases: theirs.length, overdue: late.length };
    })
    .filter(({ cases }) => cases > 0)
    .sort((one, other) => other.cases - one.cases || one.memberId.localeCompare(other.memberId, 'en'));

const agesOf = (open: readonly ReadableLine[], now: Date): BoardCounts['ages'] => {
  const ages = open.map(({ head }) => (now.getTime() - head.sentAt.getTime()) / 86_400_000);
  return ageClasses.map((fromDays, index) => {
    const next = ageClasses[index + 1] ?? Infinity;
    return { fromDays, count: ages.filter((age) => age >= fromDays && age < next).length };
  });
};

const promisesOf = (lines: readonly ReadableLine[], now: Date): BoardCounts['promises'] => {
  const lately = lines.map(({ brief }) => promisesLately(brief.promises ?? { kept: [], missed: [] }, now));
  const isLate = (date: DueDate): boolean => date.kind === 'promise' && date.by < now.toISOString();
  return {
    kept: lately.reduce((sum, { kept }) => sum + kept.length, 0),
    missed: lately.reduce((sum, { missed }) => sum + missed.length, 0),
    running: lines.reduce((sum, { head }) => sum + dueDates(head).filter(isLate).length, 0),
  };
};

/**
 * What the cases that were looked at come to. It reads nothing but their heads and briefs.
 * @param team who is on it: an assignee who has left it is nobody
 */
export const boardCounts = (
  { open, closed }: Looked,
  member: Pick<Member, 'memberId'>,
  team: readonly Pick<Member, 'memberId'>[],
  now: Date,
): BoardCounts => {
  const lines = [...open, ...closed];
  const dates = datesOf(member, lines);
  const waiting = lines.flatMap((line) => {
    const waits = waitingOf(line.head, line.brief.waiting, now);
    return waits.length > 0 ? [{ case: caseOf(line), waits }] : [];
  });
  const until = addDays(now, endingDays).toISOString();
  const isNobodys = ({ head }: ReadableLine): boolean =>
    team.every(({ memberId }) => memberId !== head.assignee);
  const countOf = (kind: WaitingKind): number => waiting.filter(({ waits }) => waits.includes(kind)).length;
  return {
    ...dueOf(dates, now),
    mine: open.filter(({ head }) => head.assignee === member.memberId).map(caseOf),
    unassigned: open.filter(isNobodys).map(caseOf),
    waiting,
    // The kinds are the keys.
    waitingBy: Object.fromEntries(waitingKinds.map((kind) => [kind, countOf(kind)])) as Record<
      WaitingKind,
      number
    >,
    ending: dates.filter((one) => isEnd(one) && one.date.by >= now.toISOString() && one.date.by <= until),
    load: loadOf(open, team, now),
    ages: agesOf(open, now),
    promises: promisesOf(lines, now),
  };
};
