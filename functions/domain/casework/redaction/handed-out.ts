import type { Language } from '../../../settings/localised.ts';
import { questionLabel } from '../../../settings/questions.ts';
import { redactionOf, type EntryRedaction } from '../../redaction/redaction.ts';
import { hiddenIn, redactedEntry } from '../../redaction/redacted-texts.ts';
import { redactedMark, type Run } from '../../redaction/runs.ts';
import { openElsewhere } from '../../redaction/word-places.ts';
import { entryText } from '../../thread/entry-text.ts';
import type { Entry } from '../../thread/entry.ts';
import type { ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { permissionOf, type NotPermitted } from '../change/permission-of.ts';
import type { DamagedRecords } from '../decision/decision-problems.ts';
import { openedBefore } from '../reading/opened-before.ts';
import { openedEntries, type NumberedEntry } from '../reading/opened-entries.ts';
import { contentsOf, hasThread, readRedactions, redacting } from './redaction-parts.ts';

/** An entry as it may be handed out. */
export type HandedOut = {
  readonly number: number;
  readonly entry: Entry | 'held-back' | 'unreadable';
};

/**
 * The entries of a thread as they may be handed out to somebody outside the team: two calls of the store.
 * @param thread one that the case has
 * @returns `undefined` when a redaction does not open or is gone: then nothing is handed out
 */
export const handedOutEntries = async (
  context: Pick<CaseContext, 'store'>,
  opened: Pick<OpenCase, 'head' | 'vault' | 'threadKeys' | 'caseworkKey'>,
  thread: ThreadName,
): Promise<readonly HandedOut[] | undefined> => {
  const [redactions, entries] = await Promise.all([
    readRedactions(context, opened),
    openedEntries(context, opened, thread),
  ]);
  if (!redactions) return undefined;
  return entries.map(({ number, entry }) => ({
    number,
    entry:
      entry === 'unreadable'
        ? entry
        : redactedEntry(entry, redactionOf(contentsOf(redactions), { thread, entry: number })),
  }));
};

/** What of an entry is handed out to somebody who reads no more of the case than this. */
export type Excerpt = {
  readonly from: Entry['from'];
  /** The full hour, in UTC. */
  readonly on: string;
  /** The mark of what is hidden alone, when the whole entry is held back. */
  readonly text: string;
};

/**
 * Chosen entries of a thread as redacted excerpts, in the order of the thread; a report's answers stand each under its
 * question. Files, names of members and what the service says by itself for events have no part in them.
 * @param wanted numbers of entries, those that do not open left out
 * @returns `undefined` when a redaction does not open or is gone, or the case has no such thread: nothing is handed out
 */
export const redactedExcerpts = async (
  context: Pick<CaseContext, 'store' | 'settings'>,
  opened: OpenCase,
  {
    thread,
    entries,
    language,
  }: {
    readonly thread: ThreadName;
    readonly entries: readonly number[];
    readonly language: Language;
  },
): Promise<readonly Excerpt[] | undefined> => {
  if (!hasThread(opened, thread)) return undefined;
  const [redactions, all] = await Promise.all([
    readRedactions(context, opened),
    openedEntries(context, opened, thread),
  ]);
  if (!redactions) return undefined;
  const channel = opened.head.sentTo ?? opened.head.channel;
  const words = {
    language,
    question: (id: string) => questionLabel(context.settings, channel, id, language),
    announcement: () => '',
    event: () => '',
    act: () => '',
  };
  return all.flatMap(({ number, entry }) => {
    if (entry === 'unreadable' || !entries.includes(number)) return [];
    const { from, on } = entry;
    const shown = redactedEntry(entry, redactionOf(contentsOf(redactions), { thread, entry: number }));
    return [{ from, on, text: shown === 'held-back' ? redactedMark : entryText(shown, words) }];
  });
};

/** An entry of a thread, what is said of it, and what a member is warned of. */
export type EntryToRedact = NumberedEntry & {
  readonly redacted: EntryRedaction;
  /** By text: what is hidden elsewhere and stands open here. */
  readonly open: ReadonlyMap<string, readonly Run[]>;
};

/** A thread with what of it is handed out, as a member sees to it. */
export type ThreadToRedact = {
  readonly kind: 'thread';
  readonly opened: OpenCase;
  readonly thread: ThreadName;
  readonly threads: readonly ThreadName[];
  /** Whether the member may change it. */
  readonly may: boolean;
  readonly entries: readonly EntryToRedact[];
};

const withOpen = (entries: readonly Omit<EntryToRedact, 'open'>[]): readonly EntryToRedact[] => {
  const texts = entries.flatMap(({ number, entry, redacted }) =>
    entry === 'unreadable' || redacted.held
      ? []
      : [...entry.texts].map(([name, text]) => ({
          number,
          name,
          text,
          hidden: hiddenIn(redacted, name),
        })),
  );
  const open = openElsewhere(texts);
  return entries.map((one) => ({
    ...one,
    open: new Map(
      texts.flatMap(({ number, name }, index) => {
        const runs = open[index] ?? [];
        return number === one.number && runs.length > 0 ? [[name, runs] as const] : [];
      }),
    ),
  }));
};

/** A thread of a case that the member has opened. Nothing is marked or logged by it. */
export const threadToRedact = async (
  context: CaseContext,
  caseId: string,
  thread: string,
): Promise<ThreadToRedact | NotPermitted | DamagedRecords | { readonly kind: 'no-such-thread' }> => {
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  if (!hasThread(opened, thread)) return { kind: 'no-such-thread' };
  const [redactions, entries] = await Promise.all([
    readRedactions(context, opened),
    openedEntries(context, opened, thread),
  ]);
  if (!redactions) return { kind: 'damaged-records' };
  const contents = contentsOf(redactions);
  return {
    kind: 'thread',
    opened,
    thread,
    threads: [...opened.threadKeys.keys()],
    may: (await permissionOf(context, redacting, opened)) === 'allowed',
    entries: withOpen(
      entries.map((one) => ({ ...one, redacted: redactionOf(contents, { thread, entry: one.number }) })),
    ),
  };
};
