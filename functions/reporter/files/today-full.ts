import { isTodayFull } from '../../domain/attachment/budget.ts';
import { takesFiles } from '../../domain/attachment/limits.ts';
import { cacheFor } from '../../domain/kernel/cache-for.ts';
import type { ReporterContext } from '../reporter-context.ts';

/**
 * Whether no more files are taken today, not even with a form, as it was within the last minute: what a page says before anything is chosen.
 * A store that does not answer says nothing; whoever then sends a file is told.
 */
export const todayFull = (context: ReporterContext): (() => Promise<boolean>) => {
  const full = cacheFor(1, () => isTodayFull({ ...context, now: context.clock() }, 'with-form'));
  return () =>
    takesFiles(context.settings) ? full(context.clock()).catch(() => false) : Promise.resolve(false);
};
