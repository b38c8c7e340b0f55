import { escalationSteps } from '../deadline/escalation.ts';
import type { DueStep } from '../deadline/told-steps.ts';
import { fullHour } from '../kernel/clock.ts';
import type { OutboxNotice } from './outbox.ts';

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
  // Whoever may keep a case has to know, and that is not its assignee.
  if (date.kind === 'retention') return undefined;
  const isReminder = step === 'reminder' || step === 'early-reminder';
  if (date.kind === 'task') return isReminder || step === 'overdue' ? (date.assignee ?? assignee) : undefined;
  if (!isReminder) return undefined;
  return date.name === 'inTouchBy' ? (inTouch?.memberId ?? assignee) : assignee;
};

const subjects = ['promise', 'task', 'confirmation', 'retention'] as const;
const subjectOf = ({ date }: DueStep): (typeof subjects)[number] => {
  if (date.kind !== 'task') return date.kind;
  return date.meaning === 'confirmation' ? 'confirmation' : 'task';
};

/** A day before something ends it is only looked at once more: who was warned two weeks before is not told again. */
const tells = ({ step, date }: DueStep): boolean => date.kind !== 'retention' || step === 'early-reminder';

/**
 * One notice a step for the promises together, one for the tasks, and one for what others have to confirm: promises that
 * are missed are said on the reporter's page. The hour of a step has begun: it is due.
 */
export const noticesOfSteps = (due: readonly DueStep[], about: Concerned, now: Date): OutboxNotice[] =>
  escalationSteps.flatMap((step) =>
    subjects.flatMap((subject) => {
      const these = due.filter((one) => one.step === step && subjectOf(one) === subject && tells(one));
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
