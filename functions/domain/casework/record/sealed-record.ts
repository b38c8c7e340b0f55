import * as z from 'zod';

/** What is stored of anything that the team keeps in a case, whatever its kind. */
export type SealedRecord = {
  readonly number: number;
  /** The version of the case that wrote it last; 1 for a record that is never rewritten. */
  readonly revision: number;
  readonly sealed: Uint8Array;
};

/** How many records of a kind a case has had, and the bytes of those that are never rewritten, in size classes. */
export const recordCounters = z.object({ last: z.int(), bytes: z.int() });
export type RecordCounters = Readonly<z.infer<typeof recordCounters>>;
export const noRecords: RecordCounters = { last: 0, bytes: 0 };
