import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import type { ThreadFull } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { changeAppeal } from './appeal-change.ts';
import { appealUnchanged, conversationFull, type AppealUnchanged } from './appeal-problems.ts';
import { appealTold } from './tell-appeal.ts';

// Says that it has come and by when it is decided, as every answer of the team is written by who works on the case.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

type AcknowledgeOnly = ThreadFull | { readonly kind: 'acknowledged' };
type AcknowledgeRefusal = AppealUnchanged | AcknowledgeOnly;

const acknowledged = z.strictObject({
  appeal: recordNumber,
  text: reasonText.optional().describe('What the team adds to it.'),
});

const acknowledge = (
  context: CaseContext,
  caseId: string,
  { appeal: number, text }: z.infer<typeof acknowledged>,
): Promise<ChangeResult<AcknowledgeRefusal>> => {
  const asked = { number, permission, in: ['late', 'again', 'open', 'changing'] as const };
  return changeAppeal<AcknowledgeOnly>(context, caseId, asked, ({ opened, before }) => {
    if (before.acknowledged) return { refusal: { kind: 'acknowledged' } };
    const entries = appealTold(context, opened, before.thread, {
      event: 'appeal-acknowledged',
      facts: { by: before.decideBy },
      text,
    });
    if (entries === 'full') return { refusal: { kind: 'thread-full' } };
    const tick = { by: authorOf(context.member), on: day(context.now) };
    return { appeal: { ...before, acknowledged: tick }, action: 'appeal-acknowledged', entries };
  });
};

export const acknowledgeAppeal = caseOperation<AcknowledgeRefusal>()({
  name: 'acknowledge-appeal',
  path: '/appeals/acknowledge',
  summary:
    'Tell whoever appealed that it has come, and by when it is decided. Without a door here, say that you have told them.',
  permission,
  input: acknowledged,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<AcknowledgeRefusal>(caseId, await acknowledge(context, caseId, wanted)),
  problems: {
    ...appealUnchanged,
    ...conversationFull,
    acknowledged: {
      is: 'conflict',
      code: 'acknowledged',
      detail: 'This appeal was acknowledged already.',
    },
  },
  doneBefore: ['acknowledged'],
  events: {
    'appeal-acknowledged': (fact) => `They were told: the appeal has come; it is decided by ${fact('by')}.`,
    'appeal-not-taken': () => 'They were told: the appeal is not taken.',
  },
  audit: { 'appeal-acknowledged': { says: 'Acknowledged an appeal', detail: 'as-it-is' } },
  form: {
    name: 'acknowledge',
    page: 'appeal',
    panel: 'appeals',
    summary: 'Acknowledge it',
    text: 'They read that it has come, and by when it is decided. Somebody without a door here is told by you.',
    fields: [
      { name: 'appeal', label: 'Appeal', as: 'this-record' },
      { name: 'text', label: 'What you add (optional)', as: 'lines', rows: 3 },
    ],
    button: 'Acknowledge the appeal',
  },
  news: { did: 'appeal-acknowledged', says: 'The appeal is acknowledged.', at: '#appeals' },
});
