import { Fault } from '../../kernel/fault.ts';
import { mostLookedThrough, type ListQuery } from './list-cases.ts';
import { searchedKindsOf } from './record-texts.ts';
import { searchContents, type FoundPlace, type SearchContext } from './search-contents.ts';
import { holdsAll, plainLine, searchWords, type SearchWords } from './search-words.ts';
import { rowsFor, walkQueue, type ListPosition, type ReadableLine, type WalkedCase } from './walk-queue.ts';

/** Where a search goes on: first through what the queue shows of all cases, then through what is in some of them. */
export type SearchPlace = {
  readonly part: 'lines' | 'contents';
  readonly from: ListPosition;
  /** The older notes of a case that was looked through in part. */
  readonly within?: { readonly caseId: string; readonly notesBefore: number } | undefined;
  /** How far it has come until here; absent in places of earlier releases. */
  readonly progress?: SearchProgress | undefined;
};

/** How far a search has come, over all its requests. It counts cases that exist for the member alone. */
export type SearchProgress = {
  /** Cases of which the line was looked through. */
  readonly lines: number;
  /** Of those, cases whose contents are to be looked through; known in full once every line was. */
  readonly of: number;
  readonly contents: number;
};

export type FoundCase = { readonly line: ReadableLine; readonly places: readonly FoundPlace[] };

export type SearchPage = {
  readonly found: readonly FoundCase[];
  /** What this page looked through: the lines of so many cases, and the messages and notes of so many. */
  readonly searched: { readonly lines: number; readonly contents: number };
  /** How many cases were damaged, so that nothing can be said of them. */
  readonly unreadable: number;
  readonly progress: SearchProgress;
  /** Absent when everything was looked through. */
  readonly next: SearchPlace | undefined;
};

/** Without `after` it begins. */
export type SearchQuery = Omit<ListQuery, 'after'> & { readonly after: SearchPlace | undefined };

/** One request opens the contents of so many cases, or pages of older notes, */
const mostContents = 20;
/** and takes so many calls for them: four for each, and one for each other conversation and kind of record. */
const mostCalls = 80;
const callsOf = ({ head }: ReadableLine): number => {
  const conversations = Object.values(head.threads).filter(({ entries }) => entries > 0).length;
  return 4 + Math.max(0, conversations - 1) + searchedKindsOf(head).length;
};
/** One request looks through so many bytes of messages and notes, or through those of a single case. */
const mostTextBytes = 1024 * 1024;

/**
 * Looks for words: first in what the queue shows of each case, its name and the persons and spaces named; then in the
 * messages, records and notes of those cases that the member has opened and of which nothing is unread. It opens no case and marks
 * none as read. A case is found once. Like every list it shows what is due first and nothing that does not exist for the
 * member. A request looks through a limited number, so that a page can be short, or empty, and have a next one: where it
 * ends follows from the cases that exist for the member, and from nothing else.
 * @param text `isSearchable`. It names people: it belongs into no address that a browser keeps, and into no log
 */
export const searchCases = async (
  context: SearchContext,
  query: SearchQuery,
  text: string,
): Promise<SearchPage> => {
  const words = searchWords(text);
  const { after } = query;
  const from = after?.from ?? {};
  const walk = () =>
    walkQueue(context, { sections: query.sections, after: from }, rowsFor(mostLookedThrough));
  if (after?.part === 'contents') return inContents(context, query, words, walk());
  const lines = await inLines(context, query, words, walk());
  const { page } = lines;
  if (page.next) return page;
  if (after) return { ...page, next: { part: 'contents', from: {}, progress: page.progress } };
  // Everything there is was seen in this request: it need not be read again.
  const rest = {
    ...query,
    limit: query.limit - page.found.length,
    after: { part: 'contents', from: {}, progress: page.progress } as const,
  };
  const contents = await inContents(context, rest, words, lines.walked);
  return {
    ...contents,
    found: [...page.found, ...contents.found],
    searched: { ...contents.searched, lines: page.searched.lines },
    unreadable: page.unreadable + contents.unreadable,
  };
};

const noProgress: SearchProgress = { lines: 0, of: 0, contents: 0 };

const inLines = async (
  context: SearchContext,
  { limit, only = () => true, after }: SearchQuery,
  words: SearchWords,
  walk: AsyncIterable<WalkedCase>,
): Promise<{ readonly page: SearchPage; readonly walked: readonly WalkedCase[] }> => {
  const walked: WalkedCase[] = [];
  const found: FoundCase[] = [];
  let next: SearchPlace | undefined;
  let of = 0;
  for await (const one of walk) {
    if (walked.length === mostLookedThrough || found.length === limit) {
      next = { part: 'lines', from: one.before };
      break;
    }
    walked.push(one);
    const { listed } = one;
    if (listed.kind !== 'case' || !only(listed)) continue;
    if (holdsAll(words, plainLine(listed, context.settings)))
      found.push({ line: listed, places: [{ kind: 'line' }] });
    else if (isReadBy(context.member, listed)) of += 1;
  }
  const unreadable = walked.filter(({ listed }) => listed.kind === 'unreadable').length;
  const lines = walked.length - unreadable;
  const before = after?.progress ?? noProgress;
  const progress = { lines: before.lines + lines, of: before.of + of, contents: 0 };
  const further = next && { ...next, progress };
  return { page: { found, searched: { lines, contents: 0 }, unreadable, progress, next: further }, walked };
};

const inContents = async (
  context: SearchContext,
  { limit, only = () => true, after }: SearchQuery,
  words: SearchWords,
  walk: AsyncIterable<WalkedCase> | Iterable<WalkedCase>,
): Promise<SearchPage> => {
  const found: FoundCase[] = [];
  const spent: Spent = { contents: 0, bytes: 0, calls: 0 };
  let [looked, contents, unreadable, passed] = [0, 0, 0, 0];
  const begun = after?.progress ?? noProgress;
  const page = (next?: SearchPlace): SearchPage => {
    // What was opened meanwhile was not counted when the lines were.
    const done = Math.min(begun.of, begun.contents + passed);
    const progress = { ...begun, contents: next ? done : begun.of };
    return {
      found,
      searched: { lines: 0, contents },
      unreadable,
      progress,
      next: next && { ...next, progress },
    };
  };
  for await (const { listed, before: from } of walk) {
    if (looked === mostLookedThrough) return page({ part: 'contents', from });
    looked += 1;
    if (listed.kind !== 'case' || !only(listed) || !isReadBy(context.member, listed)) continue;
    const line = plainLine(listed, context.settings);
    if (holdsAll(words, line)) continue;
    const { caseId } = listed.head;
    const textBytes = Object.values(listed.head.threads).reduce((sum, one) => sum + one.textBytes, 0);
    const within = after?.within?.caseId === caseId ? after.within : undefined;
    const coming = { bytes: textBytes, calls: callsOf(listed) };
    if (found.length === limit || isSpent(spent, coming)) return page({ part: 'contents', from, within });
    spent.calls += coming.calls;
    const searched = await throughCase(
      context,
      { caseId, notesBefore: within?.notesBefore },
      { words, line },
      spent,
    );
    if (searched === 'unreadable') unreadable += 1;
    if (searched === 'unreadable' || searched === 'not-theirs') {
      passed += 1;
      continue;
    }
    contents += 1;
    const { places, notesBefore } = searched;
    if (places.length > 0) found.push({ line: listed, places });
    if (notesBefore !== undefined) return page({ part: 'contents', from, within: { caseId, notesBefore } });
    passed += 1;
  }
  return page();
};

/** Conflict first, and a search is no reading: what is in other cases is not looked at. */
const isReadBy = ({ memberId }: SearchContext['member'], { head }: ReadableLine): boolean =>
  head.openedBy.includes(memberId) && !head.unread;

/** What a request has taken of its limits. */
type Spent = { contents: number; bytes: number; calls: number };

const isSpent = (
  { contents, bytes, calls }: Spent,
  coming: { readonly bytes: number; readonly calls: number },
): boolean =>
  contents >= mostContents ||
  (contents > 0 && (bytes + coming.bytes > mostTextBytes || calls + coming.calls > mostCalls));

/** @returns `notesBefore` where older notes are left to be looked through, and nothing was found yet */
const throughCase = async (
  context: SearchContext,
  from: { readonly caseId: string; readonly notesBefore: number | undefined },
  sought: { readonly words: SearchWords; readonly line: string },
  spent: Spent,
): Promise<
  | { readonly places: readonly FoundPlace[]; readonly notesBefore: number | undefined }
  | 'not-theirs'
  | 'unreadable'
> => {
  let { notesBefore } = from;
  try {
    do {
      const searched = await searchContents(context, from.caseId, sought, notesBefore);
      spent.contents += 1;
      if (!searched) return 'not-theirs';
      spent.bytes += searched.bytes;
      if (searched.places.length > 0) return { places: searched.places, notesBefore: undefined };
      notesBefore = searched.older;
    } while (notesBefore !== undefined && !isSpent(spent, { bytes: 0, calls: 0 }));
    return { places: [], notesBefore };
  } catch (error) {
    if (error instanceof Fault && error.code === 'row-unreadable') return 'unreadable';
    throw error;
  }
};
