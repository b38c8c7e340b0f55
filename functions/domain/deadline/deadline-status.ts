import { dateName, dueDates, type Dated, type DatedRecord, type DueDate } from './due-dates.ts';
import { escalationSteps, type EscalationStep } from './escalation.ts';
import type { DeadlineName } from './running-deadlines.ts';
import type { ToldSteps } from './told-steps.ts';

/** How a promise or a task with a date stands, as the team sees it. */
export type DeadlineStatus = {
  readonly deadline: DeadlineName | 'task' | DatedRecord;
  /** The number of the task. */
  readonly task?: number;
  /** The number of another record that the date is of. */
  readonly record?: number;
  readonly by: string;
  readonly missed: boolean;
  /** The steps of which notices were handed over to be mailed, and on which day in UTC. */
  readonly told: readonly { readonly step: EscalationStep; readonly on: string }[];
};

/** Every date that runs, earliest first. */
export const deadlineStatuses = (
  dated: Dated & { readonly told?: ToldSteps | undefined },
  now: Date,
): DeadlineStatus[] =>
  dueDates(dated).map((date) => {
    const mark = dated.told?.[dateName(date)];
    const days = mark?.by === date.by ? mark.on : undefined;
    return {
      ...nameOf(date),
      by: date.by,
      missed: new Date(date.by).getTime() < now.getTime(),
      told: escalationSteps.flatMap((step) => {
        const on = days?.[step];
        return on === undefined ? [] : [{ step, on }];
      }),
    };
  });

const nameOf = (date: DueDate): Pick<DeadlineStatus, 'deadline' | 'task' | 'record'> => {
  if (date.kind !== 'task') return { deadline: date.name };
  return date.of === undefined
    ? { deadline: 'task', task: date.task }
    : { deadline: date.of, record: date.task };
};
