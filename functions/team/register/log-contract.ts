import * as z from 'zod';
import { caseName } from '../../domain/case/case-name.ts';
import { isSearchable } from '../../domain/casework/reading/search-words.ts';
import { codeName } from '../../domain/decision/code-name.ts';
import { findingOutcome } from '../../domain/decision/finding.ts';
import { logAppeals, logSources, logStatuses } from '../../domain/register/log-line.ts';

/** Of a rung, a rule or a platform; one that has left the settings can still stand in the log. */
const settingsName = z.string().min(1).max(40);
const decisionDay = z.iso.date('Must be a day, such as 2026-11-22.');

/** What the log can be narrowed to. */
const narrowing = {
  channel: z.string().optional(),
  rung: settingsName.optional().describe('`none`: decisions from which nothing follows.'),
  rule: settingsName.optional(),
  platform: settingsName.optional().describe('Where the person is restricted.'),
  status: z.enum(logStatuses).optional(),
  source: z.enum(logSources).optional(),
  from: decisionDay.optional().describe('The first day of the decisions.'),
  until: decisionDay.optional().describe('The last day of the decisions.'),
  name: z
    .string()
    .max(100, 'Must have at most 100 characters.')
    .refine(isSearchable, 'Must hold a letter or a digit.')
    .optional()
    .describe('A code name of a person or a name of a case, whole or in part.'),
  cursor: z.string().max(4_000).optional(),
};

const inOrder = ({
  from,
  until,
}: {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}) => from === undefined || until === undefined || from <= until;
const notInOrder = { path: ['until'], error: 'Must not be before the first day.' };

/** A file has no `limit`. */
export const logFileFields = z.strictObject(narrowing);
export const logListFields = z.strictObject({
  ...narrowing,
  limit: z
    .string()
    .regex(/^\d{1,2}$/, 'Must be a number from 1 to 50.')
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 50, 'Must be a number from 1 to 50.')
    .default(25),
});
export const logFileQuery = logFileFields.refine(inOrder, notInOrder);
export const logListQuery = logListFields.refine(inOrder, notInOrder);

export const shownLogLine = z.object({
  id: z.string(),
  caseName,
  caseId: z.string().optional().describe('Absent when the case has been erased.'),
  channel: z.string(),
  person: codeName.describe('The code name of the person.'),
  decidedOn: z.iso.date(),
  source: z.enum(logSources),
  outcome: findingOutcome,
  rules: z.array(z.string()),
  rung: z.string().nullable(),
  measures: z.array(z.string()),
  platforms: z.array(z.string()),
  from: z.iso.date(),
  until: z.iso.date().optional(),
  status: z.enum(logStatuses),
  appeal: z.enum(logAppeals),
  reviewOn: z.iso.date().optional(),
  keptUntil: z.iso.date().describe('The last day on which this line is kept.'),
});

export const logList = z.object({
  /** The newest decision first. */
  lines: z.array(
    z.union([shownLogLine, z.object({ id: z.string(), channel: z.string(), unreadable: z.literal(true) })]),
  ),
  cursor: z
    .string()
    .optional()
    .describe('Absent when nothing follows. What is narrowed can have a short page and go on all the same.'),
});
