import type { Settings } from '../../settings/schema.ts';
import { day } from '../clock.ts';
import { caseLimitBytes, dayLimitBytes } from './limits.ts';
import type { UploadStore } from './upload-store.ts';

type BudgetContext = {
  readonly settings: Settings;
  readonly uploads: Pick<UploadStore, 'takeFromDay' | 'takenOnDay'>;
  readonly now: Date;
};

/** Takes a file of `bytes` from what reporters may upload today. @returns whether there was room */
export const takeFromToday = ({ settings, uploads, now }: BudgetContext, bytes: number): Promise<boolean> =>
  uploads.takeFromDay(day(now), bytes, dayLimitBytes(settings));

/** Whether a file of a mebibyte would still be taken today: what a page says before anything is chosen. */
export const isTodayFull = async ({
  settings,
  uploads,
  now,
}: Pick<BudgetContext, 'settings' | 'now'> & {
  readonly uploads: Pick<UploadStore, 'takenOnDay'>;
}): Promise<boolean> => (await uploads.takenOnDay(day(now))) + 1024 * 1024 > dayLimitBytes(settings);

/** Bytes of files a case can still take. */
export const roomInCase = (settings: Settings, attachmentBytes: number): number =>
  Math.max(0, caseLimitBytes(settings) - attachmentBytes);
