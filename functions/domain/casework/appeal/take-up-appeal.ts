import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { threadName } from '../../thread/thread-name.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { respondentOfThread } from './appeal-threads.ts';
import { newAppealEdit, newAppealProblems, type NewAppealRefusal } from './new-appeal.ts';
import { readAppeals } from './read-appeals.ts';

type TakeUpRefusal = NewAppealRefusal | { readonly kind: 'no-such-entry' | 'taken-up' };

// Makes of what somebody sent something the team answers; it decides nothing.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

const taken = z.strictObject({
  thread: threadName.describe('The thread in which the appeal came.'),
  entry: z.int().min(1).max(999_999).describe('The number of its entry there.'),
  decision: recordNumber
    .optional()
    .describe('Which decision is meant, where it is another one than the entry says.'),
});

const takeUp = (
  context: CaseContext,
  caseId: string,
  { thread, entry, decision }: z.infer<typeof taken>,
): Promise<ChangeResult<TakeUpRefusal>> =>
  changeCase<TakeUpRefusal>(context, caseId, permission, async (opened) => {
    const read = await readAppeals(context, opened);
    if (read.appeals.some(({ content }) => content.thread === thread && content.entry === entry))
      return { refusal: { kind: 'taken-up' } };
    const sent = read.untaken.find((one) => one.thread === thread && one.number === entry);
    if (!sent) return { refusal: { kind: 'no-such-entry' } };
    return newAppealEdit(context, opened, read, {
      ...sent,
      entry,
      said: undefined,
      ground: sent.about?.ground ?? 'other',
      decision: decision ?? sent.about?.decision ?? 0,
      respondent: await respondentOfThread(context, opened, thread),
    });
  });

export const takeUpAppeal = caseOperation<TakeUpRefusal>()({
  name: 'take-up-appeal',
  path: '/appeals',
  summary:
    'Take up an appeal that came through a door. Its dates run from when it was sent. One that is late waits for a lead, a second one for members without a part in the decision.',
  permission,
  input: taken,
  status: 201,
  gives: 'The number of the appeal',
  answer: caseChanged.extend({ appeal: z.int() }),
  perform: async (context, caseId, wanted) => {
    const result = await takeUp(context, caseId, wanted);
    const changed = changedTo<TakeUpRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, appeal: numberWritten(result) } };
  },
  problems: {
    ...newAppealProblems,
    'no-such-entry': {
      is: 'missing',
      code: 'no-such-entry',
      detail: 'There is no such appeal in this conversation.',
      at: { pointer: '/entry', detail: 'Is no appeal.' },
    },
    'taken-up': { is: 'conflict', code: 'taken-up', detail: 'This appeal was taken up already.' },
  },
  doneBefore: ['taken-up'],
  audit: { 'appeal-taken-up': { says: 'Took up an appeal of the', detail: 'as-it-is' } },
  news: {
    did: 'appeal-taken-up',
    says: 'The appeal is taken up. Acknowledge it, and say who decides it.',
    at: '#appeals',
  },
});
