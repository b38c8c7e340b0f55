import * as z from 'zod';
import { mostPassages, type EntryRedaction } from '../../redaction/redaction.ts';
import { attachmentsOfEntry, type Entry } from '../../thread/entry.ts';
import { changeCase } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import {
  currentRedaction,
  entryField,
  hasRoomFor,
  hasThread,
  joinedPassages,
  passageField,
  passagesOfWords,
  placeWords,
  readRedactions,
  redacting,
  redactionProblems,
  redactionWrite,
  sameRedaction,
  threadField,
  withinField,
  wordsField,
  type NoSuchEntry,
  type RedactionRefusal,
} from './redaction-parts.ts';

type WishRefusal =
  | NoSuchEntry
  | { readonly kind: 'no-such-passage' }
  | { readonly kind: 'no-such-file' }
  | { readonly kind: 'words-not-found' }
  | Extract<RedactionRefusal, { kind: 'too-many-passages' }>;
export type RedactRefusal = RedactionRefusal | WishRefusal | { readonly kind: 'redacted-so-before' };

const fileWish = z.strictObject({ id: z.string().min(1).max(64), givenOut: z.boolean() });

export const redactionWish = z
  .strictObject({
    thread: threadField,
    entry: entryField,
    hide: z.array(passageField).max(mostPassages).optional(),
    words: wordsField.optional(),
    within: withinField,
    held: z.boolean().optional().describe('Whether nothing of the entry is handed out.'),
    files: z
      .array(fileWish)
      .max(100)
      .optional()
      .describe('Which of its files may be handed out; every other file is held back.'),
  })
  .refine(({ hide, words, held, files }) => [hide, words, held, files].some((one) => one !== undefined), {
    path: ['hide'],
    message: 'Say what is not handed out.',
  });
export type RedactionWish = z.infer<typeof redactionWish>;

const standsIn = ({ texts }: Entry, { text, from, to }: z.infer<typeof passageField>): boolean =>
  from < to && to <= (texts.get(text)?.length ?? 0);

/** What is said of an entry once a wish is fulfilled. */
export const redactedAs = (
  entry: Entry,
  before: EntryRedaction,
  { hide = [], words, within, held, files = [] }: RedactionWish,
): { readonly after: EntryRedaction } | { readonly refusal: WishRefusal } => {
  if (!hide.every((one) => standsIn(entry, one))) return { refusal: { kind: 'no-such-passage' } };
  const ids = attachmentsOfEntry(entry).map(({ id }) => id);
  if (!files.every(({ id }) => ids.includes(id))) return { refusal: { kind: 'no-such-file' } };
  const found = words ? passagesOfWords(entry, words, within) : [];
  if (words && found.length === 0) return { refusal: { kind: 'words-not-found' } };
  const passages = joinedPassages(entry, [...before.passages, ...hide, ...found]);
  if (passages.length > mostPassages) return { refusal: { kind: 'too-many-passages' } };
  const wished = new Map(files.map(({ id, givenOut }) => [id, givenOut]));
  const givenOut = ids.filter((id) => wished.get(id) ?? before.files.includes(id));
  return { after: { held: held ?? before.held, passages, files: givenOut } };
};

export const wishProblems: ProblemsOf<WishRefusal> = {
  'no-such-entry': redactionProblems['no-such-entry'],
  'too-many-passages': redactionProblems['too-many-passages'],
  'no-such-passage': invalidField('/hide', 'Is no part of this entry.', 'There is no such passage.'),
  'no-such-file': invalidField('/files', 'Is no file of this entry.', 'There is no such file.'),
  'words-not-found': invalidField(
    '/words',
    'Stand nowhere in this entry.',
    'These words stand nowhere in this entry, or only inside longer ones.',
  ),
};

const decided = async (
  context: CaseContext,
  opened: OpenCase,
  wish: RedactionWish,
): Promise<
  | { readonly refusal: RedactRefusal }
  | { readonly after: EntryRedaction; readonly write: () => ReturnType<typeof redactionWrite> }
> => {
  const place = { thread: wish.thread, entry: wish.entry };
  if (!hasThread(opened, wish.thread)) return { refusal: { kind: 'no-such-entry' } };
  const redactions = await readRedactions(context, opened);
  if (!redactions) return { refusal: { kind: 'damaged-records' } };
  const entries = await openedEntries(context, opened, wish.thread);
  const entry = entries.find(({ number }) => number === wish.entry)?.entry;
  if (!entry || entry === 'unreadable') return { refusal: { kind: 'no-such-entry' } };
  const before = currentRedaction(redactions, place);
  const result = redactedAs(entry, before, wish);
  if ('refusal' in result) return result;
  const { after } = result;
  if (sameRedaction(before, after)) return { refusal: { kind: 'redacted-so-before' } };
  if (!hasRoomFor(opened, redactions, [place])) return { refusal: { kind: 'too-many-redactions' } };
  return { after, write: () => redactionWrite(context, redactions, place, after) };
};

/** Hides passages of an entry from whoever is handed it, holds it back, or says which of its files may go with it. */
export const redactEntry = caseOperation<RedactRefusal>()({
  name: 'redact-entry',
  path: '/redactions',
  summary:
    'Hide passages of an entry, of any thread, from everybody outside the team who is handed it; hold it back whole; say which of its files may be handed out. The entry itself stays as it is.',
  permission: redacting,
  input: redactionWish,
  ...changedAnswer,
  perform: async (context, caseId, wish) => {
    const result = await changeCase<RedactRefusal>(context, caseId, redacting, async (opened) => {
      const decision = await decided(context, opened, wish);
      if ('refusal' in decision) return decision;
      return {
        edit: {
          audit: { action: 'entry-redacted', detail: placeWords(wish) },
          records: [decision.write()],
        },
      };
    });
    return changedTo<RedactRefusal>(caseId, result);
  },
  problems: {
    ...redactionProblems,
    ...wishProblems,
    'redacted-so-before': {
      is: 'conflict',
      code: 'redacted-so-before',
      detail: 'It is so already.',
    },
  },
  doneBefore: ['redacted-so-before'],
  audit: { 'entry-redacted': { says: 'Changed what is handed out of an entry', detail: 'as-it-is' } },
  news: { did: 'entry-redacted', says: 'It is saved. The entry itself stays as it is.' },
  example: { entry: 1, held: true },
});
