import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { briefTextLength } from '../../case/brief.ts';
import { freeText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { changeCase } from '../change/change-case.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { noteRecord } from '../record/note.ts';

type EditRefusal = { readonly kind: 'nothing-new' };

// Helps the next member to see a conflict of interest before they read. It gives and takes nobody's access: who is kept
// out is decided by ids alone. What stood there before is kept among the notes.
const permission: PermissionRow = { roles: everybody };

// As many characters as a report itself brings: a longer brief would be of another size class.
const briefText = freeText(4 * briefTextLength)
  .refine((text) => text.length <= briefTextLength, `Must have at most ${briefTextLength} characters.`)
  .optional();

/** Changes whom and which places the conflict check and the queue name. */
export const editBrief = caseOperation<EditRefusal>()({
  name: 'edit-brief',
  path: '/named',
  summary:
    'Change which persons and places the queue and the conflict check name. What is left out stays as it is. It changes nobody’s access.',
  permission,
  input: z.strictObject({ persons: briefText, spaces: briefText, reason: reasonText }),
  ...changedAnswer,
  perform: async (context, caseId, { persons, spaces, reason }) => {
    const { member, now } = context;
    const result = await changeCase<EditRefusal>(context, caseId, permission, ({ brief }) => {
      const newPersons = persons !== undefined && persons !== brief.persons;
      const newSpaces = spaces !== undefined && spaces !== brief.spaces;
      if (!newPersons && !newSpaces) return { refusal: { kind: 'nothing-new' } };
      const note = {
        kind: 'brief',
        author: authorOf(member),
        on: now.toISOString(),
        ...(newPersons && { personsBefore: brief.persons }),
        ...(newSpaces && { spacesBefore: brief.spaces }),
        reason,
      } as const;
      const detail = [...(newPersons ? ['persons'] : []), ...(newSpaces ? ['places'] : [])].join(' and ');
      return {
        edit: {
          audit: { action: 'brief-edited', detail },
          brief: {
            ...brief,
            ...(newPersons && { persons }),
            ...(newSpaces && { spaces }),
          },
          records: [noteRecord.write(note)],
        },
      };
    });
    return changedTo<EditRefusal>(caseId, result);
  },
  problems: {
    'nothing-new': {
      is: 'conflict',
      code: 'nothing-new',
      detail: 'The persons and places are as they were. Change what is wrong, then keep it.',
    },
  },
  audit: { 'brief-edited': { says: 'Changed who and where the case names', detail: 'as-it-is' } },
  news: {
    did: 'named',
    says: 'The persons and places are changed. Everybody who may see the case sees it.',
    at: '#named',
  },
  example: { persons: 'Robin Roe', reason: 'The reporter has told us the name.' },
});
