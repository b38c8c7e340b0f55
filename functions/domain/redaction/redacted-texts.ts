import { attachmentsOfEntry, type Entry } from '../thread/entry.ts';
import type { EntryRedaction } from './redaction.ts';
import { redactedMark, withoutRuns, type Run } from './runs.ts';

/** Which parts of one text of an entry are hidden. */
export const hiddenIn = ({ passages }: Pick<EntryRedaction, 'passages'>, name: string): readonly Run[] =>
  passages.filter(({ text }) => text === name);

/**
 * The texts of an entry as they are handed out, by name. What stands in a hidden passage has no part in them, not by its
 * length either.
 * @param redacted what is said of this entry (`redactionOf`)
 * @param mark what stands in place of a hidden passage
 * @returns `undefined` when the whole entry is held back
 */
export const redactedTexts = (
  { texts }: Pick<Entry, 'texts'>,
  redacted: EntryRedaction,
  mark = redactedMark,
): ReadonlyMap<string, string> | undefined =>
  redacted.held
    ? undefined
    : new Map(
        [...texts].map(([name, text]) => [name, withoutRuns(text, hiddenIn(redacted, name), mark)] as const),
      );

/**
 * An entry as it is handed out: its redacted texts, of its files those that may go with it without their originals, and
 * nothing of how it came to the team.
 */
export const redactedEntry = (
  entry: Entry,
  redacted: EntryRedaction,
  mark = redactedMark,
): Entry | 'held-back' => {
  const texts = redactedTexts(entry, redacted, mark);
  if (!texts) return 'held-back';
  const attachments = attachmentsOfEntry(entry)
    .filter(({ id }) => redacted.files.includes(id))
    .map((file) => ({ ...file, original: undefined }));
  if (entry.from === 'reporter' && entry.kind !== 'act')
    return { ...entry, texts, attachments, filedBy: undefined, byMail: undefined, byBridge: undefined };
  return 'attachments' in entry ? { ...entry, texts, attachments } : { ...entry, texts };
};
