import * as z from 'zod';
import { endOfDay } from '../../kernel/clock.ts';
import { author } from '../../member/author.ts';
import type { CaseHead } from '../change/case-store.ts';
import { datesAfter } from './record-dates.ts';
import { recordKind } from './work-record.ts';

/** Something to be done for a case, by a day. Sealed under the casework key. */
export const task = z.object({
  text: z.string(),
  dueOn: z.iso.date().optional(),
  /** Who has undertaken it. */
  assignee: author.optional(),
  addedBy: author,
  addedOn: z.iso.date(),
  done: z.object({ by: author, on: z.iso.date() }).optional(),
  /** The step of the investigation plan that it is. */
  step: z.string().optional(),
});
export type Task = z.infer<typeof task>;

/** A case has at most so many, done ones included. */
export const mostTasks = 200;

/** A task is rewritten as it changes. Its date stands beside the head while it is open. */
export const taskRecord = recordKind({
  name: 'task',
  schema: task,
  rewritten: true,
  headAfter: (head, number, content: Task) => ({ taskDates: taskDatesAfter(head, number, content) }),
});

const taskDatesAfter = (
  head: Pick<CaseHead, 'taskDates'>,
  number: number,
  { dueOn, done, assignee }: Task,
): CaseHead['taskDates'] => {
  const isOpen = dueOn !== undefined && !done;
  return datesAfter(head, { number }, isOpen ? [{ by: endOfDay(dueOn), assignee: assignee?.id }] : []);
};
