import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import type { Member } from '../../member/member.ts';
import { changeCase } from '../change/change-case.ts';
import { invalidField, type MayNotKnow, type UnknownMember } from '../change/common-problems.ts';
import { memberIdText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { taskRecord, type Task } from '../record/task.ts';
import { noSuchTask, type NoSuchTask } from './task-problems.ts';

type EditRefusal = NoSuchTask | UnknownMember | MayNotKnow | { readonly kind: 'day-passed' };

// A task says what is to be done and gives nobody anything: it is only given to somebody who may see the case.
const permission: PermissionRow = { roles: everybody };

const newContent = z
  .strictObject({
    text: requiredText(4 * 1024).optional(),
    dueOn: z.iso.date().nullable().optional(),
    assigneeId: memberIdText.nullable().optional().describe('Of the member who has undertaken it.'),
  })
  .refine((given) => Object.values(given).some((value) => value !== undefined), {
    path: ['text'],
    message: 'Say what is to change.',
  });

const edited = (
  before: Task,
  { text, dueOn, assigneeId }: z.infer<typeof newContent>,
  assignee: Member | undefined,
): Task => ({
  ...before,
  ...(text !== undefined && { text }),
  ...(dueOn !== undefined && { dueOn: dueOn ?? undefined }),
  ...(assigneeId !== undefined && { assignee: assignee && authorOf(assignee) }),
});

/** Changes what a task says, by when it is done, or who does it. */
export const editTask = caseOperation<EditRefusal>()({
  name: 'edit-task',
  path: '/tasks/:part/changes',
  summary:
    'Change what a task says, its date, or who does it. What is left out stays as it is; `null` takes a date or a person away.',
  permission,
  input: newContent,
  ...changedAnswer,
  perform: async (context, caseId, wanted, { part }) => {
    const { assigneeId, dueOn } = wanted;
    const number = Number(/^\d{1,6}$/.exec(part ?? '')?.[0] ?? 0);
    const isGiven = assigneeId !== undefined && assigneeId !== null;
    const assignee = isGiven ? await context.findMember(assigneeId) : undefined;
    const result = await changeCase<EditRefusal>(context, caseId, permission, async (opened) => {
      const { records } = await readRecordsOf(context, opened, taskRecord);
      const task = records.find((one) => one.number === number)?.content;
      if (!task) return { refusal: { kind: 'no-such-task' } };
      if (isGiven && !assignee) return { refusal: { kind: 'unknown-member' } };
      if (assignee && !canSeeCase(assignee, opened.head.channel, opened.brief))
        return { refusal: { kind: 'may-not-know' } };
      const isNewDay = typeof dueOn === 'string' && dueOn !== task.dueOn;
      if (isNewDay && dueOn < day(context.now)) return { refusal: { kind: 'day-passed' } };
      return {
        edit: {
          audit: { action: 'task-changed', detail: 'changed' },
          records: [taskRecord.write(edited(task, wanted, assignee), { number })],
        },
      };
    });
    return changedTo<EditRefusal>(caseId, result);
  },
  problems: {
    'no-such-task': noSuchTask,
    'unknown-member': invalidField('/assigneeId', 'Is no member of the team.', 'There is no such member.'),
    'may-not-know': invalidField(
      '/assigneeId',
      'May not know of this case.',
      'For this member the case does not exist: excluded, recused, of another channel, or not granted.',
    ),
    'day-passed': invalidField('/dueOn', 'Must be today or later.', 'Enter a day that is today or later.'),
  },
  audit: {},
  news: { did: 'task-edited', says: 'What was to change of the task is changed.', at: '#tasks' },
});
