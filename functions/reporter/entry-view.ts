import { entryText } from '../domain/thread/entry-text.ts';
import type { Entry } from '../domain/thread/entry.ts';
import type { OpenThread } from '../domain/thread/open-thread.ts';
import type { Language } from '../settings/localised.ts';
import { questionLabel } from '../settings/questions.ts';
import type { Settings } from '../settings/schema.ts';
import { catalogue } from './locales/catalogue.ts';

export type EntryView = {
  readonly id: string;
  readonly from: 'reporter' | 'team' | 'automatic' | 'unknown';
  /** The day, in UTC: pages show no hours. */
  readonly on: string;
  readonly text: string;
  /** A member of the team wrote it down; who, is not said. */
  readonly filedByTeam?: true;
};

/** Whose words the questions are shown in. */
export type Reader = { readonly settings: Settings; readonly language: Language };

/**
 * The entries of a thread as its reporter sees them: who of the team wrote is not said, and a damaged entry stays in
 * its place with a sentence.
 */
export const entryViews = (reader: Reader, thread: OpenThread): EntryView[] =>
  thread.entries.map(({ number, entry }) =>
    entry === 'unreadable'
      ? {
          id: String(number),
          from: 'unknown',
          on: thread.summary.sentOn,
          text: catalogue[reader.language].thread.unreadable,
        }
      : entryView(reader, thread.summary.sentTo ?? thread.summary.channel, number, entry),
  );

export const entryView = (
  { settings, language }: Reader,
  channel: string,
  number: number,
  entry: Entry,
): EntryView => ({
  id: String(number),
  from: entry.from,
  on: entry.on.slice(0, 10),
  ...(entry.from === 'reporter' && entry.filedBy?.forWhom === 'another' ? { filedByTeam: true } : {}),
  text: entryText(entry, {
    language,
    question: (id) => questionLabel(settings, channel, id, language),
    announcement: (kind) => catalogue[language].withdraw.announcements[kind],
  }),
});
