import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { sealToRing } from '../key-ring/seal-to-ring.ts';
import { addHours, fullHour } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { mapConcurrent } from '../kernel/map-concurrent.ts';
import {
  objectsOf,
  originalPart,
  storedBytes,
  type Attachment,
  type ReceivedFile,
  type UploadPlace,
} from './attachment.ts';
import type { AttachmentStore } from './attachment-store.ts';
import { fileNameFor } from './file-name.ts';
import { openReference } from './reference.ts';
import type { UploadStore } from './upload-store.ts';

/** A file that goes with a report or a message, as its sender says. */
export type ChosenFile = {
  readonly reference: string;
  /** Under which it is shown; absent for the one it came with. */
  readonly name?: string | undefined;
  /** The file as it came is kept beside the cleaned one. */
  readonly keepOriginal?: boolean | undefined;
};

/** What an entry holds of its files, and what has to be kept for it. */
export type AttachedFiles = {
  readonly attachments: readonly Attachment[];
  /** Ids of all objects, those of originals among them. */
  readonly objects: readonly string[];
  /** What they take together, sealed. */
  readonly bytes: number;
};

export const noFiles: AttachedFiles = { attachments: [], objects: [], bytes: 0 };

export type OpenedChoice = { readonly file: ReceivedFile; readonly choice: ChosenFile };

/** @returns `undefined` when one of the references is none of this thread's; the same one twice is one file */
export const openChoices = (
  place: UploadPlace,
  choices: readonly ChosenFile[],
): OpenedChoice[] | undefined => {
  const opened = new Map<string, OpenedChoice>();
  for (const choice of choices) {
    const file = openReference(place, choice.reference);
    if (!file) return undefined;
    if (!opened.has(file.id)) opened.set(file.id, { file, choice });
  }
  return [...opened.values()];
};

/** @param ring the channel's ring `identity`: what identifies the sender is opened with a reason */
export const attachmentsOf = (
  ring: RingPublicKey,
  caseId: string,
  opened: readonly OpenedChoice[],
): AttachedFiles => {
  const attachments = opened.map(({ file, choice }): Attachment => {
    const { original, ...described } = file;
    const name = choice.name === undefined ? file.name : fileNameFor(choice.name, file.type);
    if (!original || choice.keepOriginal !== true) return { ...described, name };
    const { id, size, secret } = original;
    const sealedSecret = sealToRing(ring, { caseId, part: originalPart(id) }, secret);
    return { ...described, name, original: { id, size, sealedSecret } };
  });
  return {
    attachments,
    objects: attachments.flatMap((attachment) => objectsOf(attachment).map(({ id }) => id)),
    bytes: attachments.reduce((sum, attachment) => sum + storedBytes(attachment), 0),
  };
};

/** Longer than any function runs: what is not attached by then never will be. */
const sweepAfterHours = 2;

const objectsAtOnce = 4;

export type KeepContext = {
  readonly files: Pick<AttachmentStore, 'keep'>;
  readonly uploads: Pick<UploadStore, 'beginKeeping'>;
  readonly now: Date;
};

export type KeepFilesResult =
  | { readonly kind: 'kept' }
  /** Chunks of these are not there (any more): they have to be chosen again. */
  | { readonly kind: 'gone'; readonly names: readonly string[] };

/**
 * Keeps the chunks of files that an entry is about to be written with. What is kept and then not attached is swept
 * within hours. Twice is once.
 */
export const keepFiles = async (
  { files, uploads, now }: KeepContext,
  { attachments }: Pick<AttachedFiles, 'attachments'>,
): Promise<KeepFilesResult> => {
  const sweepAt = addHours(fullHour(now), sweepAfterHours);
  const objects = attachments.flatMap((attachment) =>
    objectsOf(attachment).map((object) => ({ ...object, name: attachment.name })),
  );
  const gone = await mapConcurrent(objects.length, objectsAtOnce, async (at) => {
    const object = objects[at];
    if (!object) return [];
    const begun = await uploads.beginKeeping(object.id, sweepAt);
    if (begun === 'attached') return [];
    if (begun === 'over') return [object.name];
    const kept = await files.keep(object.id, object.chunks);
    return kept.kind === 'kept' ? [] : [object.name];
  });
  const names = [...new Set(gone.flat())];
  return names.length === 0 ? { kind: 'kept' } : { kind: 'gone', names };
};

/**
 * Keeps files that were received just now, for an entry of a case that takes them as they are.
 * @param ring the channel's ring `identity`
 * @throws {Fault} when storage fails, or has lost one of them
 */
export const keepReceivedFiles = async (
  context: KeepContext,
  ring: RingPublicKey,
  caseId: string,
  received: readonly ReceivedFile[],
): Promise<AttachedFiles> => {
  const opened = received.map((file): OpenedChoice => ({ file, choice: { reference: '' } }));
  const attached = attachmentsOf(ring, caseId, opened);
  const kept = await keepFiles(context, attached);
  // What was put a moment ago is not there: something else went wrong, and another try may end well.
  if (kept.kind === 'gone') throw new Fault('storage-busy');
  return attached;
};
