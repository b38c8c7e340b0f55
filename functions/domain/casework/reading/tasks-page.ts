import { byteLength } from '../../kernel/text.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { taskRecord, type Task } from '../record/task.ts';

export type NumberedTask = { readonly number: number; readonly task: Task | 'unreadable' };

export type TasksPage = {
  readonly tasks: readonly NumberedTask[];
  /** How many come before those of this page. */
  readonly from: number;
  /** Where the next page begins. */
  readonly next: number | undefined;
  /** Of the whole list. */
  readonly open: number;
  readonly done: number;
  /** Those of the whole list that are steps of the investigation plan, in the order in which they were added. */
  readonly steps: readonly NumberedTask[];
};

/** Tasks of a page at most. */
export const tasksOfPage = 100;

/** Bytes of text that the tasks of a page have at most, unless it is a single one; see the notes. */
const pageBytes = 32 * 1024;

export const isOpenTask = ({ task }: NumberedTask): boolean =>
  task !== 'unreadable' && task.done === undefined;

/** Open tasks first, by the day they are due. */
const inOrder = (tasks: readonly NumberedTask[]): NumberedTask[] => {
  const dueOn = ({ task }: NumberedTask): string => (task === 'unreadable' ? '' : (task.dueOn ?? '9999'));
  return [
    ...tasks.filter(isOpenTask).sort((one, other) => (dueOn(one) < dueOn(other) ? -1 : 1)),
    ...tasks.filter((item) => !isOpenTask(item)),
  ];
};

export const readTasksPage = async (
  { store }: Pick<CaseContext, 'store'>,
  { head, caseworkKey }: Pick<OpenCase, 'head' | 'caseworkKey'>,
  { from = 0, limit }: { readonly from?: number | undefined; readonly limit?: number | undefined } = {},
): Promise<TasksPage> => {
  const { caseId } = head;
  const all = (await store.readRecords(caseId, taskRecord.name)).map((record): NumberedTask => ({
    number: record.number,
    task: (caseworkKey && taskRecord.open(caseworkKey, caseId, record)) ?? 'unreadable',
  }));
  const tasks = inOrder(all);
  const wanted = tasks.slice(from, from + Math.min(limit ?? tasksOfPage, tasksOfPage));
  let bytes = 0;
  const cut = wanted.findIndex(({ task }, at) => {
    bytes += task === 'unreadable' ? 0 : byteLength(task.text);
    return bytes > pageBytes && at > 0;
  });
  const shown = cut < 0 ? wanted : wanted.slice(0, cut);
  const end = from + shown.length;
  const open = tasks.filter(isOpenTask).length;
  return {
    tasks: shown,
    from,
    next: shown.length > 0 && end < tasks.length ? end : undefined,
    open,
    done: tasks.length - open,
    steps: all.filter(({ task }) => task !== 'unreadable' && task.step !== undefined),
  };
};
