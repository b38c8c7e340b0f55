import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { requiredText } from '../../kernel/text.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import { aboutMember, type MayNotKnow, type UnknownMember } from '../change/common-problems.ts';
import { memberIdText } from '../change/input-limits.ts';
import { caseChanged, caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { mostTasks, taskRecord, type Task } from '../record/task.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { recordsOf } from '../record/work-record.ts';
import { noSuchTask, tooManyTasks, type NoSuchTask, type TooManyTasks } from './task-problems.ts';

type AddRefusal = TooManyTasks | UnknownMember | MayNotKnow;

// A task says what is to be done and gives nobody anything.
const permission: PermissionRow = { roles: everybody };

const newTask = z.strictObject({
  text: requiredText(4 * 1024),
  dueOn: z.iso.date().optional(),
  assigneeId: memberIdText.optional(),
});

/** Puts down something to be done. */
const add = async (
  context: CaseContext,
  caseId: string,
  { text, dueOn, assigneeId }: z.infer<typeof newTask>,
  sentKey: string | undefined,
): Promise<ChangeResult<AddRefusal>> => {
  const { member, now } = context;
  const assignee = assigneeId === undefined ? undefined : await context.findMember(assigneeId);
  return changeCase<AddRefusal>(context, caseId, permission, ({ head, brief }) => {
    if (recordsOf(head, taskRecord.name).last >= mostTasks) return { refusal: { kind: 'too-many-tasks' } };
    if (assigneeId !== undefined && !assignee) return { refusal: { kind: 'unknown-member' } };
    if (assignee && !canSeeCase(assignee, head.channel, brief)) return { refusal: { kind: 'may-not-know' } };
    const content: Task = {
      text,
      dueOn,
      assignee: assignee && authorOf(assignee),
      addedBy: authorOf(member),
      addedOn: day(now),
    };
    return {
      edit: {
        audit: { action: 'task-changed', detail: 'added' },
        records: [taskRecord.write(content, { sentKey })],
      },
    };
  });
};

/** Ticks a task off, or takes the tick back. */
const tick = async (
  context: CaseContext,
  caseId: string,
  wanted: { readonly number: number; readonly done: boolean },
): Promise<ChangeResult<NoSuchTask>> => {
  const { member, now } = context;
  return changeCase<NoSuchTask>(context, caseId, permission, async (opened) => {
    const { records } = await readRecordsOf(context, opened, taskRecord);
    const task = records.find(({ number }) => number === wanted.number)?.content;
    if (!task) return { refusal: { kind: 'no-such-task' } };
    const done = wanted.done ? { by: authorOf(member), on: day(now) } : undefined;
    const content: Task = { ...task, done };
    return {
      edit: {
        audit: { action: 'task-changed', detail: wanted.done ? 'done' : 'reopened' },
        records: [taskRecord.write(content, { number: wanted.number })],
      },
    };
  });
};

export const addTask = caseOperation<AddRefusal>()({
  name: 'change-task',
  path: '/tasks',
  summary: 'Put down something to be done.',
  permission,
  input: newTask,
  status: 201,
  gives: 'The task',
  answer: caseChanged.extend({ task: z.string() }),
  perform: async (context, caseId, wanted, { sentKey }) => {
    const result = await add(context, caseId, wanted, sentKey);
    const changed = changedTo<AddRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, task: String(numberWritten(result)) } };
  },
  problems: {
    ...aboutMember,
    'too-many-tasks': tooManyTasks,
  },
  audit: { 'task-changed': { says: 'Changed a task', detail: 'task' } },
  form: {
    name: 'task',
    panel: 'tasks',
    summary: 'Add a task',
    fields: [
      { name: 'text', label: 'What is to be done', as: 'lines', rows: 2 },
      { name: 'dueOn', label: 'By (if it has a date)', as: 'day' },
      {
        name: 'assigneeId',
        label: 'Who does it',
        as: 'choice',
        from: 'members',
        none: 'Not settled yet',
      },
    ],
    button: 'Add the task',
  },
  news: { did: 'task', says: 'The task is added.', at: '#tasks' },
});

export const tickTask = caseOperation<NoSuchTask>()({
  name: 'tick-task',
  path: '/tasks/:part',
  summary: 'Tick a task off, or take the tick back.',
  permission,
  input: z.strictObject({ done: z.boolean() }),
  ...changedAnswer,
  perform: async (context, caseId, { done }, { part }) => {
    const number = Number(/^\d{1,6}$/.exec(part ?? '')?.[0] ?? 0);
    return changedTo<NoSuchTask>(caseId, await tick(context, caseId, { number, done }));
  },
  problems: {
    'no-such-task': noSuchTask,
  },
  audit: {},
  news: { did: 'ticked', says: 'The task is changed.', at: '#tasks' },
});
