import * as z from 'zod';
import { author } from '../../domain/member/author.ts';

const place = { id: z.string() };

const who = { on: z.iso.datetime(), by: author };

const auditEntry = z.object({
  ...place,
  ...who,
  action: z.string().describe('What was done, as a word for programs: one of a list that grows.'),
  what: z.string().describe('What was done, in words, such as “Set a member aside”.'),
  detail: z
    .string()
    .optional()
    .describe('To what, in words: a case name, a state, a date, a member. Never what was written.'),
});

export const auditLog = z.object({
  /** The latest lines, or those before a cursor, in their order. */
  entries: z.array(
    z.union([
      auditEntry,
      /** About a case that is not yours to see, or a note of a colleague’s own. */
      z.object({ ...place, ...who, withheld: z.literal(true) }),
      z.object({ ...place, unreadable: z.literal(true) }),
      /** From `id` through `through`. */
      z.object({ ...place, through: z.string(), missing: z.literal(true) }),
    ]),
  ),
  cursor: z.string().optional().describe('Lines before these follow with it. Absent when there are none.'),
  /** Of the whole log, whatever page is shown; of a log of more than 5,000 lines, of so many up to those shown. */
  check: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('whole'), entries: z.int() }),
    /** These lines follow each other and those beside them; with the cursor the others are checked in the same way. */
    z.object({ kind: z.literal('part-whole'), from: z.int(), through: z.int(), entries: z.int() }),
    /** `at`: the first number that is missing, changed, or follows another line than the one before it. */
    z.object({ kind: z.literal('broken'), at: z.int() }),
  ]),
});

/** An export has at most 5,000 lines a file. */
export const auditExport = z.strictObject({
  from: z
    .int()
    .min(1)
    .max(999_999)
    .default(1)
    .describe(
      'The number of the first line; a longer log goes on from the header Audit-Log-Next of the answer.',
    ),
});

const hash = z.string().regex(/^[0-9a-f]*$/);

/** One line of an export. */
export const exportedLine = z.union([
  z.object({ number: z.int(), hash, content: auditEntry.omit({ id: true }) }),
  z.object({ number: z.int(), hash, content: z.object(who), withheld: z.literal(true) }),
  z.object({ number: z.int(), hash, unreadable: z.literal(true) }),
  z.object({ number: z.int(), through: z.int(), missing: z.literal(true) }),
]);
