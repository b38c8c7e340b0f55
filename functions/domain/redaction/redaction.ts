import * as z from 'zod';
import { author } from '../member/author.ts';
import { threadName, type ThreadName } from '../thread/thread-name.ts';

/**
 * A passage of a text of an entry, by its name and its place: from the first to before the last, in code units of UTF-16.
 * An entry never changes, so a place stays what it is.
 */
export const passage = z.object({ text: z.string(), from: z.int().min(0), to: z.int().min(1) });
export type Passage = Readonly<z.infer<typeof passage>>;

/**
 * What of one entry is not handed out to anybody outside the team. The entry itself stays as it is. Sealed under the
 * casework key; an entry has one at most.
 */
export const redaction = z.object({
  thread: threadName,
  /** The number of the entry in its thread. */
  entry: z.int().min(1),
  /** Nothing of the entry is handed out. */
  held: z.boolean(),
  passages: z.array(passage),
  /** Ids of the files that may be handed out with it; every other file is held back. */
  files: z.array(z.string()),
  /** Who changed it last. */
  by: author,
  on: z.iso.datetime(),
});
export type Redaction = z.infer<typeof redaction>;

/** What it says of an entry, whoever said it. */
export type EntryRedaction = {
  readonly held: boolean;
  readonly passages: readonly Passage[];
  readonly files: readonly string[];
};

/** Passages of an entry at most, those that touch counted as one. */
export const mostPassages = 1_000;
/** Entries of a case at most of which something is redacted. */
export const mostRedactions = 500;

export type EntryPlace = { readonly thread: ThreadName; readonly entry: number };

/**
 * What is said of one entry. Of two records about it, what either holds back is held back.
 * @param redactions of the whole case
 */
export const redactionOf = (
  redactions: readonly Redaction[],
  { thread, entry }: EntryPlace,
): EntryRedaction => {
  const own = redactions.filter((one) => one.thread === thread && one.entry === entry);
  const [first, ...others] = own;
  return {
    held: own.some(({ held }) => held),
    passages: own.flatMap(({ passages }) => passages),
    files: (first?.files ?? []).filter((id) => others.every(({ files }) => files.includes(id))),
  };
};
