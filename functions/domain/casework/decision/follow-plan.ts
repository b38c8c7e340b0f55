import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { embargoStep, embargoTask, planOf } from '../../decision/investigation-plan.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { changeCase } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { noInput } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { tooManyTasks, type TooManyTasks } from '../handling/task-problems.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { mostTasks, taskRecord, type Task } from '../record/task.ts';
import { recordsOf } from '../record/work-record.ts';

type PlanRefusal = { readonly kind: 'plan-there' } | TooManyTasks;
type EmbargoRefusal = { readonly kind: 'day-passed' } | TooManyTasks;

// Steps are tasks: they say what is to be done and give nobody anything.
const permission: PermissionRow = { roles: everybody };

/** Puts the steps of the channel's plan that the case does not have yet among its tasks. */
export const makePlan = caseOperation<PlanRefusal>()({
  name: 'make-plan',
  path: '/plan',
  summary: 'Put the steps of the investigation plan that are not there yet among the tasks of the case.',
  permission,
  input: noInput,
  ...changedAnswer,
  perform: async (context, caseId) => {
    const { member, now, settings } = context;
    const result = await changeCase<PlanRefusal>(context, caseId, permission, async (opened) => {
      const { records } = await readRecordsOf(context, opened, taskRecord);
      const there = new Set(records.map(({ content }) => content.step));
      const missing = planOf(settings, opened.head.channel).filter(({ id }) => !there.has(id));
      if (missing.length === 0) return { refusal: { kind: 'plan-there' } };
      if (recordsOf(opened.head, taskRecord.name).last + missing.length > mostTasks)
        return { refusal: { kind: 'too-many-tasks' } };
      const common = { addedBy: authorOf(member), addedOn: day(now) };
      return {
        edit: {
          audit: { action: 'plan-made', detail: String(missing.length) },
          records: missing.map(({ id, text }) => taskRecord.write({ text, step: id, ...common })),
        },
      };
    });
    return changedTo<PlanRefusal>(caseId, result);
  },
  problems: {
    'plan-there': {
      is: 'conflict',
      code: 'plan-there',
      detail: 'Every step of the plan is among the tasks already.',
    },
    'too-many-tasks': tooManyTasks,
  },
  doneBefore: ['plan-there'],
  audit: { 'plan-made': { says: 'Added steps of the investigation plan', detail: 'as-it-is' } },
  news: { did: 'plan', says: 'The steps are among the tasks. Give each a person and a date.', at: '#plan' },
  example: {},
});

/** Keeps until when a weakness is kept quiet: a task with that date, and agreeing on it is done. */
export const setEmbargo = caseOperation<EmbargoRefusal>()({
  name: 'set-embargo',
  path: '/embargo',
  summary: 'Keep the embargo date that was agreed on, as a task with that date. Set again, it moves.',
  permission,
  input: z.strictObject({ endsOn: z.iso.date().describe('Today or later.') }),
  ...changedAnswer,
  perform: async (context, caseId, { endsOn }) => {
    const { member, now } = context;
    const result = await changeCase<EmbargoRefusal>(context, caseId, permission, async (opened) => {
      if (endsOn < day(now)) return { refusal: { kind: 'day-passed' } };
      const { records } = await readRecordsOf(context, opened, taskRecord);
      const date = records.find(({ content }) => content.step === embargoTask);
      if (!date && recordsOf(opened.head, taskRecord.name).last >= mostTasks)
        return { refusal: { kind: 'too-many-tasks' } };
      const tick = { by: authorOf(member), on: day(now) };
      const agreed = records.filter(({ content }) => content.step === embargoStep && !content.done);
      const content: Task = {
        text: 'The embargo ends: publish, or agree on a new date',
        addedBy: authorOf(member),
        addedOn: day(now),
        ...date?.content,
        step: embargoTask,
        dueOn: endsOn,
        done: undefined,
      };
      return {
        edit: {
          audit: { action: 'embargo-set', detail: endsOn },
          records: [
            taskRecord.write(content, { number: date?.number }),
            ...agreed.map((step) =>
              taskRecord.write({ ...step.content, done: tick }, { number: step.number }),
            ),
          ],
        },
      };
    });
    return changedTo<EmbargoRefusal>(caseId, result);
  },
  problems: {
    'day-passed': invalidField('/endsOn', 'Must be today or later.', 'Enter a day that is today or later.'),
    'too-many-tasks': tooManyTasks,
  },
  audit: { 'embargo-set': { says: 'Set the embargo date', detail: 'as-it-is' } },
  news: { did: 'embargo', says: 'The embargo date is kept, with reminders like any task.', at: '#plan' },
});
