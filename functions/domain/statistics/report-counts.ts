import { cellKey, noRung, otherName, timeCell, timeKinds, type SettingsNames } from './report-tables.ts';
import type { AnswerClass } from './report-tables.ts';
import type { CaseStatistic, DecisionStatistic, Statistic, SurveyStatistic } from './statistic.ts';

/** Counts of one month, by the keys of cells; what is not there is 0. */
export type MonthCounts = Readonly<Record<string, number>>;

type Count = (month: string, key: string, by?: number) => void;

const named = (names: readonly string[], name: string): string => (names.includes(name) ? name : otherName);
const namedOnce = (names: readonly string[], chosen: readonly string[]): ReadonlySet<string> =>
  new Set(chosen.map((name) => named(names, name)));

const countReceived = (row: CaseStatistic, names: SettingsNames, count: Count): void => {
  const { month } = row;
  count(month, 'reports');
  count(month, 'people', row.people);
  count(month, cellKey('channel', named(names.channel, row.channel)));
  count(month, cellKey('source', row.source));
  count(month, cellKey('reporter', row.anonymous ? 'anonymous' : 'named'));
  count(month, cellKey('urgency', row.urgent ? 'urgent' : 'ordinary'));
  count(month, cellKey('state', row.state));
  count(month, 'deadlines', row.promises.kept + row.promises.missed);
  count(month, cellKey('promise', 'kept'), row.promises.kept);
  count(month, cellKey('promise', 'missed'), row.promises.missed);
};

const countClosed = (row: CaseStatistic, month: string, names: SettingsNames, count: Count): void => {
  count(month, 'closed');
  count(month, cellKey('scope', row.scope));
  count(month, cellKey('outcome', row.outcome));
  for (const rule of namedOnce(names.rule, row.rules)) count(month, cellKey('rule', rule));
};

/** Times are those of the reports of a month, but for the time until it was closed: of those closed in it. */
const countTimes = (row: CaseStatistic, count: Count): void => {
  for (const kind of timeKinds) {
    const taken = row.times[kind];
    const month = kind === 'closed' ? row.closedIn : row.month;
    if (taken !== undefined && month !== undefined) count(month, timeCell(kind, taken));
  }
};

const countDecision = (row: DecisionStatistic, names: SettingsNames, count: Count): void => {
  const { month, approvals } = row;
  count(month, 'decisions');
  count(month, cellKey('finding', row.outcome));
  count(month, cellKey('rung', row.rung === null ? noRung : named(names.rung, row.rung)));
  for (const measure of namedOnce(names.measure, row.measures)) count(month, cellKey('measure', measure));
  count(month, cellKey('approvals', approvals.given >= approvals.needed ? 'complete' : 'incomplete'));
  count(month, cellKey('quorum', approvals.quorum ? 'met' : 'not-met'));
  if (row.appealIn === undefined || row.appeal === 'none') return;
  count(row.appealIn, 'appeals');
  count(row.appealIn, cellKey('appeal', row.appeal));
};

const answerClass = (answer: number): AnswerClass => (answer > 3 ? 'good' : answer === 3 ? 'neither' : 'bad');

const countSurvey = ({ month, from, answers }: SurveyStatistic, count: Count): void => {
  count(month, `${from}-answers`);
  for (const [index, answer] of answers.entries())
    count(month, cellKey(`${from}-answer-${index + 1}`, answerClass(answer)));
};

/**
 * What happened in each of these months, whatever month a row stands in: a report counts in the month it was received, a
 * closing in its own, a decision and an appeal in theirs.
 */
export const countMonths = (
  rows: readonly Statistic[],
  months: readonly string[],
  names: SettingsNames,
): ReadonlyMap<string, MonthCounts> => {
  const counted = new Map(months.map((month) => [month, new Map<string, number>()] as const));
  const count: Count = (month, key, by = 1) => {
    const cells = counted.get(month);
    if (by > 0) cells?.set(key, (cells.get(key) ?? 0) + by);
  };
  for (const row of rows)
    switch (row.kind) {
      case 'case':
        countReceived(row, names, count);
        if (row.closedIn !== undefined) countClosed(row, row.closedIn, names, count);
        countTimes(row, count);
        break;
      case 'decision':
        countDecision(row, names, count);
        break;
      case 'survey':
        countSurvey(row, count);
        break;
    }
  return new Map([...counted].map(([month, cells]) => [month, Object.fromEntries(cells)]));
};

/** Tags of the reports that were received in each of these months: those that `reports` counts. */
export const tagsOfMonths = (
  rows: readonly Statistic[],
  months: readonly string[],
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    months.map((month) => [
      month,
      rows.flatMap((row) => (row.kind === 'case' && row.month === month ? [row.countTag] : [])),
    ]),
  );

/** Of all these months together. */
export const sumOfMonths = (months: readonly MonthCounts[], key: string): number =>
  months.reduce((sum, counts) => sum + (counts[key] ?? 0), 0);
