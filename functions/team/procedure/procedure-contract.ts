import * as z from 'zod';
import { caseName } from '../../domain/case/case-name.ts';
import { findingKinds, procedureRules, ruleOutcomes } from '../../domain/procedure/procedure-rules.ts';

const wholeMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Must be a month, such as 2026-11.');

export const procedureFields = z.strictObject({
  channel: z.string().optional(),
  from: wholeMonth.optional().describe('The first month of what was done.'),
  until: wholeMonth.optional().describe('The last month of what was done.'),
  cursor: z.string().max(8_000).optional(),
});
export const procedureQuery = procedureFields.refine(
  ({ from, until }) => from === undefined || until === undefined || from <= until,
  { path: ['until'], error: 'Must not be before the first month.' },
);

const counts = z.record(z.enum(procedureRules), z.record(z.enum(ruleOutcomes), z.int()));

/** What the cursor carries and the page shows: sums over everything checked since the beginning. */
export const procedureSums = z.object({
  checked: z.int().describe('Cases whose audit log was followed.'),
  untouched: z.int().describe('Cases in which nobody has done anything yet.'),
  rules: counts,
});
export type ProcedureSums = z.infer<typeof procedureSums>;

export const procedureFinding = z.object({
  case: z.string().describe('A code that stands for the case. A lead finds the case by it.'),
  rule: z.enum(procedureRules),
  kind: z.enum(findingKinds),
  month: z.string().describe('When, as `2026-11`.'),
  people: z
    .array(z.string())
    .describe('Who took part: letters by which people of one case are told apart, and of no other.'),
  promise: z.string().optional().describe('The date that was missed.'),
});
export type ProcedureFinding = z.infer<typeof procedureFinding>;

export const procedurePart = z.object({
  /** Of the cases that this request checked. */
  findings: z.array(procedureFinding),
  sums: procedureSums,
  cursor: z
    .string()
    .optional()
    .describe('Absent when everything was checked: then the sums are those of all.'),
});

export const codeFields = z.strictObject({ code: z.string().max(60) });
export const caseOfCode = z.object({
  case: z
    .object({ id: z.string(), caseName })
    .optional()
    .describe('Absent where no case of yours has this code.'),
});
