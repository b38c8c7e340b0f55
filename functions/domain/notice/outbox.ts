import type { Settings } from '../../settings/schema.ts';
import { fullHour, nextFullHour } from '../clock.ts';

/** A notice that waits to be sent. It says that something waits in a channel, never what. */
export type OutboxNotice = {
  readonly caseId: string;
  readonly channel: string;
  readonly urgent: boolean;
  /** The earliest time it may leave: a full hour, ISO in UTC. */
  readonly notBefore: string;
};

/**
 * Ordinary notices leave on the full hour, so that a mail's time tells little; urgent ones with the next beat. What is
 * stored is a full hour either way: one that has begun is due.
 */
export const noticeTime = (settings: Settings, urgent: boolean, now: Date): string => {
  const atOnce = urgent || settings.notices.ordinary === 'minute';
  return (atOnce ? fullHour(now) : nextFullHour(now)).toISOString();
};
