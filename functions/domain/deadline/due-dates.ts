import * as z from 'zod';
import type { CaseState } from '../case/state.ts';
import type { Deadlines } from './deadlines.ts';
import { earliestFirst, runningDeadlines, type DeadlineName } from './running-deadlines.ts';

/** Kinds of records beside tasks that have dates. */
export const datedRecords = ['proposal', 'decision', 'measure', 'opinion', 'hold', 'door', 'appeal'] as const;
export type DatedRecord = (typeof datedRecords)[number];

/**
 * What a date of a record is, where other people are told at other times. `end`: something ends by itself and is lifted
 * by then. `confirmation`: somebody else has to look at what one member did alone.
 */
export const dateMeanings = ['end', 'confirmation'] as const;
export type DateMeaning = (typeof dateMeanings)[number];

/**
 * The date of an open task, or of another record with something to be done by then, kept beside the head: the scheduled
 * function cannot open what the record says.
 */
export const taskDate = z.object({
  /** The number of the record. */
  task: z.int(),
  /** Its kind, where it is no task. */
  of: z.enum(datedRecords).optional(),
  /** Which of its dates, where it has several. */
  part: z.int().optional(),
  meaning: z.enum(dateMeanings).optional(),
  /** An end of which a week before is told as well. */
  weekBefore: z.boolean().optional(),
  /** The end of its day. */
  by: z.iso.datetime(),
  /** The id of the member who does it. */
  assignee: z.string().optional(),
});
export type TaskDate = z.infer<typeof taskDate>;

/** A date of a record: the last full hour of it, and the id of the member who is to do it. */
export type RecordDate = {
  readonly by: string;
  readonly assignee?: string | undefined;
  readonly meaning?: DateMeaning;
  readonly weekBefore?: boolean;
};

/** Something the team has to do by a time: a promise to the reporter, or a task of its own. */
export type DueDate =
  | { readonly kind: 'promise'; readonly name: DeadlineName; readonly by: string }
  | ({ readonly kind: 'task' } & TaskDate);

/** What of a case is due, and when. */
export type Dated = {
  readonly state: CaseState;
  readonly deadlines: Deadlines;
  readonly taskDates?: readonly TaskDate[] | undefined;
};

/** Every date that runs, earliest first. Tasks run in every state: some follow after a case is closed. */
export const dueDates = ({ state, deadlines, taskDates = [] }: Dated): DueDate[] =>
  [
    ...runningDeadlines(state, deadlines).map((promise) => ({ kind: 'promise' as const, ...promise })),
    ...taskDates.map((task) => ({ kind: 'task' as const, ...task })),
  ].sort(earliestFirst);

/** The name under which a case keeps what was told of a date. */
export const dateName = (date: DueDate): string => {
  if (date.kind !== 'task') return date.name;
  const part = date.part === undefined ? '' : `-${date.part}`;
  return `${date.of ?? 'task'}-${date.task}${part}`;
};

export const isOverdue = (dated: Dated, now: Date): boolean => {
  const [first] = dueDates(dated);
  return first !== undefined && first.by < now.toISOString();
};
