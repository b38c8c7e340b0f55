import type { Language } from '../../settings/localised.ts';
import type { Announcement, Entry, ThreadAct, ThreadEvent } from './entry.ts';

/** What a reader's language says for what an entry holds only by its name. */
export type EntryWords = {
  readonly language: Language;
  readonly question: (questionId: string) => string;
  readonly announcement: (kind: Announcement) => string;
  /** Empty for an event that this release has no words for. */
  readonly event: (event: ThreadEvent) => string;
  /** The same for an act of whoever holds the door. */
  readonly act: (act: ThreadAct) => string;
};

/** An entry as one plain text: a message as it is, a report's answers and what else a mail had each under its name. */
export const entryText = (entry: Entry, words: EntryWords): string => {
  switch (entry.kind) {
    case 'withdrawal-request':
    case 'stop-writing':
    case 'stop-mails':
    case 'door-closed':
      return words.announcement(entry.kind);
    case 'event':
      return withText(words.event(entry), entry);
    case 'act':
      return withText(words.act(entry), entry);
    case 'receipt':
      return receiptText(entry.texts, words.language);
    case 'message':
    case 'report': {
      // A report may have a question that is called `text`.
      const message = entry.kind === 'report' ? undefined : entry.texts.get('text');
      const named = [...entry.texts].filter(([id]) => message === undefined || id !== 'text');
      const answered = named.map(([id, answer]) => `${words.question(id)}\n${answer}`);
      return [...(message === undefined ? [] : [message]), ...answered].join('\n\n');
    }
  }
};

const withText = (sentence: string, { texts }: Pick<Entry, 'texts'>): string =>
  [sentence, texts.get('text') ?? ''].filter((part) => part !== '').join('\n\n');

/** As the settings said it when the report was sent, in the reader's language where there is one. */
const receiptText = (texts: Entry['texts'], language: Language): string => {
  const [first = ''] = texts.values();
  return texts.get(language) ?? texts.get('en') ?? first;
};
