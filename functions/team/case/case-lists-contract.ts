import * as z from 'zod';
import { identityParts } from '../../domain/case/identity.ts';
import { caseState } from '../../domain/case/state.ts';
import { interviewWays } from '../../domain/casework/record/note.ts';
import { deadlineNames } from '../../domain/deadline/running-deadlines.ts';
import { author } from '../../domain/member/author.ts';

/** JSON of the lists of a case, and of their pages. */
export const unreadable = z.object({ id: z.string(), unreadable: z.literal(true) });

export const caseNote = z.object({
  id: z.string(),
  kind: z.enum([
    'note',
    'state',
    'identity',
    'original',
    'grant',
    'set-aside',
    'let-back',
    'deadline',
    'transfer',
    'link',
    'unlink',
    'split',
    'interview',
    'brief',
  ]),
  /** Who took out what it said, once what the reporter wrote was erased. */
  cleared: z.object({ by: author, on: z.iso.date() }).optional(),
  /** For its writer alone. */
  private: z.boolean().optional(),
  deadline: z.enum(deadlineNames).optional(),
  before: z.iso.datetime().optional(),
  after: z.iso.datetime().optional(),
  author,
  on: z.iso.datetime(),
  text: z.string().optional(),
  from: caseState.optional(),
  to: caseState.optional(),
  reason: z.string().optional(),
  /** Why a case was closed without a message to the reporter. */
  whyNoMessage: z.string().optional(),
  fromChannel: z.string().optional(),
  toChannel: z.string().optional(),
  part: z.enum(identityParts).optional(),
  /** Of the file whose original was opened. */
  name: z.string().optional(),
  /** Who was given access, or kept from the case. */
  member: author.optional(),
  respondent: z.int().optional().describe('Of a conversation: the number of the respondent it was with.'),
  who: z.string().optional(),
  whenOn: z.iso.date().optional(),
  how: z.enum(interviewWays).optional(),
  said: z.string().optional(),
  personsBefore: z.string().optional().describe('What the case named until then.'),
  spacesBefore: z.string().optional(),
});

export const caseTask = z.object({
  id: z.string(),
  text: z.string(),
  dueOn: z.iso.date().optional(),
  assignee: author.optional(),
  addedBy: author,
  addedOn: z.iso.date(),
  done: z.object({ by: author, on: z.iso.date() }).optional(),
  step: z.string().optional().describe('The step of the investigation plan that it is.'),
});

export const notesPage = z.object({
  notes: z.array(z.union([caseNote, unreadable])).describe('The latest, in the order they were written.'),
  notesCursor: z
    .string()
    .optional()
    .describe('Older ones follow: GET …/notes with this cursor. Absent when there are none.'),
});

export const tasksPage = z.object({
  tasks: z.array(z.union([caseTask, unreadable])).describe('Open ones first, by the day they are due.'),
  tasksCursor: z
    .string()
    .optional()
    .describe('More follow: GET …/tasks with this cursor. Absent when there are none.'),
});

const mostOfPage = 100;

/** Which page of a list of a case: the cursor of the page before it, and how many at most. A page may be shorter. */
export const pageQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'Must be the cursor of the page before.')
    .transform(Number)
    .optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, `Must be a number from 1 to ${mostOfPage}.`)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= mostOfPage, `Must be a number from 1 to ${mostOfPage}.`)
    .default(mostOfPage),
});
