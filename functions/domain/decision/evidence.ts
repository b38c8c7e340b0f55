import * as z from 'zod';
import { author } from '../member/author.ts';

/** Something that shows what happened: an entry of a thread, a file, or what lies elsewhere. Sealed under the casework key. */
export const evidence = z.object({
  what: z.string(),
  /** The entry it stands in. */
  entry: z.object({ thread: z.string(), number: z.int() }).optional(),
  /** The id of the file it is; `entry` says with which it came. */
  file: z.string().optional(),
  /** Where it lies, when it is neither. */
  elsewhere: z.string().optional(),
  addedBy: author,
  addedOn: z.iso.date(),
  /** Why it is no longer listed. */
  removed: z.string().optional(),
  removedBy: author.optional(),
  removedOn: z.iso.date().optional(),
});
export type Evidence = z.infer<typeof evidence>;

/** What a case lists, removed ones included. */
export const mostEvidence = 200;
export const evidenceLimitBytes = { what: 1024, elsewhere: 500, removed: 500 } as const;
