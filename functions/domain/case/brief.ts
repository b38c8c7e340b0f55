import * as z from 'zod';
import { pad, utf8 } from '../../envelope/format.ts';
import { identityParts } from './identity.ts';
import { risk } from './risk.ts';
import { reportSource } from './source.ts';

/** The little the queue shows of a case: what the conflict check needs before anything is opened. */
export const brief = z.object({
  title: z.string(),
  persons: z.string(),
  spaces: z.string(),
  /** Members whom the reporter does not want to see the case. */
  excludedMembers: z.array(z.string()),
  /** Members who have left the case to others, because of a conflict of interest. */
  recusedMembers: z.array(z.string()).default([]),
  /** Members whom a lead keeps from the case, for a reason that stands among its notes. */
  asideMembers: z.array(z.string()).optional(),
  /** Members who joined after the report was sent and were given access all the same. */
  grantedMembers: z.array(z.string()).default([]),
  /** The revision of the roster when the report was sent; absent in briefs sealed before rosters had one. */
  rosterRevision: z.int().optional(),
  /** Ids of other cases about the same incident. */
  linkedCases: z.array(z.string()).default([]),
  /** The report looks like spam. A mark for the team, never a reason to drop, hide or expire it. */
  likelySpam: z.boolean().default(false),
  /** What the reporter has said of themselves, by part; absent in briefs of release 0.1.0. */
  identityGiven: z.array(z.enum(identityParts)).optional(),
  /** How the report came; absent for one of a reporter, and in briefs from before that was kept. */
  source: reportSource.optional(),
  /** How dangerous the case is; absent until the team has judged it. */
  risk: risk.optional(),
});
export type Brief = z.infer<typeof brief>;

/** Characters of a name or place that a brief keeps; the whole answer stands in the report. */
export const briefTextLength = 300;

export const briefPart = 'brief';

export const encodeBrief = (content: z.input<typeof brief>): Uint8Array => pad(utf8(JSON.stringify(content)));
