import type { CaseHead, CaseVault } from '../casework/change/case-store.ts';
import { addDays, earlier } from '../kernel/clock.ts';

/** What nobody of the team has read, or an appeal that nobody has decided: with it no case is erased unseen. */
export const hasNews = ({ unread, deadlines }: Pick<CaseHead, 'unread' | 'deadlines'>): boolean =>
  unread || deadlines.appealAcknowledgeBy !== undefined || deadlines.appealAnswerBy !== undefined;

/** A case with news is kept so many days longer at a time, */
export const newsDays = 30;
/** and so many in all beyond its time. */
export const mostNewsDays = 90;

/**
 * Until when a case is kept because of news: never beyond the hard limit of its channel or a hold.
 * @returns `undefined` when it has been kept as long as it can be for that
 */
export const keptForNewsUntil = (
  { hardLimit }: Pick<CaseHead, 'hardLimit'>,
  { expiresAt, keptForNews = expiresAt }: Pick<CaseVault, 'expiresAt' | 'keptForNews'>,
  now: Date,
): Date | undefined => {
  const from = expiresAt > now ? expiresAt : now;
  const until = earlier(earlier(addDays(from, newsDays), addDays(keptForNews, mostNewsDays)), hardLimit);
  return until > from ? until : undefined;
};
