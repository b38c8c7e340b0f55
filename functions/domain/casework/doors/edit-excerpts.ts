import * as z from 'zod';
import { day } from '../../kernel/clock.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { doorOf, doorProblems, hearing, type DoorClosed, type NoSuchDoor } from './door-parts.ts';
import {
  chosenEntries,
  entriesInWords,
  excerptsFor,
  excerptsProblems,
  type ExcerptsRefusal,
} from './expert-excerpts.ts';
import { askedOfExpert } from './make-expert-door.ts';

type EditRefusal =
  NoSuchDoor | DoorClosed | ExcerptsRefusal | { readonly kind: 'no-expert' | 'expert-ended' };

const edited = z.strictObject({
  door: recordNumber,
  about: askedOfExpert,
  entries: chosenEntries,
});

const edit = (
  context: CaseContext,
  caseId: string,
  { door: number, about, entries }: z.infer<typeof edited>,
): Promise<ChangeResult<EditRefusal>> =>
  changeCase<EditRefusal>(context, caseId, hearing, async (opened) => {
    const record = await doorOf(context, opened, number);
    if (!record) return { refusal: { kind: 'no-such-door' } };
    const { kind, language, endsOn, thread, state } = record;
    if (kind !== 'expert' || endsOn === undefined) return { refusal: { kind: 'no-expert' } };
    if (state === 'closed') return { refusal: { kind: 'door-closed' } };
    if (endsOn < day(context.now) || !opened.threadKeys.has(thread)) return { refusal: { kind: 'expert-ended' } };
    const excerpts = await excerptsFor(context, opened, entries, language);
    if ('refusal' in excerpts) return excerpts;
    return {
      edit: {
        audit: { action: 'excerpts-changed', detail: entriesInWords(entries) },
        pages: [{ thread, page: { kind: 'expert', language, about, endsOn, excerpts } }],
      },
    };
  });

/** What was redacted since is hidden in what they are shown from now on as well. */
export const editExcerpts = caseOperation<EditRefusal>()({
  name: 'edit-excerpts',
  path: '/doors/experts/entries',
  summary:
    'Show an expert or translator other entries than before, or the same as they are redacted now. What they have read they have read.',
  permission: hearing,
  input: edited,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<EditRefusal>(caseId, await edit(context, caseId, wanted)),
  problems: {
    'no-such-door': doorProblems['no-such-door'],
    'door-closed': doorProblems['door-closed'],
    ...excerptsProblems,
    'no-expert': {
      is: 'conflict',
      code: 'no-expert',
      detail: 'This conversation is with nobody who is shown entries.',
    },
    'expert-ended': {
      is: 'conflict',
      code: 'expert-ended',
      detail: 'Their page has ended. Make a new one.',
    },
  },
  audit: {
    'excerpts-changed': {
      says: 'Changed which entries an expert or translator is shown',
      detail: 'as-it-is',
    },
  },
  news: { did: 'excerpts', says: 'They are shown what you chose.', at: '#conversations', page: 'people' },
});
