import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { changeAppeal, waitingMeasures } from './appeal-change.ts';
import { appealUnchanged, tooManyOpen, type AppealUnchanged, type TooManyOpen } from './appeal-problems.ts';

// It holds back what others have decided, or lets it go on: for whoever decides the appeal alone.
const permission: PermissionRow = { roles: everybody };

type WaitOnly = TooManyOpen | { readonly kind: 'so-already' };
type WaitRefusal = AppealUnchanged | WaitOnly;

export const letRestrictionWait = caseOperation<WaitRefusal>()({
  name: 'let-restriction-wait',
  path: '/appeals/waiting',
  summary:
    'Say whether what the decision restricts waits until the appeal is decided. What waits is lifted meanwhile, and put in place again afterwards.',
  permission,
  input: z.strictObject({ appeal: recordNumber, waits: z.enum(['yes', 'no']), reason: reasonText }),
  ...changedAnswer,
  perform: async (context, caseId, { appeal: number, waits, reason }) => {
    const asked = { number, permission, in: ['open'], by: 'decider' } as const;
    const result = await changeAppeal<WaitRefusal>(context, caseId, asked, async ({ opened, before }) => {
      const is = waits === 'yes';
      if (before.waits.is === is) return { refusal: { kind: 'so-already' } };
      const records = await waitingMeasures(context, opened, before.decision, { appeal: number, is });
      if (typeof records === 'string') return { refusal: { kind: records } };
      const said = { by: authorOf(context.member), on: day(context.now), reason };
      return {
        appeal: { ...before, waits: { is, said } },
        action: is ? 'restriction-waits' : 'restriction-goes-on',
        records,
      };
    });
    return changedTo<WaitRefusal>(caseId, result);
  },
  problems: {
    ...appealUnchanged,
    ...tooManyOpen,
    'so-already': { is: 'conflict', code: 'so-already', detail: 'It is so already.' },
  },
  doneBefore: ['so-already'],
  audit: {
    'restriction-waits': { says: 'Let a restriction wait until an appeal is decided', detail: 'as-it-is' },
    'restriction-goes-on': { says: 'Let a restriction go on while an appeal is open', detail: 'as-it-is' },
  },
  form: {
    name: 'waiting',
    page: 'appeal',
    panel: 'appeals',
    summary: 'Does the restriction wait?',
    text: 'What waits is lifted where it is in place, and put in place again when the appeal is decided.',
    fields: [
      { name: 'appeal', label: 'Appeal', as: 'this-record' },
      {
        name: 'waits',
        label: 'Until the appeal is decided',
        as: 'one-of',
        options: [
          ['yes', 'It waits'],
          ['no', 'It goes on'],
        ],
      },
      { name: 'reason', label: 'Why', as: 'lines', rows: 2 },
    ],
    button: 'Save whether it waits',
  },
  news: { did: 'waiting', says: 'It is kept whether the restriction waits.', at: '#appeals' },
});
