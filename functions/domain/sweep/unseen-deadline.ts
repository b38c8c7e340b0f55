import type { Settings } from '../../settings/schema.ts';
import type { CaseHead } from '../casework/change/case-store.ts';
import { addHours } from '../kernel/clock.ts';
import { promisedHours } from '../deadline/escalation.ts';
import { runningDeadlines } from '../deadline/running-deadlines.ts';

/** So long before a promise breaks, somebody beside the team is told that nobody looks. */
export const mostHoursBefore = 6;

/**
 * Whether something the team has not read waits while a promise is about to break, or has broken: in its last quarter,
 * and no sooner than six hours before. A case of a channel the settings no longer have is promised nothing.
 */
export const isUnseenBeforeDeadline = (
  {
    channels,
    decisions,
  }: Pick<Settings, 'channels'> & { readonly decisions: Pick<Settings['decisions'], 'appeal'> },
  { channel, state, deadlines, unread }: Pick<CaseHead, 'channel' | 'state' | 'deadlines' | 'unread'>,
  now: Date,
): boolean => {
  const promised = Object.hasOwn(channels, channel) ? channels[channel]?.deadlines : undefined;
  if (!promised || !unread) return false;
  return runningDeadlines(state, deadlines).some(({ name, by }) => {
    const hours = Math.min(mostHoursBefore, promisedHours({ decisions }, promised)[name] / 4);
    return addHours(now, hours).getTime() >= new Date(by).getTime();
  });
};
