import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { author, authorOf } from '../../member/author.ts';
import { messageLimitBytes, notesLimitBytes, requiredText } from '../../kernel/text.ts';
import { privateNote } from '../../audit/audit-log-line.ts';
import { changeCase, isCommitted, isSent } from '../change/change-case.ts';
import { notesFull, type NotesFull } from '../change/common-problems.ts';
import { noteRecord } from '../record/note.ts';
import { caseOperation } from '../change/operation.ts';
import { recordsOf } from '../record/work-record.ts';

// Who reads a case may say what they think of it, to those who read it as well.
const permission: PermissionRow = { roles: everybody };

/** Writes for the team, or for oneself alone. */
export const writeNote = caseOperation<NotesFull>()({
  name: 'write-note',
  path: '/notes',
  summary: 'Write for the team, or for yourself alone.',
  permission,
  input: z.strictObject({
    text: requiredText(messageLimitBytes),
    /** For its writer alone. */
    private: z.boolean().default(false),
  }),
  idempotent: true,
  status: 201,
  gives: 'The note',
  answer: z.object({
    id: z.string(),
    kind: z.literal('note'),
    author,
    on: z.iso.datetime(),
    text: z.string(),
    private: z.boolean().optional(),
  }),
  perform: async (context, caseId, { text, private: isPrivate }, { sentKey }) => {
    const written = {
      kind: 'note' as const,
      author: authorOf(context.member),
      on: context.now.toISOString(),
      text,
      ...(isPrivate ? { private: true } : {}),
    };
    const result = await changeCase<NotesFull>(context, caseId, permission, ({ head }) =>
      recordsOf(head, noteRecord.name).bytes + noteRecord.bytes(written) > notesLimitBytes
        ? { refusal: { kind: 'notes-full' } }
        : {
            edit: {
              audit: { action: 'noted', detail: isPrivate ? privateNote : undefined },
              records: [noteRecord.write(written, { sentKey })],
            },
          },
    );
    if (isSent(result)) return { kind: 'done', answer: { id: String(result.number), ...written } };
    if (!isCommitted(result)) return result;
    const number = result.committed.opened.head.version + 1;
    return { kind: 'done', answer: { id: String(number), ...written } };
  },
  problems: {
    'notes-full': notesFull,
  },
  audit: { noted: { says: 'Wrote a note' } },
  news: { did: 'noted', says: 'The note is kept.', at: '#notes' },
});
