import * as z from 'zod';
import { openChunk } from '../../envelope/open-stream.ts';
import { sealChunk } from '../../envelope/seal-stream.ts';
import { bytesInChunk, chunkBytes, chunkCount, streamKey } from '../../envelope/sealed-stream.ts';
import { openPass, sealPass } from '../../envelope/pass.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { epochSeconds } from '../kernel/clock.ts';
import { newId } from '../kernel/random.ts';
import { mapConcurrent } from '../kernel/map-concurrent.ts';
import { attachmentPlace, inBase64, objectId, type UploadPlace } from './attachment.ts';
import type { AttachmentStore } from './attachment-store.ts';
import { chargedBytes } from './budget.ts';
import { requestFilesBytes } from './limits.ts';
import { receiveFile, type ReceiveContext, type ReceiveResult } from './receive-file.ts';

/** Chunks that one request brings at most. */
export const chunksPerRequest = requestFilesBytes / chunkBytes;

/** Hours within which an upload ends; its chunks lie there for a day. */
const uploadHours = 20;

const key = z.base64().transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64')));

const upload = z.object({
  /** The object of the file as it comes: it becomes the original, if that is kept. */
  id: objectId,
  secret: key,
  name: z.string(),
  size: z.int().min(1),
  caseId: z.string(),
  thread: z.string(),
  threadKey: key,
  /** Seconds since 1970. */
  until: z.int(),
});

/** An upload in several requests, as its pass holds it. */
export type Upload = z.infer<typeof upload>;

export const beginUpload = (
  random: ReceiveContext['random'],
  place: UploadPlace,
  { name, size }: { readonly name: string; readonly size: number },
  now: Date,
): Upload => ({
  id: newId(random),
  secret: random.bytes(32),
  name: Array.from(name).slice(0, 255).join(''),
  size,
  ...place,
  until: epochSeconds(now) + uploadHours * 3600,
});

export const passOf = (ticketSecret: Uint8Array, given: Upload): string =>
  sealPass(
    ticketSecret,
    'upload',
    JSON.stringify({ ...given, secret: inBase64(given.secret), threadKey: inBase64(given.threadKey) }),
  );

/** @returns `undefined` for a pass that is none, or whose time is over */
export const readPass = (ticketSecret: Uint8Array, pass: string, now: Date): Upload | undefined => {
  const opened = openPass(ticketSecret, 'upload', pass);
  const read = opened && parseSealedJson(upload, opened);
  return read && read.until > epochSeconds(now) ? read : undefined;
};

const streamOf = ({ secret, id, ...place }: Upload) =>
  streamKey(secret, attachmentPlace(place, id, 'original'));

export type PartRefusal =
  | { readonly kind: 'no-such-part' }
  | { readonly kind: 'wrong-length'; readonly expected: number }
  | { readonly kind: 'day-full' };

/** What a day may take in; bytes as `chargedBytes` counts them. */
export type PartBudget = {
  readonly take: (bytes: number) => Promise<boolean>;
  readonly giveBack: (bytes: number) => Promise<void>;
};

/**
 * Seals and puts up to four chunks of an upload. The same part twice is one; of two different ones the first stays.
 * @param part `first`: number of the first chunk in `bytes`, a multiple of four
 * @param budget pays for what comes, and for a part that comes again once more: each costs requests to S3
 * @throws {Fault} when storage fails; what was paid for it is given back
 */
export const putPart = async (
  files: Pick<AttachmentStore, 'put'>,
  given: Upload,
  { first, bytes }: { readonly first: number; readonly bytes: Uint8Array },
  budget?: PartBudget,
): Promise<{ readonly kind: 'stored' } | PartRefusal> => {
  const chunks = chunkCount(given.size);
  if (!Number.isInteger(first) || first < 0 || first >= chunks || first % chunksPerRequest !== 0)
    return { kind: 'no-such-part' };
  const expected = Math.min(requestFilesBytes, given.size - first * chunkBytes);
  if (bytes.length !== expected) return { kind: 'wrong-length', expected };
  const stream = streamOf(given);
  const count = Math.ceil(expected / chunkBytes);
  const sealed = Array.from({ length: count }, (_, at) => {
    const number = first + at;
    const chunk = bytes.subarray(at * chunkBytes, at * chunkBytes + bytesInChunk(given.size, number));
    return { number, chunk: sealChunk(stream, { number, final: number === chunks - 1 }, chunk) };
  });
  const taken = chargedBytes(sealed.reduce((sum, { chunk }) => sum + chunk.length, 0));
  if (budget && !(await budget.take(taken))) return { kind: 'day-full' };
  try {
    await Promise.all(sealed.map(({ number, chunk }) => files.put(given.id, number, chunk)));
  } catch (fault) {
    await budget?.giveBack(taken);
    throw fault;
  }
  return { kind: 'stored' };
};

/** The first chunks of the parts that are not there yet: where an upload goes on after a break. */
export const missingParts = async (
  files: Pick<AttachmentStore, 'chunksThere'>,
  given: Upload,
): Promise<number[]> => {
  const chunks = chunkCount(given.size);
  const there = new Set(await files.chunksThere(given.id, chunks));
  const parts = Math.ceil(chunks / chunksPerRequest);
  return Array.from({ length: parts }, (_, part) => part * chunksPerRequest).filter((first) =>
    Array.from({ length: Math.min(chunksPerRequest, chunks - first) }, (_, at) => first + at).some(
      (number) => !there.has(number),
    ),
  );
};

export type FinishResult =
  ReceiveResult | { readonly kind: 'incomplete'; readonly missing: readonly number[] };

const chunksAtOnce = 16;

/**
 * Ends an upload: the whole file is opened, cleaned and sealed once more under the thread key. Twice is once. Needs memory for about
 * three times the file.
 * @throws {Fault} when storage fails; it can be called again
 */
export const finishUpload = async (
  context: ReceiveContext & {
    readonly files: Pick<AttachmentStore, 'put' | 'chunksThere' | 'getUnfinished'>;
  },
  given: Upload,
): Promise<FinishResult> => {
  const { size, name, id, secret } = given;
  const chunks = chunkCount(size);
  const bytes = Buffer.allocUnsafe(size);
  const stream = streamOf(given);
  const missing = await mapConcurrent(chunks, chunksAtOnce, async (number) => {
    const sealed = await context.files.getUnfinished(id, number);
    const opened = sealed && openChunk(stream, { number, final: number === chunks - 1 }, sealed);
    if (!opened) return [number - (number % chunksPerRequest)];
    bytes.set(opened, number * chunkBytes);
    return [];
  });
  const parts = [...new Set(missing.flat())];
  if (parts.length > 0) return { kind: 'incomplete', missing: parts };
  return receiveFile(context, given, { name, bytes, uploaded: { id, secret } });
};
