import * as z from 'zod';
import { author } from '../member/author.ts';

/** Something that shows what happened: an entry of a thread, a file, or what lies elsewhere. Sealed under the casework key. */
export const evidence = z.object({
  what: z.string(),
  /** The entry it stands in. */
  entry: z.object({ thread: z.string(), number: z.int() }).optional(),
  /** The id of the file it is. */
  file: z.string().optional(),
  addedBy: author,
  addedOn: z.iso.date(),
  /** Why it is no longer listed. */
  removed: z.string().optional(),
});
export type Evidence = z.infer<typeof evidence>;

export const mostEvidence = 200;
