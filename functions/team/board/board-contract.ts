import * as z from 'zod';
import { waitingKinds } from '../../domain/case/waiting-marks.ts';
import { datedRecords } from '../../domain/deadline/due-dates.ts';
import { deadlineNames } from '../../domain/deadline/running-deadlines.ts';

/** So many of each list are named; its count is of all of them. */
export const mostNamed = 50;

const namedCase = z.object({ id: z.string(), caseName: z.string() });
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ count: z.int(), first: z.array(item).max(mostNamed) });

const boardDate = z.object({
  case: namedCase,
  what: z.enum([...deadlineNames, 'task', ...datedRecords]),
  by: z.iso.datetime(),
  /** Whether it is yours to do. */
  mine: z.boolean(),
});

export const boardView = z.object({
  looked: z
    .object({
      open: z.int(),
      moreOpen: z.boolean(),
      closed: z.int(),
      moreClosed: z.boolean(),
      unreadable: z.int(),
    })
    .describe(
      'The cases that every number is of: the open ones that are due first, and closed ones. Where there are more of them, the numbers are at least so high.',
    ),
  overdue: listOf(boardDate),
  today: listOf(boardDate),
  week: listOf(boardDate).describe('Due in the six days after today, in UTC.'),
  byDay: z.array(z.object({ on: z.iso.date(), count: z.int() })),
  mine: listOf(namedCase),
  unassigned: listOf(namedCase),
  waiting: listOf(namedCase.extend({ waits: z.array(z.enum(waitingKinds)) })).describe(
    'Cases in which something waits for another member.',
  ),
  waitingBy: z.record(z.enum(waitingKinds), z.int()),
  ending: listOf(boardDate).describe('Measures and decisions that end in the next 30 days.'),
  load: z
    .array(z.object({ memberId: z.string(), cases: z.int(), overdue: z.int() }))
    .optional()
    .describe('Open cases by who looks after them; for those who may see the members.'),
  reviewDue: z
    .array(z.string())
    .optional()
    .describe('For leads: points of the yearly checklist that are due.'),
  ages: z.array(z.object({ fromDays: z.int(), count: z.int() })),
  promises: z
    .object({ kept: z.int(), missed: z.int(), running: z.int() })
    .describe(
      'Promises that were settled in the last 90 days, in time or late; `running`: those that are late and wait still.',
    ),
});
