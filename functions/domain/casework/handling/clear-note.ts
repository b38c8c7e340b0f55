import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { erasedOf } from '../../thread/thread-limits.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { clearedNote, noteRecord } from '../record/note.ts';

// Takes out what the team wrote in the words of a reporter who has had theirs erased; that it was done stays.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

type ClearRefusal =
  | { readonly kind: 'no-such-note' }
  /** What the reporter wrote is there: notes say what was done with it. */
  | { readonly kind: 'words-there' }
  | { readonly kind: 'cleared-already' };

const clear = (context: CaseContext, caseId: string, number: number): Promise<ChangeResult<ClearRefusal>> =>
  changeCase<ClearRefusal>(context, caseId, permission, async (opened) => {
    const { member, now, store } = context;
    if (!erasedOf(opened.vault, reporterThread)) return { refusal: { kind: 'words-there' } };
    const wanted = { before: number + 1, limit: 1 };
    const { records } = await store.readRecordsPage(caseId, noteRecord.name, wanted);
    const record = records.find((one) => one.number === number);
    const content = record && opened.caseworkKey && noteRecord.open(opened.caseworkKey, caseId, record);
    const isOthers =
      content?.kind === 'note' && content.private === true && content.author.id !== member.memberId;
    if (!content || isOthers) return { refusal: { kind: 'no-such-note' } };
    if (content.cleared) return { refusal: { kind: 'cleared-already' } };
    const cleared = clearedNote(content, { by: authorOf(member), on: day(now) });
    return {
      edit: {
        audit: { action: 'note-cleared', detail: String(number) },
        records: [noteRecord.write(cleared, { number })],
      },
    };
  });

export const clearNote = caseOperation<ClearRefusal>()({
  name: 'clear-note',
  path: '/notes/clear',
  summary:
    'Take out what a note or a conversation says, once what the reporter wrote is erased. Who wrote it, when, and who cleared it stays.',
  permission,
  input: z.strictObject({ note: recordNumber }),
  ...changedAnswer,
  perform: async (context, caseId, { note }) =>
    changedTo<ClearRefusal>(caseId, await clear(context, caseId, note)),
  problems: {
    'no-such-note': {
      is: 'missing',
      code: 'no-such-note',
      detail: 'There is no such note.',
      at: { pointer: '/note', detail: 'Is no note of this case that you can read.' },
    },
    'words-there': {
      is: 'conflict',
      code: 'words-there',
      detail: 'Notes are cleared only once what the reporter wrote is erased.',
    },
    'cleared-already': {
      is: 'conflict',
      code: 'cleared-already',
      detail: 'It is cleared already.',
    },
  },
  doneBefore: ['cleared-already'],
  audit: { 'note-cleared': { says: 'Took out what a note said, number', detail: 'as-it-is' } },
  form: {
    name: 'clear-note',
    panel: 'notes',
    summary: 'Take out what it says',
    text: 'Nobody can bring it back once the backups have run out. Who wrote it, and when, stays.',
    fields: [{ name: 'note', label: 'Note', as: 'this-record' }],
    button: 'Clear this note',
  },
  news: { did: 'note-cleared', says: 'The note is cleared.', at: '#notes' },
});
