import * as z from 'zod';
import { fileTypes, type FileType } from '../../cleaning/file-types.ts';
import { findings, remarks } from '../../cleaning/finding.ts';
import { notCleanable } from '../../cleaning/stop-cleaning.ts';
import { chunkCount, sealedFileSize, type AttachmentPlace } from '../../envelope/sealed-stream.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';

/** The name of an object: 128 random bits as 22 characters of base64url. */
export const objectId = z.string().regex(/^[\w-]{22}$/);

const isFileType = (text: string): text is FileType => Object.hasOwn(fileTypes, text);
const knownType = z.string().transform((text): FileType => (isFileType(text) ? text : 'unknown'));
/** Kinds that later releases find, or no longer find, are left out: an old record still opens. */
const known = <Kind extends string>(kinds: readonly Kind[]) =>
  z.array(z.string()).transform((given) => kinds.filter((kind) => given.includes(kind)));

/** What became of a file's metadata. In a file partly cleaned, `left` says what an independent look still found. */
export const cleaningOutcomes = [
  'cleaned',
  'partly-cleaned',
  'nothing-found',
  'could-not-be-cleaned',
] as const;

/** What is known of a file beside its bytes; it is sealed wherever it stands. */
const described = {
  /** The object of its sealed chunks. */
  id: objectId,
  name: z.string(),
  /** By content, not by name. */
  type: knownType,
  /** Bytes of the file as it is sealed. */
  size: z.int().min(0),
  outcome: z.enum(cleaningOutcomes),
  /** Why it could not be cleaned. */
  why: z.enum(notCleanable).optional().catch(undefined),
  removed: known(findings),
  /** What cleaning left in it on purpose. */
  left: known(remarks),
};

const base64 = z.base64().transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64')));

const ringSealed = z.object({
  version: z.literal(1),
  suite: z.literal(1),
  keyRing: z.string(),
  epoch: z.int(),
  bytes: base64,
});

/** An attachment as its entry holds it. */
export const attachment = z.object({
  ...described,
  /** The file as it came, kept beside the cleaned one; its secret is sealed to the ring `identity`. */
  original: z.object({ id: objectId, size: z.int().min(0), sealedSecret: ringSealed }).optional(),
});
export type Attachment = z.infer<typeof attachment>;

/** A file that has come and is attached to nothing yet. */
export const receivedFile = z.object({
  ...described,
  /** The file as it came, under a secret of its own (32 bytes); only when cleaning has removed something. */
  original: z.object({ id: objectId, size: z.int().min(0), secret: base64 }).optional(),
});
export type ReceivedFile = z.infer<typeof receivedFile>;

/** Whether nothing that gives a person away is known to be left in a file. */
export const isFullyCleaned = ({ outcome }: Pick<Attachment, 'outcome'>): boolean =>
  outcome === 'cleaned' || outcome === 'nothing-found';

/** As JSON holds them. */
export const inBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const ringSealedAsJson = (sealed: RingSealed) => ({ ...sealed, bytes: inBase64(sealed.bytes) });

/** The thread that files of a case belong to, and its key. */
export type UploadPlace = {
  readonly caseId: string;
  readonly thread: string;
  readonly threadKey: Uint8Array;
};

export const attachmentPlace = (
  { caseId, thread }: Pick<UploadPlace, 'caseId' | 'thread'>,
  attachmentId: string,
  copy: AttachmentPlace['copy'],
): AttachmentPlace => ({ caseId, thread, attachmentId, copy });

/** The objects an attachment stands in: its own, and that of the original if it was kept. */
export const objectsOf = ({ id, size, original }: Attachment) => [
  { id, chunks: chunkCount(size) },
  ...(original ? [{ id: original.id, chunks: chunkCount(original.size) }] : []),
];

/** What the objects of an attachment take together, in bytes. */
export const storedBytes = ({ size, original }: Attachment): number =>
  sealedFileSize(size) + (original ? sealedFileSize(original.size) : 0);

/** The part of a case that the secret of an original belongs to, for the ring `identity`. */
export const originalPart = (id: string): string => `original/${id}`;
