import * as z from 'zod';
import { caseName } from '../case/case-name.ts';
import { codeName } from '../decision/code-name.ts';
import { handle } from '../decision/respondent.ts';
import { author } from '../member/author.ts';

/** Notes of one entry, and bytes of UTF-8 of one. */
export const mostPersonNotes = 10;
export const personNoteLimitBytes = 400;
export const personNote = z.object({ text: z.string(), by: author, on: z.iso.date() });

/**
 * A respondent of a case, as the register keeps them: what a person is found again by. Entries of one person, in whatever
 * cases, have the same `personId`. Sealed to the ring `register` of the case's channel; with a decision it outlives the case.
 */
export const registerEntry = z.object({
  /** 22 random characters. */
  personId: z.string(),
  caseId: z.string(),
  caseName,
  channel: z.string(),
  /** Their number in the case. */
  respondent: z.int(),
  codeName,
  name: z.string().optional(),
  handles: z.array(handle),
  reach: z.string().optional(),
  addedOn: z.iso.date(),
  /** The number of the respondent that this one turned out to be. */
  mergedInto: z.int().optional(),
  /** What members have written down about the person from this case; at most `mostPersonNotes`. */
  notes: z.array(personNote).default([]),
  /** Ids of entries of which a member has said that they are another person's. */
  apartFrom: z.array(z.string()).default([]),
  /** Ids of the lines of the enforcement log about them. */
  logLines: z.array(z.string()),
  /** The last day on which each of these lines is kept, in their order. */
  logLinesUntil: z.array(z.iso.date()),
  /**
   * As in a line of the enforcement log: from whom it is hidden, and to whom it was granted. It counts once the case is
   * gone; while it is there, its brief says who may know of it (`visible-entries.ts`).
   */
  hiddenFrom: z.array(z.string()),
  rosterRevision: z.int().optional(),
  grantedMembers: z.array(z.string()),
});
export type RegisterEntry = z.infer<typeof registerEntry>;
