import { createHash } from 'node:crypto';
import type { CleanResult } from '../../cleaning/clean-file.ts';
import { isLeftover } from '../../cleaning/finding.ts';
import type { CleaningLimits } from '../../cleaning/limits.ts';
import { cleaningMilliseconds, defaultCleaningLimits } from '../../cleaning/limits.ts';
import type { Refusal } from '../../cleaning/stop-cleaning.ts';
import { derive } from '../../envelope/derive.ts';
import { sealChunk } from '../../envelope/seal-stream.ts';
import {
  bytesInChunk,
  chunkBytes,
  chunkCount,
  streamKey,
  type StreamKey,
} from '../../envelope/sealed-stream.ts';
import type { Settings } from '../../settings/schema.ts';
import { newId, type Random } from '../kernel/random.ts';
import { mapConcurrent } from '../kernel/map-concurrent.ts';
import { attachmentPlace, type ReceivedFile, type UploadPlace } from './attachment.ts';
import type { AttachmentStore } from './attachment-store.ts';
import { fileNameFor, givenName } from './file-name.ts';
import { fileLimitBytes } from './limits.ts';

/** `cleanFile`, which a composition root loads when the first file comes. */
export type CleanFile = (bytes: Uint8Array, limits: CleaningLimits) => Promise<CleanResult>;

export type ReceiveContext = {
  readonly settings: Settings;
  readonly files: Pick<AttachmentStore, 'put' | 'chunksThere'>;
  readonly cleanFile: CleanFile;
  readonly random: Random;
};

export type FileRefusal = Refusal | 'cannot-be-cleaned';

export type ReceiveResult =
  | { readonly kind: 'received'; readonly file: ReceivedFile }
  | { readonly kind: 'refused'; readonly name: string; readonly why: FileRefusal };

/**
 * A file as it came; `uploaded` when its bytes already lie there, sealed as an original: to end an upload twice is to end
 * it once.
 */
export type IncomingFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly uploaded?: { readonly id: string; readonly secret: Uint8Array } | undefined;
};

const chunksAtOnce = 8;

/**
 * Cleans a file, seals it and puts its chunks; nothing of it is stored in clear, and it belongs to nothing until it is
 * attached. When cleaning removed something, the file as it came is put beside it, under a secret of its own that goes
 * out with the reference alone: whoever wants to keep the original can, and otherwise it is gone within a day.
 * @throws {Fault} when storage fails; what was put by then goes within a day
 */
export const receiveFile = async (
  context: ReceiveContext,
  place: UploadPlace,
  { name: given, bytes, uploaded }: IncomingFile,
): Promise<ReceiveResult> => {
  const { settings, random, cleanFile } = context;
  const limits = {
    ...defaultCleaningLimits,
    bytes: fileLimitBytes(settings),
    milliseconds: cleaningMilliseconds(bytes.length),
  };
  const result = await cleanFile(bytes, limits);
  if (result.kind === 'refused') return { kind: 'refused', name: givenName(given), why: result.why };
  const name = fileNameFor(given, result.type);
  const cleaned = result.kind === 'cleaned';
  if (!cleaned && settings.attachments.uncleanable === 'refuse')
    return { kind: 'refused', name, why: 'cannot-be-cleaned' };
  const content = cleaned ? result.bytes : bytes;
  const id = uploaded ? cleanedId(uploaded.secret, content) : newId(random);
  // To ask costs a twelfth of a put that is refused, and whoever ends an upload again and again pays nothing.
  const there = uploaded ? await context.files.chunksThere(id, chunkCount(content.length)) : [];
  const key = streamKey(place.threadKey, attachmentPlace(place, id, 'main'));
  await putChunks(context.files, { id, key, bytes: content, there });
  const removed = cleaned ? [...result.removed] : [];
  return {
    kind: 'received',
    file: {
      id,
      name,
      type: result.type,
      size: content.length,
      outcome: outcomeOf(result),
      why: cleaned ? undefined : result.why,
      removed,
      left: cleaned ? [...result.left] : [],
      original: removed.length === 0 ? undefined : await originalOf(context, place, bytes, uploaded),
    },
  };
};

const outcomeOf = (result: Exclude<CleanResult, { kind: 'refused' }>): ReceivedFile['outcome'] => {
  if (result.kind === 'could-not-be-cleaned') return 'could-not-be-cleaned';
  if (result.left.some(isLeftover)) return 'partly-cleaned';
  return result.removed.length > 0 ? 'cleaned' : 'nothing-found';
};

/** By what is in it: another version of a cleaner may make other bytes of the same upload, and those are another object. */
const cleanedId = (secret: Uint8Array, content: Uint8Array): string => {
  const digest = createHash('sha256').update(content).digest();
  return Buffer.from(derive(secret, 'conductline cleaned copy', 16, [digest])).toString('base64url');
};

const originalOf = async (
  { files, random }: ReceiveContext,
  place: UploadPlace,
  bytes: Uint8Array,
  uploaded: IncomingFile['uploaded'],
): Promise<NonNullable<ReceivedFile['original']>> => {
  if (uploaded) return { id: uploaded.id, secret: uploaded.secret, size: bytes.length };
  const [id, secret] = [newId(random), random.bytes(32)];
  const key = streamKey(secret, attachmentPlace(place, id, 'original'));
  await putChunks(files, { id, key, bytes });
  return { id, secret, size: bytes.length };
};

const putChunks = async (
  files: Pick<AttachmentStore, 'put'>,
  object: {
    readonly id: string;
    readonly key: StreamKey;
    readonly bytes: Uint8Array;
    /** Numbers of chunks that were put before. */
    readonly there?: readonly number[];
  },
): Promise<void> => {
  const { id, key, bytes } = object;
  const there = new Set(object.there);
  const chunks = chunkCount(bytes.length);
  await mapConcurrent(chunks, chunksAtOnce, async (number) => {
    if (there.has(number)) return;
    const start = number * chunkBytes;
    const chunk = bytes.subarray(start, start + bytesInChunk(bytes.length, number));
    await files.put(id, number, sealChunk(key, { number, final: number === chunks - 1 }, chunk));
  });
};
