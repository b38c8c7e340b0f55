import { reportSources } from '../case/source.ts';
import { findingOutcomes } from '../decision/finding.ts';
import { statisticOutcomes, statisticScopes, statisticStates } from './statistic.ts';
import type { TimeClass } from './time-class.ts';

/** `reports`, or `<table>/<name>`. */
export type CellKey = string;

/** Counts that stand alone, and that the tables are of. */
export const totals = [
  'reports',
  'people',
  'closed',
  'decisions',
  'appeals',
  'deadlines',
  'reporter-answers',
  'respondent-answers',
] as const;
export type Total = (typeof totals)[number];

/** What the settings name, and what earlier reports name besides. */
export const namedBySettings = ['channel', 'rule', 'rung', 'measure'] as const;
export type NamedBySettings = (typeof namedBySettings)[number];
export type SettingsNames = Readonly<Record<NamedBySettings, readonly string[]>>;

/** For what has left the settings. It is no name of theirs: those have no capitals. */
export const otherName = 'OTHER';
/** A decision from which nothing follows. */
export const noRung = 'NONE';

export const answerClasses = ['good', 'neither', 'bad'] as const;
export type AnswerClass = (typeof answerClasses)[number];
export const surveyQuestions = [1, 2, 3] as const;

/**
 * A table of counts. `parts`: each thing stands in exactly one row, and the rows add up to the total. `some`: it can stand in
 * several or in none, and no row is larger than the total.
 */
export type ReportTable = {
  readonly id: string;
  readonly of: Total;
  readonly kind: 'parts' | 'some';
  readonly names: readonly string[];
};

const answersTables = (from: 'reporter' | 'respondent'): readonly ReportTable[] =>
  surveyQuestions.map((question) => ({
    id: `${from}-answer-${question}`,
    of: `${from}-answers`,
    kind: 'parts',
    names: answerClasses,
  }));

const parts = (id: string, of: Total, names: readonly string[]): ReportTable => ({
  id,
  of,
  kind: 'parts',
  names,
});

export const reportTables = (names: SettingsNames): readonly ReportTable[] => [
  parts('channel', 'reports', [...names.channel, otherName]),
  parts('source', 'reports', reportSources),
  parts('reporter', 'reports', ['anonymous', 'named']),
  parts('urgency', 'reports', ['urgent', 'ordinary']),
  parts('state', 'reports', statisticStates),
  parts('scope', 'closed', statisticScopes),
  parts('outcome', 'closed', statisticOutcomes),
  { id: 'rule', of: 'closed', kind: 'some', names: [...names.rule, otherName] },
  parts('finding', 'decisions', findingOutcomes),
  parts('rung', 'decisions', [...names.rung, otherName, noRung]),
  { id: 'measure', of: 'decisions', kind: 'some', names: [...names.measure, otherName] },
  parts('approvals', 'decisions', ['complete', 'incomplete']),
  parts('quorum', 'decisions', ['met', 'not-met']),
  parts('appeal', 'appeals', ['open', 'upheld', 'changed', 'overturned', 'sent-back']),
  parts('promise', 'deadlines', ['kept', 'missed']),
  ...answersTables('reporter'),
  ...answersTables('respondent'),
];

export const cellKey = (table: string, name: string): CellKey => `${table}/${name}`;

export const cellsOf = ({ id, names }: ReportTable): readonly CellKey[] =>
  names.map((name) => cellKey(id, name));

export const allCells = (tables: readonly ReportTable[]): readonly CellKey[] => [
  ...totals,
  ...tables.flatMap(cellsOf),
];

/** Of what the times are told, and the total that has to be told with them. */
export const timeKinds = ['acknowledged', 'firstAnswer', 'decided', 'closed'] as const;
export type TimeKind = (typeof timeKinds)[number];
/** Where in the counts of a month a class of times stands. It is no cell of a table. */
export const timeCell = (kind: TimeKind, timeClass: TimeClass): string => `time-${kind}/${timeClass}`;
