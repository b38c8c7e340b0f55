import { byteLength } from '../../kernel/text.ts';
import { attachmentsOfEntry, type Entry } from '../../thread/entry.ts';
import { reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { writtenIn } from '../record/note.ts';
import { readNotesPage } from './notes-page.ts';
import type { OpenCase } from '../change/open-case.ts';
import { openedEntries } from './opened-entries.ts';
import { openedBefore } from './opened-before.ts';
import { readRecordTexts, type SearchedKind } from './record-texts.ts';
import { excerptOf, type SearchWords } from './search-words.ts';

/** Where in a case it was found: in what the queue shows of it, or in something that was written. */
export type FoundPlace =
  | { readonly kind: 'line' }
  | {
      readonly kind: 'report' | 'message';
      /** The conversation it stands in. */
      readonly thread: ThreadName;
      readonly number: number;
      readonly from: Entry['from'];
      readonly on: string;
      readonly excerpt: string;
    }
  | {
      readonly kind: 'record';
      readonly of: SearchedKind;
      readonly number: number;
      readonly excerpt: string;
    }
  | { readonly kind: 'note'; readonly number: number; readonly on: string; readonly excerpt: string };

/** So many places of a case are shown. */
const mostPlaces = 3;

export type SearchContext = Pick<
  CaseContext,
  'store' | 'openKeyRing' | 'member' | 'team' | 'now' | 'settings'
>;

export type SearchedContents = {
  readonly places: readonly FoundPlace[];
  /** Notes with lower numbers than this were not looked through; absent when there are none. */
  readonly older: number | undefined;
  /** Bytes of text that were looked through. */
  readonly bytes: number;
};

/**
 * Looks through a case that the member has opened and of which nothing is unread: its messages, what it is
 * decided by, and the latest notes that the member may read, or a page of older ones. As with all reading on, nothing is marked or logged.
 * @param line what the queue shows of the case, as `plainLine` gives it
 * @param notesBefore looks through notes with lower numbers alone
 * @returns `undefined` when there is no such case for the member, they have not opened it, or something is unread
 * @throws {Fault} `row-unreadable` when the keys of the case do not open
 */
export const searchContents = async (
  context: SearchContext,
  caseId: string,
  { words, line }: { readonly words: SearchWords; readonly line: string },
  notesBefore: number | undefined,
): Promise<SearchedContents | undefined> => {
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened || opened.head.unread) return undefined;
  const isFirst = notesBefore === undefined;
  const [entries, records, { notes, older }] = await Promise.all([
    isFirst ? entriesOf(context, opened) : [],
    isFirst ? readRecordTexts(context, opened) : [],
    readNotesPage(context, opened, { before: notesBefore }),
  ]);
  const places: FoundPlace[] = [];
  let bytes = 0;
  const look = (texts: readonly string[], place: (excerpt: string) => FoundPlace): void => {
    const text = texts.join('\n');
    bytes += byteLength(text);
    const excerpt = places.length < mostPlaces ? excerptOf(words, line, text) : undefined;
    if (excerpt !== undefined) places.push(place(excerpt));
  };
  for (const { thread, number, entry } of entries) {
    const { from, on } = entry;
    const kind = entry.kind === 'report' ? 'report' : 'message';
    look(textsOf(entry), (excerpt) => ({ kind, thread, number, from, on, excerpt }));
  }
  for (const { of, number, texts } of records)
    look(texts, (excerpt) => ({ kind: 'record', of, number, excerpt }));
  for (const { number, note } of notes.toReversed()) {
    if (note === 'unreadable') continue;
    look(writtenIn(note), (excerpt) => ({ kind: 'note', number, on: note.on, excerpt }));
  }
  return { places, older, bytes };
};

type FoundEntry = { readonly thread: ThreadName; readonly number: number; readonly entry: Entry };

/** The entries of every conversation, the reporter's first; what does not open has no text. */
const entriesOf = async (context: SearchContext, opened: OpenCase): Promise<FoundEntry[]> => {
  const others = [...opened.threadKeys.keys()].filter((thread) => thread !== reporterThread);
  const read = await Promise.all(
    [reporterThread, ...others].map(async (thread) =>
      (await openedEntries(context, opened, thread)).flatMap(({ number, entry }) =>
        entry === 'unreadable' ? [] : [{ thread, number, entry }],
      ),
    ),
  );
  return read.flat();
};

/** What somebody wrote into an entry, and what its files are called; what the service says by itself is nobody's. */
const textsOf = (entry: Entry): readonly string[] =>
  entry.from === 'automatic'
    ? []
    : [...entry.texts.values(), ...attachmentsOfEntry(entry).map(({ name }) => name)];
