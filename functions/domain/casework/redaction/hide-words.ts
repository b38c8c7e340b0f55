import * as z from 'zod';
import {
  mostPassages,
  type EntryPlace,
  type EntryRedaction,
  type Passage,
} from '../../redaction/redaction.ts';
import { placesOfWords } from '../../redaction/word-places.ts';
import type { Entry } from '../../thread/entry.ts';
import { changeCase } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { notPermitted, type NotPermitted } from '../change/permission-of.ts';
import { openedBefore } from '../reading/opened-before.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import {
  currentRedaction,
  hasRoomFor,
  joinedPassages,
  passagesOfWords,
  readRedactions,
  redacting,
  redactionProblems,
  redactionWrite,
  withinField,
  wordsField,
  type RedactionRefusal,
  type Redactions,
} from './redaction-parts.ts';

export type HideRefusal = RedactionRefusal | { readonly kind: 'words-not-found' };

/** Entries that are redacted in one transaction at most. */
const mostAtOnce = 40;

export const wantedWords = z.strictObject({ words: wordsField, within: withinField });
export type WantedWords = z.infer<typeof wantedWords>;

/** An entry in which words stand open, and what is hidden of it with them. */
export type FoundEntry = {
  readonly place: EntryPlace;
  readonly entry: Entry;
  /** Places that are hidden now and were not before. */
  readonly places: readonly Passage[];
  readonly after: EntryRedaction;
};

/** Longer words that are named; there may be more. */
const mostLonger = 20;

/** The longer words in which words of an entry stand, as they stand there. */
const longerWordsIn = ({ texts }: Entry, words: readonly string[]): readonly string[] =>
  [...texts.values()].flatMap((text) =>
    placesOfWords(text, words).within.map(({ from, to }) => text.slice(from, to)),
  );

/** Where words stand open, and the longer words in which they stand and stay. */
type OpenPlaces = { readonly found: readonly FoundEntry[]; readonly longer: readonly string[] };

const foundIn = async (
  context: CaseContext,
  opened: OpenCase,
  redactions: Redactions,
  { words, within }: WantedWords,
): Promise<OpenPlaces> => {
  const found: FoundEntry[] = [];
  const longer = new Set<string>();
  for (const thread of opened.threadKeys.keys())
    for (const { number, entry } of await openedEntries(context, opened, thread)) {
      if (entry === 'unreadable') continue;
      if (!within && longer.size < mostLonger)
        for (const word of longerWordsIn(entry, words)) longer.add(word);
      const place = { thread, entry: number };
      const before = currentRedaction(redactions, place);
      const places = joinedPassages(entry, passagesOfWords(entry, words, within)).filter(
        ({ text, from, to }) =>
          !before.passages.some((one) => one.text === text && one.from <= from && to <= one.to),
      );
      if (places.length === 0) continue;
      const passages = joinedPassages(entry, [...before.passages, ...places]);
      found.push({ place, entry, places, after: { ...before, passages } });
    }
  return { found, longer: [...longer].slice(0, mostLonger) };
};

/** Where these words stand open, over all threads of the case. */
export const openPlacesOf = async (
  context: CaseContext,
  opened: OpenCase,
  wanted: WantedWords,
): Promise<{ readonly refusal: HideRefusal } | (OpenPlaces & { readonly redactions: Redactions })> => {
  const redactions = await readRedactions(context, opened);
  if (!redactions) return { refusal: { kind: 'damaged-records' } };
  const { found, longer } = await foundIn(context, opened, redactions, wanted);
  if (found.length === 0) return { refusal: { kind: 'words-not-found' } };
  if (found.some(({ after }) => after.passages.length > mostPassages))
    return { refusal: { kind: 'too-many-passages' } };
  return { found, longer, redactions };
};

/** As `openPlacesOf`, for who may hide them and has opened the case; nothing is changed by it. */
export const findWords = async (
  context: CaseContext,
  caseId: string,
  wanted: WantedWords,
): Promise<
  ({ readonly kind: 'found'; readonly opened: OpenCase } & OpenPlaces) | HideRefusal | NotPermitted
> => {
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  const refused = await notPermitted(context, redacting, opened);
  if (refused) return refused;
  const open = await openPlacesOf(context, opened, wanted);
  return 'refusal' in open ? open.refusal : { kind: 'found', opened, found: open.found, longer: open.longer };
};

/** Hides every place of words and names in all entries of all threads. What is written later is not looked at. */
export const hideWords = caseOperation<HideRefusal>()({
  name: 'hide-words',
  path: '/redactions/words',
  summary: `Hide every place of words and names in all entries of all threads, as \`redact-entry\` does in one; ${mostAtOnce} entries at once. What is written later is not looked at.`,
  permission: redacting,
  input: wantedWords,
  gives: 'How many entries were changed, and how many are left for another call',
  answer: caseChanged.extend({ entries: z.int(), places: z.int(), left: z.int() }),
  perform: async (context, caseId, wanted) => {
    let [entries, places, left] = [0, 0, 0];
    const result = await changeCase<HideRefusal>(context, caseId, redacting, async (opened) => {
      const open = await openPlacesOf(context, opened, wanted);
      if ('refusal' in open) return open;
      const { found, redactions } = open;
      const now = found.slice(0, mostAtOnce);
      if (
        !hasRoomFor(
          opened,
          redactions,
          now.map(({ place }) => place),
        )
      )
        return { refusal: { kind: 'too-many-redactions' } };
      entries = now.length;
      places = now.reduce((sum, one) => sum + one.places.length, 0);
      left = found.length - now.length;
      return {
        edit: {
          audit: { action: 'words-hidden', detail: String(entries) },
          records: now.map(({ place, after }) => redactionWrite(context, redactions, place, after)),
        },
      };
    });
    const changed = changedTo<HideRefusal>(caseId, result);
    return changed.kind === 'done'
      ? { kind: 'done', answer: { ...changed.answer, entries, places, left } }
      : changed;
  },
  problems: {
    'damaged-records': redactionProblems['damaged-records'],
    'too-many-passages': redactionProblems['too-many-passages'],
    'too-many-redactions': redactionProblems['too-many-redactions'],
    'words-not-found': invalidField(
      '/words',
      'Stand open nowhere in this case.',
      'These words stand nowhere in this case, are hidden already, or stand only inside longer ones.',
    ),
  },
  audit: {
    'words-hidden': { says: 'Hid words from what is handed out, in entries', detail: 'as-it-is' },
  },
  news: { did: 'words-hidden', says: 'These words are hidden. The entries themselves stay as they are.' },
});
