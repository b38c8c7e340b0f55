import type { Settings } from '../../settings/schema.ts';
import { megabyte } from '../kernel/size.ts';
import { day } from '../kernel/clock.ts';
import { caseLimitBytes, dayLimitBytes } from './limits.ts';
import type { UploadStore } from './upload-store.ts';

type BudgetContext<Calls extends keyof UploadStore> = {
  readonly settings: Settings;
  readonly uploads: Pick<UploadStore, Calls>;
  readonly now: Date;
};

/** How files come: in parts and by programs, or with a form, as a browser without scripts sends them. */
export type WayFilesCome = 'by-program' | 'with-form';

/** An eighth of the day's budget is kept for forms: who fills the rest by a program does not close it for them. */
const reservedForForms = 1 / 8;

/** Bytes that may come on a day. */
export const dayBudgetBytes = (settings: Settings, way: WayFilesCome): number => {
  const all = dayLimitBytes(settings);
  return way === 'with-form' ? all : all - Math.floor(all * reservedForForms);
};

/**
 * What a file, or a part of one, takes of the day at least. Each costs requests to S3, rows and a run of the cleaners
 * however small it is: at this size a day of 2,000 MB is 8,000 of them at most.
 */
export const leastChargedBytes = 256 * 1024;

/** What bytes take of the day's budget, as they are sealed. */
export const chargedBytes = (sealed: number): number => Math.max(sealed, leastChargedBytes);

/**
 * Takes what has come from what reporters may send today, before it is stored.
 * @param bytes each file's by `chargedBytes`: the budget's row holds sums of size classes
 * @returns whether there was room
 */
export const takeFromToday = (
  { settings, uploads, now }: BudgetContext<'takeFromDay'>,
  bytes: number,
  way: WayFilesCome,
): Promise<boolean> => uploads.takeFromDay(day(now), bytes, dayBudgetBytes(settings, way));

/** Gives back what was taken when storage failed. */
export const giveBackToday = async (
  { uploads, now }: Pick<BudgetContext<'giveBackToDay'>, 'uploads' | 'now'>,
  bytes: number,
): Promise<void> => {
  // A budget that is a little too small until midnight is better than a part that has come and is not confirmed.
  if (bytes > 0) await uploads.giveBackToDay(day(now), bytes).catch(() => undefined);
};

/** Whether a file would be taken today. Nothing is taken by asking: who announces files and sends none closes nothing. */
export const hasRoomToday = async (
  { settings, uploads, now }: BudgetContext<'takenOnDay'>,
  bytes: number,
  way: WayFilesCome,
): Promise<boolean> => (await uploads.takenOnDay(day(now))) + bytes <= dayBudgetBytes(settings, way);

/** Whether a file of a megabyte would no longer be taken today. */
export const isTodayFull = async (
  context: BudgetContext<'takenOnDay'>,
  way: WayFilesCome,
): Promise<boolean> => !(await hasRoomToday(context, megabyte, way));

/** Bytes of files a case can still take. */
export const roomInCase = (settings: Settings, attachmentBytes: number): number =>
  Math.max(0, caseLimitBytes(settings) - attachmentBytes);
