import type { Settings } from '../../settings/schema.ts';
import { escalationSteps } from '../deadline/escalation.ts';
import type { DueStep } from '../deadline/told-steps.ts';
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

/** A case as far as it decides whom a step is for. */
type Concerned = {
  readonly caseId: string;
  readonly channel: string;
  readonly assignee?: string | undefined;
  readonly inTouch?: { readonly memberId?: string | undefined } | undefined;
};

/**
 * Whom a step is for; absent for everybody who may know of the case. Reminders are for the one concerned: who will be in
 * touch, who does the task, or who is assigned to the case. What is overdue of a task is theirs as well.
 */
const concerned = ({ step, date }: DueStep, { assignee, inTouch }: Concerned): string | undefined => {
  const isReminder = step === 'reminder' || step === 'early-reminder';
  if (date.kind === 'task') return isReminder || step === 'overdue' ? (date.assignee ?? assignee) : undefined;
  if (!isReminder) return undefined;
  return date.name === 'inTouchBy' ? (inTouch?.memberId ?? assignee) : assignee;
};

const subjects = ['promise', 'task', 'confirmation'] as const;
const subjectOf = ({ date }: DueStep): (typeof subjects)[number] => {
  if (date.kind !== 'task') return 'promise';
  return date.meaning === 'confirmation' ? 'confirmation' : 'task';
};

/**
 * One notice a step for the promises together, one for the tasks, and one for what others have to confirm: promises that
 * are missed are said on the reporter's page. The hour of a step has begun: it is due.
 */
export const noticesOfSteps = (due: readonly DueStep[], about: Concerned, now: Date): OutboxNotice[] =>
  escalationSteps.flatMap((step) =>
    subjects.flatMap((subject) => {
      const these = due.filter((one) => one.step === step && subjectOf(one) === subject);
      if (these.length === 0) return [];
      const each = these.map((one) => concerned(one, about));
      const recipients = each.some((one) => one === undefined)
        ? undefined
        : [...new Set(each.flatMap((one) => one ?? []))];
      return [
        {
          caseId: about.caseId,
          channel: about.channel,
          ...(subject === 'confirmation'
            ? { urgent: true, step: step === 'outside' ? 'unreviewed-outside' : 'unreviewed-leads' }
            : { urgent: false, step }),
          ...(subject === 'promise' ? {} : { ofTask: true }),
          notBefore: fullHour(now).toISOString(),
          ...(recipients ? { recipients } : {}),
        } satisfies OutboxNotice,
      ];
    }),
  );
