import * as z from 'zod';
import { mayDecideAppeal, type ReasonAgainstAppeal } from '../../appeal/appeal-eligibility.ts';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { memberIdText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { appealReasonWords } from '../../appeal/appeal-eligibility.ts';
import { changeAppeal } from './appeal-change.ts';
import { appealUnchanged, type AppealUnchanged } from './appeal-problems.ts';
import { eligibleFor, readActs } from './read-parts.ts';
import { appealNotices } from './tell-appeal.ts';

// Whom the appeal is given to decides about colleagues, so no ordinary member chooses; it gives nobody access.
const permission: PermissionRow = { roles: leads };

type DeciderOnly =
  | { readonly kind: 'unknown-decider' | 'decides-already' }
  | { readonly kind: 'not-eligible'; readonly why: ReasonAgainstAppeal };
type DeciderRefusal = AppealUnchanged | DeciderOnly;

const chosen = z.strictObject({ appeal: recordNumber, memberId: memberIdText });

const choose = (
  context: CaseContext,
  caseId: string,
  { appeal: number, memberId }: z.infer<typeof chosen>,
): Promise<ChangeResult<DeciderRefusal>> => {
  const asked = { number, permission, in: ['late', 'again', 'open'] as const };
  return changeAppeal<DeciderOnly>(context, caseId, asked, async ({ opened, before, decision }) => {
    const about = { decision, appeal: number };
    const people = await eligibleFor(context, opened, await readActs(context, opened), about);
    const person = people.find((one) => one.memberId === memberId);
    if (!person) return { refusal: { kind: 'unknown-decider' } };
    if (!mayDecideAppeal(person))
      return { refusal: { kind: 'not-eligible', why: person.against ?? 'cannot-see' } };
    if (before.decider?.who.id === memberId) return { refusal: { kind: 'decides-already' } };
    const said = { by: authorOf(context.member), on: day(context.now) };
    return {
      appeal: { ...before, decider: { who: authorOf(person), said } },
      action: 'appeal-decider',
      notices: await appealNotices(context, opened, [memberId]),
    };
  });
};

export const chooseDecider = caseOperation<DeciderRefusal>()({
  name: 'choose-appeal-decider',
  path: '/appeals/decider',
  summary:
    'Say who decides an appeal: a member who can see the case and had no part in the decision. It gives nobody access.',
  permission,
  input: chosen,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<DeciderRefusal>(caseId, await choose(context, caseId, wanted)),
  problems: {
    ...appealUnchanged,
    'unknown-decider': invalidField('/memberId', 'Is no member of the team.', 'There is no such member.'),
    'not-eligible': ({ why }) =>
      invalidField(
        '/memberId',
        'Cannot decide this appeal.',
        `This member cannot decide it, because this member ${appealReasonWords[why]}.`,
      ),
    'decides-already': {
      is: 'conflict',
      code: 'decides-already',
      detail: 'This member decides it already.',
    },
  },
  doneBefore: ['decides-already'],
  audit: { 'appeal-decider': { says: 'Said who decides an appeal', detail: 'as-it-is' } },
  form: {
    name: 'decider',
    page: 'appeal',
    panel: 'appeals',
    summary: 'Say who decides it',
    fields: [
      { name: 'appeal', label: 'Appeal', as: 'this-record' },
      {
        name: 'memberId',
        label: 'Who decides',
        hint: 'Only members without a part in the decision are listed.',
        as: 'choice',
        from: 'appeal-deciders',
      },
    ],
    button: 'Save who decides',
  },
  news: { did: 'appeal-decider', says: 'They are told that something waits for them.', at: '#appeals' },
});
