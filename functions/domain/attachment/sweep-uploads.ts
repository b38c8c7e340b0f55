import { addHours } from '../kernel/clock.ts';
import { Fault, faultCode } from '../kernel/fault.ts';
import type { AttachmentSweep } from './attachment-store.ts';
import type { UploadSweepStore } from './upload-store.ts';

export type SweepContext = {
  readonly files: AttachmentSweep;
  readonly uploads: UploadSweepStore;
  readonly now: Date;
  readonly outOfTime: () => boolean;
};

/** Hours after which an unfinished upload goes: longer than a pass or draft is good, and within a day even when a scheduled run fails. */
const unfinishedHours = 22;
const pageSize = 50;

/**
 * Erases what was uploaded and belongs to no entry: every scheduled run what was about to be attached and was not, and in the
 * first minute of an hour what nobody has tried to attach within a day.
 * @returns how many objects and chunks have gone
 * @throws {Fault} of the first that could not be erased, once all others are
 */
export const sweepUploads = async ({ files, uploads, now, outOfTime }: SweepContext): Promise<number> => {
  let swept = 0;
  for (;;) {
    const due = await uploads.dueUploads(now, pageSize);
    const failures: unknown[] = [];
    for (const objectId of due) {
      if (outOfTime()) return swept;
      try {
        // What was attached in this very moment is only no longer due.
        if ((await uploads.markSwept(objectId, now)) === 'swept') {
          await files.erase(objectId);
          swept += 1;
        }
        await uploads.settleUpload(objectId);
      } catch (error) {
        // One that does not go must not hold up the others of its page; the next scheduled run tries it again.
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new Fault(faultCode(failures[0]));
    if (due.length < pageSize) break;
  }
  if (now.getUTCMinutes() > 0) return swept;
  return swept + (await files.eraseUnfinished(addHours(now, -unfinishedHours)));
};
