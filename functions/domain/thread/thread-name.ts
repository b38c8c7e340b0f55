import * as z from 'zod';

/**
 * A conversation inside a case, with a key of its own: `reporter`, later `response`, `appeal`, `witness-1`. What a thread
 * is for, its kind, is the name without its number.
 */
export const threadName = z.string().regex(/^[a-z]+(?:-\d{1,4})?$/);
export type ThreadName = z.infer<typeof threadName>;

export const reporterThread = 'reporter';

/** Where the casework key and what is sealed under it belong in a case: no conversation, but named in the same place. */
export const workThread = 'work';

/** What a thread holds, as every door that opens it and the head of its case count it. */
export const threadCounters = z.object({
  entries: z.int(),
  /** What all its entries take together, in size classes. */
  textBytes: z.int().default(0),
  /** What all its files take together, sealed. */
  attachmentBytes: z.int().default(0),
});
export type ThreadCounters = Readonly<z.infer<typeof threadCounters>>;

export const noEntries: ThreadCounters = { entries: 0, textBytes: 0, attachmentBytes: 0 };
