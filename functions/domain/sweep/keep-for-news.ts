import type { Settings } from '../../settings/schema.ts';
import { retentionEnds } from '../deadline/retention-ends.ts';
import { nextActionAt } from '../deadline/told-steps.ts';
import { nextFullHour } from '../kernel/clock.ts';
import { threadsDueAt } from '../thread/thread-limits.ts';
import { hasNews, keptForNewsUntil } from './news.ts';
import type { LiveCase, RetentionStore } from './retention-store.ts';

type NewsContext = {
  readonly settings: Settings;
  readonly store: Pick<RetentionStore, 'keepForNews'>;
  readonly now: Date;
};

/**
 * Keeps a case that was opened longer because of news in it, and tells the team once more; every reader of it is shown the
 * new date from then on.
 * @returns `no-news` where there is none; `no-longer` where it was kept for that as long as it can be
 */
export const keepForNews = async (
  { settings, store, now }: NewsContext,
  live: LiveCase,
): Promise<'kept' | 'changed-meanwhile' | 'no-news' | 'no-longer'> => {
  const { head, vault } = live;
  if (vault.openedAt === undefined || !hasNews(head)) return 'no-news';
  const until = keptForNewsUntil(head, vault, now);
  if (!until) return 'no-longer';
  // Full hours, as all times of retention are; the hard limit is one.
  const full = until.getTime() % 3_600_000 === 0 ? until : nextFullHour(until);
  const after = { ...vault, expiresAt: full };
  const next = nextActionAt(
    settings,
    { ...head, ends: retentionEnds(after) },
    { expiresAt: full, opened: true, threadsAt: threadsDueAt(vault, now) },
  );
  const first = vault.keptForNews ?? vault.expiresAt;
  return store.keepForNews(live, { expiresAt: full, first, nextActionAt: next }, now);
};
