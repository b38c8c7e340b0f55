import type { EntryToRedact } from '../../domain/casework/redaction/handed-out.ts';
import type { EntryRedaction } from '../../domain/redaction/redaction.ts';
import type { Entry } from '../../domain/thread/entry.ts';
import { reporterThread, type ThreadName } from '../../domain/thread/thread-name.ts';
import { isMailText } from '../../domain/thread/by-mail.ts';
import { writer } from '../case/writer.ts';
import { questionLabel } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import { hourText } from '../ui/words.ts';

/** What an entry is called where a member sees to what is handed out of it. */
export const entryName = (entry: EntryToRedact['entry'], number: number): string => {
  if (entry === 'unreadable') return `Entry ${number}`;
  if (entry.kind === 'report') return `The report, ${hourText(entry.on)}`;
  return `${writer(entry)}, ${hourText(entry.on)}`;
};

export const threadLabel = (thread: ThreadName): string => {
  if (thread === reporterThread) return 'The reporter';
  const [kind = '', number = ''] = thread.split('-');
  return `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)} ${number}`.trim();
};

/** The question that a text of a report answers, or what part of a mail it is. */
export const textLabel = (
  settings: Settings,
  channel: string,
  entry: Entry,
  name: string,
): string | undefined =>
  entry.kind === 'report' || isMailText(name) ? questionLabel(settings, channel, name, 'en') : undefined;

/** How much of an entry is handed out, in a few words. */
export const standingWords = ({ held, passages }: EntryRedaction): string => {
  if (held) return 'Held back whole';
  if (passages.length === 0) return 'Nothing is hidden';
  return passages.length === 1 ? '1 passage is hidden' : `${passages.length} passages are hidden`;
};
