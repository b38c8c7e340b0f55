import { keepReceivedFiles, type AttachedFiles, type KeepContext } from '../attachment/attach.ts';
import type { ReceivedFile, UploadPlace } from '../attachment/attachment.ts';
import { roomInCase } from '../attachment/budget.ts';
import { givenName } from '../attachment/file-name.ts';
import { receiveFile, type FileRefusal, type ReceiveContext } from '../attachment/receive-file.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
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

export type ForeignFilesContext = ReceiveContext &
  KeepContext & { readonly files: ReceiveContext['files'] & KeepContext['files'] };

/**
 * Cleans files that another community sent along and seals them for the case that is to be made, within the limits of this
 * service. Each that is refused stays out and is named; no original is kept.
 * @param place of the first entry of the new case
 * @param ring `identity`, of its channel
 * @throws {Fault} when storage fails; what was put by then goes within a day
 */
export const receiveForeignFiles = async (
  context: ForeignFilesContext,
  place: UploadPlace,
  ring: RingPublicKey,
  files: readonly ForeignFile[],
): Promise<ForeignFilesReceived> => {
  const { settings } = context;
  const taken: ReceivedFile[] = [];
  const each: ForeignFileReceived[] = [];
  let room = roomInCase(settings, 0);
  for (const { entry, name, bytes } of files) {
    const refused = (why: ForeignFileRefusal): void =>
      void each.push({ entry, name: givenName(name), refused: why });
    if (taken.length >= settings.attachments.filesPerEntry) refused('too-many-files');
    else if (sealedFileSize(bytes.length) > room) refused('case-full');
    else {
      const received = await receiveFile(context, place, { name, bytes });
      if (received.kind === 'refused') refused(received.why);
      else {
        const { file } = received;
        room -= sealedFileSize(file.size);
        taken.push(file);
        each.push({ entry, name: file.name });
      }
    }
  }
  return { attached: await keepReceivedFiles(context, ring, place.caseId, taken), each };
};
