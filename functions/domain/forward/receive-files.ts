import { attachFiles, type AttachContext } from '../attachment/attach-files.ts';
import { noFiles, type AttachedFiles } from '../attachment/attach.ts';
import type { UploadPlace } from '../attachment/attachment.ts';
import { roomInCase } from '../attachment/budget.ts';
import { givenName } from '../attachment/file-name.ts';
import { receiveFile, type FileRefusal, type ReceiveContext } from '../attachment/receive-file.ts';
import { referenceTo } from '../attachment/reference.ts';
import { Fault } from '../kernel/fault.ts';
import { sealedFileSize } from '../../envelope/sealed-stream.ts';

/** A file that somebody else has sent along: what is said of it need not be true. */
export type ForeignFile = {
  /** With which entry it came. */
  readonly entry: number;
  readonly name: string;
  readonly bytes: Uint8Array;
};

export type ForeignFileRefusal = FileRefusal | 'too-many-files' | 'case-full';

/** A file as it is received: attached under this name, or refused. */
export type ForeignFileReceived = {
  readonly entry: number;
  readonly name: string;
  readonly refused?: ForeignFileRefusal;
};

export type ForeignFilesReceived = {
  readonly attached: AttachedFiles;
  /** What became of each, in their order. */
  readonly each: readonly ForeignFileReceived[];
};

export type ForeignFilesContext = Omit<ReceiveContext, 'files'> &
  Omit<AttachContext, 'files'> & { readonly files: ReceiveContext['files'] & AttachContext['files'] };

/**
 * Cleans files that another community sent along and seals them for the case that is to be made, within the limits of this
 * service. Each that is refused stays out and is named; no original is kept.
 * @param place of the first entry of the new case
 * @throws {Fault} when storage fails; what was put by then goes within a day
 */
export const receiveForeignFiles = async (
  context: ForeignFilesContext,
  place: UploadPlace & { readonly channel: string },
  files: readonly ForeignFile[],
): Promise<ForeignFilesReceived> => {
  const { settings } = context;
  const references: string[] = [];
  const each: ForeignFileReceived[] = [];
  let room = roomInCase(settings, 0);
  for (const { entry, name, bytes } of files) {
    const refused = (why: ForeignFileRefusal): void =>
      void each.push({ entry, name: givenName(name), refused: why });
    if (references.length >= settings.attachments.filesPerEntry) {
      refused('too-many-files');
      continue;
    }
    if (sealedFileSize(bytes.length) > room) {
      refused('case-full');
      continue;
    }
    const received = await receiveFile(context, place, { name, bytes });
    if (received.kind === 'refused') {
      refused(received.why);
      continue;
    }
    room -= sealedFileSize(received.file.size);
    references.push(referenceTo(place, received.file));
    each.push({ entry, name: received.file.name });
  }
  if (references.length === 0) return { attached: noFiles, each };
  const target = { ...place, attachmentBytes: 0 };
  const attached = await attachFiles(
    context,
    target,
    references.map((reference) => ({ reference })),
  );
  // Counts and room were looked at above, and what was put a moment ago is there unless storage lost it.
  if (attached.kind !== 'attached') throw new Fault('storage-busy', 5);
  return { attached: attached.files, each };
};
