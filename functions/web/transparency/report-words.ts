import type { TimeClass } from '../../domain/statistics/time-class.ts';

/** What a published report says in one language. Names of channels, rules, rungs and measures stand in the report. */
export type ReportWords = {
  readonly locale: string;
  readonly title: (organisation: string) => string;
  readonly counted: (day: string) => string;
  readonly withheld: string;
  readonly withheldTable: string;
  readonly count: string;
  readonly before: (period: string) => string;
  /** The heading of a column, where a sentence above says of which period. */
  readonly beforeShort: string;
  readonly comparedWith: (period: string) => string;
  /** Of the list of what stands on the page. */
  readonly contents: string;
  readonly years: string;
  readonly period: string;
  readonly timesTitle: string;
  readonly half: string;
  readonly nineOfTen: string;
  readonly tooFew: string;
  readonly promisedTitle: string;
  readonly promised: (hours: string, days: string) => string;
  readonly storiesTitle: string;
  /** Of every report of which nothing more is told. @param count of them, as it is written */
  readonly stockSentence: (count: string) => string;
  /** Above what is told of single cases. */
  readonly storiesIntro: string;
  readonly methodTitle: string;
  readonly method: (threshold: number) => readonly string[];
  readonly tables: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, string>>;
  readonly times: Readonly<Record<string, string>>;
  readonly classes: Readonly<Record<TimeClass, string>>;
};
