import { entryText } from '../domain/thread/entry-text.ts';
import type { Entry } from '../domain/thread/entry.ts';
import type { OpenThread } from '../domain/thread/open-thread.ts';
import { en } from './locales/en.ts';

export type EntryView = {
  readonly id: string;
  readonly from: 'reporter' | 'team' | 'unknown';
  /** The day, in UTC: pages show no hours. */
  readonly on: string;
  readonly text: string;
};

/**
 * The entries of a thread as its reporter sees them: who of the team wrote is not said, and a damaged entry stays in
 * its place with a sentence.
 */
export const entryViews = (thread: OpenThread): EntryView[] =>
  thread.entries.map(({ number, entry }) =>
    entry === 'unreadable'
      ? { id: String(number), from: 'unknown', on: thread.summary.sentOn, text: en.unreadableEntry }
      : entryView(number, entry),
  );

export const entryView = (number: number, entry: Entry): EntryView => ({
  id: String(number),
  from: entry.from,
  on: entry.on.slice(0, 10),
  text: entryText(entry),
});
