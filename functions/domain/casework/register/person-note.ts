import * as z from 'zod';
import { day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { mostPersonNotes, personNoteLimitBytes } from '../../register/register-entry.ts';
import { changeCase } from '../change/change-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import {
  mergedAlready,
  noSuchRespondent,
  numberOf,
  type Merged,
  type NoSuchRespondent,
} from '../decision/respondent-parts.ts';
import { lookUpPermission } from './met-before.ts';
import { notInRegister, ownEntryOf, type NotInRegister } from './own-entry.ts';
import { withRegister } from './persons.ts';

type NoteRefusal = NoSuchRespondent | Merged | NotInRegister | { readonly kind: 'too-many-person-notes' };

/** Writes down something about a person, for who may know of this case and opens their page in the register. */
export const notePerson = caseOperation<NoteRefusal>()({
  name: 'note-person',
  path: '/respondents/:part/person-notes',
  summary:
    'Write a note about a person, from a case: whoever has opened that case reads it on the person’s page. It is kept as long as the register keeps the respondent.',
  permission: lookUpPermission,
  input: z.strictObject({ text: requiredText(personNoteLimitBytes) }),
  ...changedAnswer,
  perform: async (context, caseId, { text }, { part }) => {
    const result = await changeCase<NoteRefusal>(context, caseId, lookUpPermission, async (opened) => {
      const found = await withRegister(context, (register) =>
        ownEntryOf(context, register, opened, numberOf(part)),
      );
      if ('kind' in found) return { refusal: found };
      const { own, lookedFor } = found;
      if (own.entry.notes.length >= mostPersonNotes) return { refusal: { kind: 'too-many-person-notes' } };
      const note = { text, by: authorOf(context.member), on: day(context.now) };
      return {
        edit: {
          audit: { action: 'person-noted', detail: lookedFor.respondent.codeName },
          persons: [{ row: own.row, entry: own.entry, change: { notes: [...own.entry.notes, note] } }],
        },
      };
    });
    return changedTo<NoteRefusal>(caseId, result);
  },
  problems: {
    'no-such-respondent': noSuchRespondent,
    merged: mergedAlready,
    'not-in-register': notInRegister,
    'too-many-person-notes': {
      is: 'conflict',
      code: 'too-many-person-notes',
      detail: `There are at most ${mostPersonNotes} notes about a person from one case.`,
    },
  },
  news: { did: 'person-noted', says: 'The note is kept.' },
  audit: { 'person-noted': { says: 'Wrote a note in the register about', detail: 'as-it-is' } },
});
