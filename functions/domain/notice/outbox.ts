import type { Settings } from '../../settings/schema.ts';
import { escalationSteps } from '../deadline/escalation.ts';
import { fullHour, nextFullHour } from '../kernel/clock.ts';

/**
 * Why a notice is sent when nothing new has come in: a deadline, an urgent report that nobody has taken, that a lead
 * has set somebody aside, or that one member has restricted somebody alone and another has to look at it.
 */
export const noticeSteps = [
  ...escalationSteps,
  'untaken-on-call',
  'untaken-leads',
  'untaken-outside',
  'set-aside',
  'unreviewed',
  'unreviewed-leads',
  'unreviewed-outside',
] as const;
export type NoticeStep = (typeof noticeSteps)[number];

/** A notice that waits to be sent. It says that something waits in a channel, never what. */
export type OutboxNotice = {
  readonly caseId: string;
  readonly channel: string;
  readonly urgent: boolean;
  /** Absent when something has come in. */
  readonly step?: NoticeStep | undefined;
  /** It is about a task of the team: nothing that was promised to the reporter. */
  readonly ofTask?: boolean | undefined;
  /** Members it is for, while they may know of the case; absent for everybody who may. */
  readonly recipients?: readonly string[] | undefined;
  /** The earliest time it may leave: a full hour, ISO in UTC. */
  readonly notBefore: string;
};

/**
 * Ordinary notices leave on the full hour, so that a mail's time tells little; urgent ones with the next run. What is
 * stored is a full hour either way: one that has begun is due.
 */
export const noticeTime = (settings: Settings, urgent: boolean, now: Date): string => {
  const atOnce = urgent || settings.notices.ordinary === 'minute';
  return (atOnce ? fullHour(now) : nextFullHour(now)).toISOString();
};
