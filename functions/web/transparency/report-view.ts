import { inLanguage, type Language } from '../../settings/localised.ts';
import {
  cellsOf,
  namedBySettings,
  reportTables,
  timeKinds,
  totals,
  type ReportTable,
} from '../../domain/statistics/report-tables.ts';
import { settingsNamesOf } from '../../domain/transparency/make-report.ts';
import type { PublishedReport } from '../../domain/transparency/published-report.ts';
import { languagesOfReport } from './report-languages.ts';
import type { ReportWords } from './report-words.ts';

/** `null` is withheld; `undefined`, that there is none. */
type Shown = number | null | undefined;
export type ReportRow = { readonly name: string; readonly count: Shown; readonly before: Shown };
export type ReportSection = {
  readonly id: string;
  readonly title: string;
  readonly isWhole: boolean;
  readonly rows: readonly ReportRow[];
};

/** A report in words of one language, for pages and files. */
export type ReportView = {
  readonly words: ReportWords;
  readonly title: string;
  readonly period: string;
  readonly counted: string;
  /** The heading of the column of the period before, whole. */
  readonly before: string | undefined;
  /** The sentence that says of which period it is. */
  readonly compared: string | undefined;
  readonly sections: readonly ReportSection[];
  readonly years: readonly { readonly period: string; readonly counts: readonly Shown[] }[];
  readonly yearColumns: readonly string[];
  readonly times: readonly { readonly name: string; readonly half: string; readonly nineOfTen: string }[];
  readonly promised: readonly { readonly channel: string; readonly text: string }[];
  /** What is told of reports in words: of single cases, and of all others. */
  readonly narratives: readonly { readonly language: Language; readonly text: string }[];
  readonly stories: readonly string[];
  readonly method: readonly string[];
};

const monthText = (words: ReportWords, month: string): string =>
  new Intl.DateTimeFormat(words.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

/** The period that the id of a report says. */
export const periodOfReport = (id: string): PublishedReport['period'] => {
  const [from = '', until = ''] = id.split('_');
  return { from, until };
};

/** `January 2026 – June 2026` */
export const periodText = (language: Language, { from, until }: PublishedReport['period']): string => {
  const words = languagesOfReport[language];
  return from === until ? monthText(words, from) : `${monthText(words, from)} – ${monthText(words, until)}`;
};

const rowName = (report: PublishedReport, language: Language, table: ReportTable, name: string): string => {
  const { rows } = languagesOfReport[language];
  const of = namedBySettings.find((one) => one === table.id);
  const label = of && Object.hasOwn(report.names[of], name) ? report.names[of][name] : undefined;
  if (label !== undefined) return inLanguage(label, language);
  return (table.id === 'source' && name === 'reporter' ? rows.byReporter : rows[name]) ?? name;
};

/** How a count is written; one that is withheld, in a word. */
export const countText = (words: ReportWords, count: Shown): string =>
  count === undefined
    ? ''
    : count === null
      ? words.withheld
      : new Intl.NumberFormat(words.locale).format(count);

const sectionsOf = (report: PublishedReport, language: Language): readonly ReportSection[] => {
  const words = languagesOfReport[language];
  const { cells, before } = report;
  const row = (key: string, name: string): ReportRow => ({
    name,
    count: cells[key],
    before: before?.cells[key],
  });
  const overview = totals.map((total) => row(total, words.tables[total] ?? total));
  const tables = reportTables(settingsNamesOf(report.names)).map((table): ReportSection => ({
    id: table.id,
    title: words.tables[table.id] ?? table.id,
    isWhole: report.whole.includes(table.id) || cells[table.of] === null,
    rows: cellsOf(table).flatMap((key, index) => {
      const name = table.names[index] ?? '';
      // What there never was of is left out where it is only a rest.
      return name === 'OTHER' && cells[key] === 0 ? [] : [row(key, rowName(report, language, table, name))];
    }),
  }));
  return [{ id: 'overview', title: words.tables.reports ?? '', isWhole: false, rows: overview }, ...tables];
};

export const reportView = (report: PublishedReport, language: Language): ReportView => {
  const words = languagesOfReport[language];
  const unit = (name: 'hour' | 'day', count: number) =>
    new Intl.NumberFormat(words.locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(count);
  const taken = (one: keyof ReportWords['classes'] | null) =>
    one === null ? words.tooFew : words.classes[one];
  return {
    words,
    title: words.title(inLanguage(report.organisation, language)),
    period: periodText(language, report.period),
    counted: words.counted(
      new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
        new Date(report.countedOn),
      ),
    ),
    before: report.before && words.before(periodText(language, periodOfReport(report.before.id))),
    compared: report.before && words.comparedWith(periodText(language, periodOfReport(report.before.id))),
    sections: sectionsOf(report, language),
    yearColumns: totals.map((total) => words.tables[total] ?? total),
    years: [...report.earlier, report].map(({ period, cells }) => ({
      period: periodText(language, period),
      counts: totals.map((total) => cells[total]),
    })),
    times: timeKinds.map((kind) => ({
      name: words.times[kind] ?? kind,
      half: taken(report.times[kind].half),
      nineOfTen: taken(report.times[kind].nineOfTen),
    })),
    promised: Object.entries(report.promised).map(([channel, { acknowledgeHours, feedbackDays }]) => ({
      channel: inLanguage(report.names.channel[channel] ?? channel, language),
      text: words.promised(unit('hour', acknowledgeHours), unit('day', feedbackDays)),
    })),
    narratives: report.narratives ?? [],
    // The number of reports is never withheld.
    stories: [
      report.narratives === undefined
        ? words.stockSentence(countText(words, report.cells.reports))
        : words.storiesIntro,
    ],
    method: words.method(report.threshold),
  };
};
