import type { AttachmentStore } from '../../domain/attachment/attachment-store.ts';
import type { Attachment } from '../../domain/attachment/attachment.ts';
import { readAttachment, readOriginal } from '../../domain/attachment/read-attachment.ts';
import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import { threadKeyOf } from '../../domain/casework/change/open-case.ts';
import { originalSecret } from '../../domain/casework/reading/open-original.ts';
import type { CaseCopy } from '../../domain/casework/two-people/read-copy.ts';
import { givenName } from '../../domain/attachment/file-name.ts';
import type { Packed, Piece } from '../../domain/export/volumes.ts';
import { attachmentsOfEntry } from '../../domain/thread/entry.ts';

/** A file of a copy: the cleaned one, or its original. */
export type CopiedFile = {
  readonly thread: string;
  readonly attachment: Attachment;
  readonly copy: 'main' | 'original';
};

/** Every file that goes with a copy, originals in a folder of their own; entries never change, so neither does this. */
export const copiedFiles = ({ request, threads }: CaseCopy): readonly Packed<CopiedFile>[] => {
  const { files } = request.copy;
  if (files === 'none') return [];
  const all = threads.flatMap(({ thread, entries }) =>
    entries.flatMap(({ number, entry }) =>
      typeof entry === 'string'
        ? []
        : attachmentsOfEntry(entry).map((attachment, at) => ({
            thread,
            attachment,
            path: `${thread}/${number}-${at + 1}-${givenName(attachment.name)}`,
          })),
    ),
  );
  const main = all.map(({ path, ...file }) => ({
    path: `files/${path}`,
    size: file.attachment.size,
    item: { ...file, copy: 'main' as const },
  }));
  const originals = all.flatMap(({ path, ...file }) =>
    files === 'originals' && file.attachment.original
      ? [
          {
            path: `originals/${path}`,
            size: file.attachment.original.size,
            item: { ...file, copy: 'original' as const },
          },
        ]
      : [],
  );
  return [...main, ...originals];
};

/**
 * The bytes of a part of a file of a copy.
 * @throws {Fault} `row-unreadable` when they cannot be opened, and what storage and KMS throw
 */
export const copiedBytes = async (
  get: AttachmentStore['get'],
  context: CaseContext,
  { opened }: CaseCopy,
  { item: { thread, attachment, copy }, from, to }: Piece<CopiedFile>,
): Promise<Uint8Array> => {
  const { caseId, channel } = opened.head;
  const range = { start: from, end: to };
  if (copy === 'main') {
    const threadKey = threadKeyOf(opened, thread);
    return readAttachment(get, { caseId, thread, threadKey }, attachment, range);
  }
  const { original } = attachment;
  if (!original) throw new Error('originals are of files that have one');
  const channels = [channel, ...(opened.vault.leftChannels ?? [])];
  const secret = await originalSecret(context, channels, caseId, original);
  return readOriginal(get, { caseId, thread }, { ...original, secret }, range);
};
