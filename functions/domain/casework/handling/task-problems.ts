import { mostTasks } from '../record/task.ts';
import type { ProblemText } from '../change/problem-text.ts';

export type TooManyTasks = { readonly kind: 'too-many-tasks' };
export type NoSuchTask = { readonly kind: 'no-such-task' };

export const tooManyTasks: ProblemText = {
  is: 'conflict',
  code: 'too-many-tasks',
  detail: `A case has at most ${mostTasks} tasks.`,
};

export const noSuchTask: ProblemText = {
  is: 'missing',
  code: 'no-such-task',
  detail: 'There is no such task.',
};
