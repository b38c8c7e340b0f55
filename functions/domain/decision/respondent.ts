import * as z from 'zod';
import { author } from '../member/author.ts';
import { codeName } from './code-name.ts';

/** A name on a platform of the settings, or on another one. */
export const handle = z.object({ platform: z.string(), handle: z.string() });
export type Handle = z.infer<typeof handle>;

/** A person a case is about. Sealed under the casework key. */
export const respondent = z.object({
  codeName,
  name: z.string().optional(),
  handles: z.array(handle),
  /** Ways to reach them, as the team typed them. */
  reach: z.string().optional(),
  /** What they are in the community. */
  relation: z.string().optional(),
  addedBy: author,
  addedOn: z.iso.date(),
  /** The number of the respondent that this one turned out to be. */
  mergedInto: z.int().optional(),
});
export type Respondent = z.infer<typeof respondent>;

/** Respondents of a case, merged ones included. */
export const mostRespondents = 50;
export const mostHandles = 20;

/** Bytes of what is kept of one: all of a case together fit on a page, once to read and once to edit. */
export const respondentLimitBytes = {
  name: 200,
  platform: 40,
  handle: 120,
  reach: 600,
  relation: 400,
} as const;
