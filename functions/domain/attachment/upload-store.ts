/**
 * What is on record of objects on their way from `unfinished/` to an entry. A row stands from before an object is kept;
 * whether it was attached or swept is decided once, by a condition on that row.
 */
export type UploadStore = {
  /**
   * Puts down that an object is about to be kept: if nothing is attached by then, the sweep takes it. Changes nothing of
   * an object that was attached or swept. `over`: it was swept, or begun too often; each time copies its chunks again.
   */
  beginKeeping(objectId: string, sweepAt: Date): Promise<'begun' | 'attached' | 'over'>;
  /**
   * Counts that an upload is finished: each time its whole file is read and cleaned.
   * @returns `false` when that was too often, or something is attached already
   */
  beginFinishing(objectId: string, now: Date): Promise<boolean>;
  /**
   * Takes bytes from a day's budget. @param limit of the day, in bytes
   * @returns `false` when they are not there; nothing is taken then
   */
  takeFromDay(day: string, bytes: number, limit: number): Promise<boolean>;
  /** Gives back bytes that were taken on this day and are not stored. */
  giveBackToDay(day: string, bytes: number): Promise<void>;
  /** Bytes that were taken on a day. */
  takenOnDay(day: string): Promise<number>;
};

/** What the scheduled function does with what was never attached. */
export type UploadSweepStore = {
  /** Objects that were to be attached by now and were not, the oldest first. */
  dueUploads(now: Date, limit: number): Promise<readonly string[]>;
  /** From here on it can't be attached. */
  markSwept(objectId: string, now: Date): Promise<'swept' | 'attached'>;
  /** Its chunks are gone, or it was attached: it is no longer due. */
  settleUpload(objectId: string): Promise<void>;
  /** Bytes that were taken of a day's budget. */
  takenOnDay(day: string): Promise<number>;
};
