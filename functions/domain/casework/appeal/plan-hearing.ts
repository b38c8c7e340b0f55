import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { addDays, day, endOfDay } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import { invalidField, type ThreadFull } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { changeAppeal } from './appeal-change.ts';
import { appealUnchanged, conversationFull, type AppealUnchanged } from './appeal-problems.ts';
import { appealTold } from './tell-appeal.ts';

// Whoever decides the appeal hears people; that is asked where the appeal is known.
const permission: PermissionRow = { roles: everybody };

type HearingOnly = ThreadFull | { readonly kind: 'not-in-range' | 'was-held' };
type HearingRefusal = AppealUnchanged | HearingOnly;

const mostDaysAhead = 365;

const planned = z.strictObject({
  appeal: recordNumber,
  on: z.iso.date().describe('Today or later, and within a year.'),
  who: requiredText(1024).describe('Who takes part. The team reads it.'),
  text: reasonText.optional().describe('What whoever appealed reads of it, such as where and when.'),
});

const plan = (
  context: CaseContext,
  caseId: string,
  { appeal: number, on, who, text }: z.infer<typeof planned>,
): Promise<ChangeResult<HearingRefusal>> => {
  const asked = { number, permission, in: ['open'], by: 'decider' } as const;
  return changeAppeal<HearingOnly>(context, caseId, asked, ({ opened, before }) => {
    const { now, member } = context;
    if (before.hearing?.noted) return { refusal: { kind: 'was-held' } };
    if (on < day(now) || on > day(addDays(now, mostDaysAhead))) return { refusal: { kind: 'not-in-range' } };
    const facts = { on: endOfDay(on) };
    const entries = appealTold(context, opened, before.thread, { event: 'appeal-hearing', facts, text });
    if (entries === 'full') return { refusal: { kind: 'thread-full' } };
    const hearing = { on, who, planned: { by: authorOf(member), on: day(now) } };
    return { appeal: { ...before, hearing }, action: 'appeal-hearing-planned', entries };
  });
};

export const planHearing = caseOperation<HearingRefusal>()({
  name: 'plan-appeal-hearing',
  path: '/appeals/hearing',
  summary: 'Plan the hearing of an appeal, or another day for it. Whoever appealed is told the day.',
  permission,
  input: planned,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<HearingRefusal>(caseId, await plan(context, caseId, wanted)),
  problems: {
    ...appealUnchanged,
    ...conversationFull,
    'was-held': { is: 'conflict', code: 'was-held', detail: 'The hearing was held already.' },
    'not-in-range': invalidField(
      '/on',
      'Must be today or later, and within a year.',
      'The hearing must be today or later, and within a year.',
    ),
  },
  events: {
    'appeal-hearing': (fact) => `They were told: the hearing of the appeal is on ${fact('on')}.`,
  },
  audit: { 'appeal-hearing-planned': { says: 'Planned the hearing of an appeal', detail: 'as-it-is' } },
  form: {
    name: 'hearing',
    page: 'appeal',
    panel: 'appeals',
    summary: 'Plan a hearing',
    text: 'Whoever appealed reads the day, and your words about it.',
    fields: [
      { name: 'appeal', label: 'Appeal', as: 'this-record' },
      { name: 'on', label: 'On which day', as: 'day' },
      { name: 'who', label: 'Who takes part', hint: 'For the team.', as: 'line' },
      { name: 'text', label: 'What they read about it (optional)', as: 'lines', rows: 3 },
    ],
    button: 'Plan the hearing',
  },
  news: { did: 'hearing-planned', says: 'The hearing is planned.', at: '#appeals' },
});
