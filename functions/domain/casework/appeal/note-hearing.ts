import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { changeAppeal } from './appeal-change.ts';
import { appealUnchanged, type AppealUnchanged } from './appeal-problems.ts';

// Whoever decides the appeal hears people; that is asked where the appeal is known.
const permission: PermissionRow = { roles: everybody };

type NotesOnly = { readonly kind: 'no-hearing' | 'not-yet' };
type NotesRefusal = AppealUnchanged | NotesOnly;

export const noteHearing = caseOperation<NotesRefusal>()({
  name: 'note-appeal-hearing',
  path: '/appeals/hearing/notes',
  summary: 'Note what was said in the hearing of an appeal, once it was held.',
  permission,
  input: z.strictObject({
    appeal: recordNumber,
    notes: requiredText(32 * 1024).describe('For everybody who reads the case.'),
  }),
  ...changedAnswer,
  perform: async (context, caseId, { appeal: number, notes }) => {
    const asked = { number, permission, in: ['open'], by: 'decider' } as const;
    const result = await changeAppeal<NotesOnly>(context, caseId, asked, ({ before }) => {
      const today = day(context.now);
      if (!before.hearing) return { refusal: { kind: 'no-hearing' } };
      if (before.hearing.on > today) return { refusal: { kind: 'not-yet' } };
      const noted = { by: authorOf(context.member), on: today };
      return { appeal: { ...before, hearing: { ...before.hearing, notes, noted } }, action: 'appeal-heard' };
    });
    return changedTo<NotesRefusal>(caseId, result);
  },
  problems: {
    ...appealUnchanged,
    'no-hearing': { is: 'conflict', code: 'no-hearing', detail: 'Plan the hearing first.' },
    'not-yet': {
      is: 'conflict',
      code: 'hearing-not-yet',
      detail: 'The day of the hearing has not come. Plan another day if it was held before.',
    },
  },
  audit: { 'appeal-heard': { says: 'Noted the hearing of an appeal', detail: 'as-it-is' } },
  form: {
    name: 'heard',
    page: 'appeal',
    panel: 'appeals',
    summary: 'Note what was said in the hearing',
    fields: [
      { name: 'appeal', label: 'Appeal', as: 'this-record' },
      { name: 'notes', label: 'What was said', as: 'lines', rows: 8 },
    ],
    button: 'Keep the notes',
  },
  news: { did: 'heard', says: 'The notes of the hearing are kept.', at: '#appeals' },
});
