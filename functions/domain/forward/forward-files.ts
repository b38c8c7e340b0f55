import type { Attachment } from '../attachment/attachment.ts';
import { attachmentsOfEntry, type Entry } from '../thread/entry.ts';
import type { ThreadName } from '../thread/thread-name.ts';
import { forwardFilesBytes, mostForwardedFiles } from './forward-format.ts';

type HandedOutThread = {
  readonly thread: ThreadName;
  readonly entries: readonly {
    readonly number: number;
    readonly entry: Entry | 'held-back' | 'unreadable';
  }[];
};

/** A file that goes along with a forwarded case, and the entry it came with. */
export type FileToForward = {
  readonly thread: ThreadName;
  readonly number: number;
  readonly attachment: Attachment;
};

/**
 * Files that were chosen to be handed out with these entries, without their originals.
 * @param threads redacted: an entry holds the files that may go with it
 */
export const filesToForward = (threads: readonly HandedOutThread[]): readonly FileToForward[] =>
  threads.flatMap(({ thread, entries }) =>
    entries.flatMap(({ number, entry }) =>
      typeof entry === 'string'
        ? []
        : attachmentsOfEntry(entry).map((attachment) => ({ thread, number, attachment })),
    ),
  );

export type ForwardFilesRefusal =
  /** Names of those that are as they came: what could identify somebody is still in them. */
  | { readonly kind: 'files-not-cleaned'; readonly names: readonly string[] }
  /** `bytes`: of all that were chosen together. */
  | { readonly kind: 'files-too-large'; readonly bytes: number; readonly count: number };

/** Why these files cannot go along; nothing where they can. */
export const forwardFilesRefusal = (files: readonly FileToForward[]): ForwardFilesRefusal | undefined => {
  const names = files
    .filter(({ attachment }) => attachment.outcome === 'could-not-be-cleaned')
    .map(({ attachment }) => attachment.name);
  if (names.length > 0) return { kind: 'files-not-cleaned', names };
  const bytes = files.reduce((sum, { attachment }) => sum + attachment.size, 0);
  return files.length > mostForwardedFiles || bytes > forwardFilesBytes
    ? { kind: 'files-too-large', bytes, count: files.length }
    : undefined;
};
