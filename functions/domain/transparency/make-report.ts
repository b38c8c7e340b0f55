import type { Settings } from '../../settings/schema.ts';
import type { Localised } from '../../settings/localised.ts';
import { sumOfMonths, type MonthCounts } from '../statistics/report-counts.ts';
import {
  kindOfPeriod,
  monthsOf,
  periodBefore,
  reportId,
  type ReportPeriod,
} from '../statistics/report-period.ts';
import {
  namedBySettings,
  reportTables,
  timeCell,
  totals,
  type NamedBySettings,
  type SettingsNames,
  type TimeKind,
} from '../statistics/report-tables.ts';
import { suppress } from '../statistics/suppression.ts';
import { timeClasses, type TimeClass } from '../statistics/time-class.ts';
import { countedMarks } from './counted-mark.ts';
import type { PublishedReport } from './published-report.ts';

export type MadeReport =
  | { readonly kind: 'made'; readonly report: PublishedReport }
  /** `too-few`: fewer reports than the settings ask for. `unprotected`: something withheld could be worked out. */
  | { readonly kind: 'too-few' | 'unprotected' };

type Names = PublishedReport['names'];

const labelsOf = (settings: Settings): Names => {
  const labels = (named: Readonly<Record<string, { readonly label: Localised }>>) =>
    Object.fromEntries(Object.entries(named).map(([name, { label }]) => [name, label]));
  const { rules, ladder, measures } = settings.decisions;
  return { channel: labels(settings.channels), rule: rules, rung: labels(ladder), measure: labels(measures) };
};

/** What the settings name, and what earlier reports named: a table never loses a row that was told. */
export const namesOf = (settings: Settings, earlier: readonly PublishedReport[]): Names => {
  const all = [...earlier.map(({ names }) => names), labelsOf(settings)];
  const merged = (of: NamedBySettings): Names[NamedBySettings] =>
    Object.fromEntries(all.flatMap((names) => Object.entries(names[of])));
  return {
    channel: merged('channel'),
    rule: merged('rule'),
    rung: merged('rung'),
    measure: merged('measure'),
  };
};

export const settingsNamesOf = (names: Names): SettingsNames => {
  const [channel, rule, rung, measure] = namedBySettings.map((of) => Object.keys(names[of]));
  return { channel: channel ?? [], rule: rule ?? [], rung: rung ?? [], measure: measure ?? [] };
};

/** The class in which the count reaches a share of all; `null` where fewer than `atLeast` are beyond it. */
const classAt = (
  counts: readonly MonthCounts[],
  kind: TimeKind,
  { tenths, atLeast }: { readonly tenths: number; readonly atLeast: number },
): TimeClass | null => {
  const inClass = timeClasses.map((one) => sumOfMonths(counts, timeCell(kind, one)));
  const all = inClass.reduce((sum, count) => sum + count, 0);
  if (all * (10 - tenths) < atLeast * 10) return null;
  let so = 0;
  const index = inClass.findIndex((count) => (so += count) * 10 >= all * tenths);
  return timeClasses[index] ?? null;
};

/** What is told of a time, beside the total it is about. */
const timesOf = (
  counts: readonly MonthCounts[],
  cells: PublishedReport['cells'],
  threshold: number,
): PublishedReport['times'] => {
  const told = (kind: TimeKind, total: string) => {
    if (cells[total] === null) return { half: null, nineOfTen: null };
    const at = (tenths: number) => classAt(counts, kind, { tenths, atLeast: threshold });
    return { half: at(5), nineOfTen: at(9) };
  };
  return {
    acknowledged: told('acknowledged', 'reports'),
    firstAnswer: told('firstAnswer', 'reports'),
    decided: told('decided', 'reports'),
    closed: told('closed', 'closed'),
  };
};

const sameKind = (period: ReportPeriod, earlier: readonly PublishedReport[]): PublishedReport['earlier'] => {
  const kind = kindOfPeriod(period);
  if (kind === 'other') return [];
  return earlier
    .filter((report) => kindOfPeriod(report.period) === kind && report.period.until < period.from)
    .sort((one, other) => (one.period.from < other.period.from ? -1 : 1))
    .slice(-9)
    .map((report) => ({
      id: report.id,
      period: report.period,
      cells: Object.fromEntries(totals.map((total) => [total, report.cells[total] ?? null])),
    }));
};

export type ReportInput = {
  readonly settings: Settings;
  readonly period: ReportPeriod;
  /** Of every month of the period and of all earlier reports. */
  readonly counts: ReadonlyMap<string, MonthCounts>;
  /** Of the reports that each month of the period counts. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  /** Everything that was published. */
  readonly earlier: readonly PublishedReport[];
  /** Today, ISO. */
  readonly countedOn: string;
};

/** A report as it would be published. Pure: the same counts and earlier reports give the same one. */
export const makeReport = (input: ReportInput): MadeReport => {
  const { settings, period, counts, tags, earlier, countedOn } = input;
  const { threshold, width, leastReports } = settings.transparency;
  const names = namesOf(settings, earlier);
  const tables = reportTables(settingsNamesOf(names));
  const ofPeriod = monthsOf(period).map((month) => counts.get(month) ?? {});
  if (sumOfMonths(ofPeriod, 'reports') < leastReports) return { kind: 'too-few' };
  const suppressed = suppress({ period, tables, counts, earlier }, { threshold, width });
  if (suppressed.kind === 'unprotected') return { kind: 'unprotected' };
  const { cells, whole } = suppressed;
  const before = earlier.find(({ id }) => id === reportId(periodBefore(period)));
  const promised = Object.entries(settings.channels).map(
    ([name, { deadlines }]) => [name, deadlines] as const,
  );
  return {
    kind: 'made',
    report: {
      format: 'conductline-transparency-report',
      version: 1,
      id: reportId(period),
      organisation: settings.organisation,
      period,
      countedOn,
      threshold,
      cells: { ...cells },
      whole: [...whole],
      counted: countedMarks(
        monthsOf(period).flatMap((month) => tags.get(month) ?? []),
        reportId(period),
      ),
      names,
      times: timesOf(ofPeriod, cells, threshold),
      promised: Object.fromEntries(promised),
      ...(before && { before: { id: before.id, cells: before.cells } }),
      earlier: sameKind(period, earlier),
    },
  };
};
