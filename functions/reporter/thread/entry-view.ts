import { fileTypes } from '../../cleaning/file-types.ts';
import type { Attachment } from '../../domain/attachment/attachment.ts';
import type { Conversation } from '../../domain/door/open-conversation.ts';
import type { Summary } from '../../domain/thread/summary.ts';
import { entryText } from '../../domain/thread/entry-text.ts';
import { attachmentsOfEntry, byMailOf, filedByOf, type Entry } from '../../domain/thread/entry.ts';
import type { OpenEntries, OpenThread } from '../../domain/thread/open-thread.ts';
import type { Language } from '../../settings/localised.ts';
import { questionLabel } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import { actSentence, eventSentence } from '../ui/date-labels.ts';
import { catalogue } from '../locales/catalogue.ts';

/** A file as the reporter of its thread may know it; the secret of an original is no part of it. */
export type AttachmentView = {
  readonly id: string;
  readonly name: string;
  /** For pages, which put it into words. */
  readonly kind: Attachment['type'];
  /** Its content type, by content and not by name. */
  readonly type: string;
  readonly size: number;
  readonly outcome: Attachment['outcome'];
  readonly why?: NonNullable<Attachment['why']>;
  readonly removed: Attachment['removed'];
  readonly left: Attachment['left'];
  readonly hasOriginal: boolean;
  /** The day on which the team last opened the original. */
  readonly originalOpenedOn?: string;
  readonly from: 'reporter' | 'team';
};

export type EntryView = {
  readonly id: string;
  readonly from: Entry['from'] | 'unknown';
  /** The day, in UTC: pages show no hours. */
  readonly on: string;
  readonly text: string;
  readonly attachments: readonly AttachmentView[];
  /** A member of the team wrote it down; who, is not said. */
  readonly filedByTeam?: true;
  /** It came by mail. */
  readonly byMail?: true;
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
      ? unreadableView(reader, number, thread.summary.sentOn)
      : entryView(reader, {
          number,
          entry,
          askedIn: thread.summary.sentTo ?? thread.summary.channel,
          originalsOpened: thread.summary.originalsOpened,
        }),
  );

/**
 * The same of a conversation with somebody else than the reporter.
 * @param today the day that stands at a damaged entry, of which nothing is known
 * @param askedIn the channel whose questions a report among them answers
 */
export const otherEntryViews = (
  reader: Reader,
  entries: OpenEntries,
  today: string,
  askedIn = '',
): EntryView[] =>
  entries.map(({ number, entry }) =>
    entry === 'unreadable'
      ? unreadableView(reader, number, today)
      : entryView(reader, { number, entry, askedIn }),
  );

/** The entries of any conversation, as whoever opened it reads them. @param today as for `otherEntryViews` */
export const conversationViews = (reader: Reader, found: Conversation, today: string): EntryView[] =>
  found.kind === 'thread'
    ? entryViews(reader, found.thread)
    : otherEntryViews(reader, found.thread.entries, today);

const unreadableView = ({ language }: Reader, number: number, on: string): EntryView => ({
  id: String(number),
  from: 'unknown',
  on,
  text: catalogue[language].thread.unreadable,
  attachments: [],
});

/** @param opened the days on which originals were opened, by the id of their object */
export const attachmentViews = (
  entry: Entry,
  opened: Summary['originalsOpened'] = {},
): readonly AttachmentView[] => {
  const from = entry.from === 'team' ? 'team' : 'reporter';
  return attachmentsOfEntry(entry).map(({ id, name, type, size, outcome, why, removed, left, original }) => {
    const originalOpenedOn = original && opened[original.id];
    return {
      id,
      name,
      kind: type,
      type: fileTypes[type].contentType,
      size,
      outcome,
      ...(why === undefined ? {} : { why }),
      removed,
      left,
      hasOriginal: original !== undefined,
      ...(originalOpenedOn === undefined ? {} : { originalOpenedOn }),
      from,
    };
  });
};

/** An entry, and what its thread knows of it. */
type EntryInThread = {
  readonly number: number;
  readonly entry: Entry;
  /** The channel whose questions a report answers. */
  readonly askedIn: string;
  readonly originalsOpened?: Summary['originalsOpened'];
};

export const entryView = (
  { settings, language }: Reader,
  { number, entry, askedIn, originalsOpened }: EntryInThread,
): EntryView => ({
  id: String(number),
  from: entry.from,
  on: entry.on.slice(0, 10),
  ...(filedByOf(entry)?.forWhom === 'another' ? { filedByTeam: true } : {}),
  ...(byMailOf(entry) ? { byMail: true } : {}),
  text: entryText(entry, {
    language,
    question: (id) => questionLabel(settings, askedIn, id, language),
    announcement: (kind) => catalogue[language].withdraw.announcements[kind],
    event: (event) => eventSentence(catalogue[language], event),
    act: (act) => actSentence(catalogue[language], act),
  }),
  attachments: attachmentViews(entry, originalsOpened),
});
