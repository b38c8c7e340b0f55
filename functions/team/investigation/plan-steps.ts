import type { NumberedTask } from '../../domain/casework/reading/tasks-page.ts';
import type { Task } from '../../domain/casework/record/task.ts';
import { embargoTask, type PlanStep } from '../../domain/decision/investigation-plan.ts';

/** A step, and the task that it is by now. */
export type StepWithTask = {
  readonly step: string;
  readonly text: string;
  readonly number?: number;
  readonly task?: Task;
};

/** The steps of a plan in their order, then the tasks of steps that it does not have, such as of another channel. */
export const stepsOf = (
  steps: readonly PlanStep[],
  tasks: readonly NumberedTask[],
): readonly StepWithTask[] => {
  const found = tasks.flatMap(({ number, task }) =>
    task === 'unreadable' ? [] : [{ step: task.step ?? '', text: task.text, number, task }],
  );
  const planned = steps.map(
    ({ id, text }): StepWithTask => found.find(({ step }) => step === id) ?? { step: id, text },
  );
  const others = found.filter(({ step }) => steps.every(({ id }) => id !== step));
  return [...planned, ...others];
};

/** The agreed end of an embargo, and whether it is still to come. */
export const embargoOf = (tasks: readonly NumberedTask[]): string | undefined =>
  tasks.flatMap(({ task }) => (task !== 'unreadable' && task.step === embargoTask ? [task] : []))[0]?.dueOn;
