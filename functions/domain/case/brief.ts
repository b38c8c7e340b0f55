import * as z from 'zod';
import { pad, utf8 } from '../../envelope/format.ts';

/** The little the queue shows of a case: what the conflict check needs before anything is opened. */
export const brief = z.object({
  title: z.string(),
  persons: z.string(),
  spaces: z.string(),
  excludedMembers: z.array(z.string()),
});
export type Brief = z.infer<typeof brief>;

/** Characters of a name or place that a brief keeps; the whole answer stands in the report. */
export const briefTextLength = 300;

export const briefPart = 'brief';

export const encodeBrief = (content: Brief): Uint8Array => pad(utf8(JSON.stringify(content)));
