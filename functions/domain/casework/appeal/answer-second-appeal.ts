import * as z from 'zod';
import { appealStateOf } from '../../appeal/appeal-state.ts';
import { mostVerdicts, type Appeal } from '../../appeal/appeal.ts';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import type { ThreadFull } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber, type DamagedRecords } from '../decision/decision-problems.ts';
import { changeAppeal, waitOnceOpen } from './appeal-change.ts';
import {
  appealUnchanged,
  conversationFull,
  tooManyOpen,
  type AppealUnchanged,
  type TooManyOpen,
} from './appeal-problems.ts';
import { appealTold } from './tell-appeal.ts';

// Who had a part in it does not say whether it is looked at again; an outside reviewer who was granted the case may.
const permission: PermissionRow = { roles: everybody };

type SecondOnly = ThreadFull | TooManyOpen | DamagedRecords | { readonly kind: 'said-too-often' };
type SecondRefusal = AppealUnchanged | SecondOnly;

const said = z.strictObject({
  appeal: recordNumber,
  take: z.enum(['yes', 'no']).describe('`yes`: there is new and compelling evidence.'),
  reason: reasonText.describe(
    'Which evidence it is, or why it is not new or not compelling. The others read it.',
  ),
});

const say = (
  context: CaseContext,
  caseId: string,
  { appeal: number, take, reason }: z.infer<typeof said>,
): Promise<ChangeResult<SecondRefusal>> => {
  const asked = { number, permission, in: ['again'], by: 'without-part' } as const;
  return changeAppeal<SecondOnly>(context, caseId, asked, async ({ opened, before }) => {
    const verdicts = before.again?.verdicts ?? [];
    if (verdicts.length >= mostVerdicts) return { refusal: { kind: 'said-too-often' } };
    const verdict = { by: authorOf(context.member), on: day(context.now), reason, takes: take === 'yes' };
    const appeal: Appeal = { ...before, again: { verdicts: [...verdicts, verdict] } };
    const state = appealStateOf(appeal, context.settings.decisions.appeal.secondApprovals);
    const entries =
      state === 'refused' ? appealTold(context, opened, before.thread, { event: 'appeal-not-taken' }) : [];
    if (entries === 'full') return { refusal: { kind: 'thread-full' } };
    const waiting = await waitOnceOpen(context, opened, { number, content: appeal });
    if (typeof waiting === 'string') return { refusal: { kind: waiting } };
    return {
      appeal,
      action: take === 'yes' ? 'second-appeal-approved' : 'second-appeal-declined',
      entries,
      records: waiting,
    };
  });
};

export const answerSecondAppeal = caseOperation<SecondRefusal>()({
  name: 'answer-second-appeal',
  path: '/appeals/again',
  summary:
    'Say whether a second appeal about the same decision is taken, for new and compelling evidence. As many members without a part in the decision have to say so as the settings want; as many refuse it.',
  permission,
  input: said,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<SecondRefusal>(caseId, await say(context, caseId, wanted)),
  problems: {
    ...appealUnchanged,
    ...conversationFull,
    ...tooManyOpen,
    'said-too-often': {
      is: 'conflict',
      code: 'said-too-often',
      detail: 'This has been changed too often.',
    },
  },
  audit: {
    'second-appeal-approved': { says: 'Approved that a second appeal is taken', detail: 'as-it-is' },
    'second-appeal-declined': { says: 'Said that a second appeal is not taken', detail: 'as-it-is' },
  },
  form: {
    name: 'again',
    page: 'appeal',
    panel: 'appeals',
    summary: 'Is there new and compelling evidence?',
    text: 'One was decided before. This one is taken only for new and compelling evidence, by members without a part in the decision.',
    fields: [
      { name: 'appeal', label: 'Appeal', as: 'this-record' },
      {
        name: 'take',
        label: 'Is it taken?',
        as: 'one-of',
        options: [
          ['yes', 'Yes, there is such evidence'],
          ['no', 'No'],
        ],
      },
      { name: 'reason', label: 'Which evidence, or why not', as: 'lines', rows: 3 },
    ],
    button: 'Save what you say',
  },
  news: { did: 'second-appeal', says: 'What you say is kept.', at: '#appeals' },
});
