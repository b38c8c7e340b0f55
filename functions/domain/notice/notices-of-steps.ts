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
  if (date.kind === 'task')
    return step === 'reminder' || step === 'overdue' ? (date.assignee ?? assignee) : undefined;
  if (step !== 'reminder') return undefined;
  return date.name === 'inTouchBy' ? (inTouch?.memberId ?? assignee) : assignee;
};

/**
 * One notice a step for the promises together, and one for the tasks: promises that are missed are said on the
 * reporter's page. The hour of a step has begun: it is due.
 */
export const noticesOfSteps = (due: readonly DueStep[], about: Concerned, now: Date): OutboxNotice[] =>
  escalationSteps.flatMap((step) =>
    [false, true].flatMap((ofTask) => {
      const these = due.filter((one) => one.step === step && (one.date.kind === 'task') === ofTask);
      if (these.length === 0) return [];
      const each = these.map((one) => concerned(one, about));
      const recipients = each.some((one) => one === undefined)
        ? undefined
        : [...new Set(each.flatMap((one) => one ?? []))];
      return [
        {
          caseId: about.caseId,
          channel: about.channel,
          urgent: false,
          step,
          ...(ofTask ? { ofTask } : {}),
          notBefore: fullHour(now).toISOString(),
          ...(recipients ? { recipients } : {}),
        },
      ];
    }),
  );
