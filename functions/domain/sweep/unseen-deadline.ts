import type { ChannelSettings, Settings } from '../../settings/schema.ts';
import type { CaseHead } from '../casework/change/case-store.ts';
import { addHours } from '../kernel/clock.ts';
import { runningDeadlines, type DeadlineName } from '../deadline/running-deadlines.ts';

/** So long before a promise breaks, somebody beside the team is told that nobody looks. */
export const mostHoursBefore = 6;

const promisedHours = (promised: ChannelSettings['deadlines'], name: DeadlineName): number =>
  ({
    acknowledgeBy: promised.acknowledgeHours,
    nextUpdateBy: promised.updateDays * 24,
    feedbackBy: promised.feedbackDays * 24,
    erasureAnswerBy: promised.updateDays * 24,
    inTouchBy: promised.updateDays * 24,
  })[name];

/**
 * Whether something the team has not read waits while a promise is about to break, or has broken: in its last quarter,
 * and no sooner than six hours before. A case of a channel the settings no longer have is promised nothing.
 */
export const isUnseenBeforeDeadline = (
  { channels }: Pick<Settings, 'channels'>,
  { channel, state, deadlines, unread }: Pick<CaseHead, 'channel' | 'state' | 'deadlines' | 'unread'>,
  now: Date,
): boolean => {
  const promised = Object.hasOwn(channels, channel) ? channels[channel]?.deadlines : undefined;
  if (!promised || !unread) return false;
  return runningDeadlines(state, deadlines).some(({ name, by }) => {
    const hours = Math.min(mostHoursBefore, promisedHours(promised, name) / 4);
    return addHours(now, hours).getTime() >= new Date(by).getTime();
  });
};
