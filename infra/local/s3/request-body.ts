import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ServiceRequest } from '../http-service.ts';
import { Refusal } from '../refusal.ts';

const digest = (algorithm: string, bytes: Uint8Array): Buffer => createHash(algorithm).update(bytes).digest();

const crc32Bytes = (bytes: Uint8Array): Buffer => {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
};

const checksumPrefix = 'x-amz-checksum-';
const algorithms: Readonly<Record<string, (bytes: Uint8Array) => Buffer>> = {
  crc32: crc32Bytes,
  sha1: (bytes) => digest('sha1', bytes),
  sha256: (bytes) => digest('sha256', bytes),
};

export type VerifiedBody = {
  readonly bytes: Buffer;
  /** Those that were sent and are right, by header name. */
  readonly checksums: Record<string, string>;
};

/**
 * The content of a request, out of `aws-chunked` where it came so, and checked against every length, hash and checksum
 * sent with it, in headers or in the trailer.
 * @throws {Refusal} when one does not fit, or is of a kind that is not checked here
 */
export const verifiedBody = (request: ServiceRequest): VerifiedBody => {
  const sent = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') sent.set(name, value);
  const hash = sent.get('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  const streaming = hash.startsWith('STREAMING-');
  const { bytes, trailers } = streaming
    ? readAwsChunked(request.bytes)
    : { bytes: request.bytes, trailers: new Map<string, string>() };
  for (const name of (sent.get('x-amz-trailer') ?? '').split(',').filter((part) => part !== '')) {
    const value = trailers.get(name.trim().toLowerCase());
    if (value === undefined)
      throw new Refusal('MalformedTrailerError', 'A trailer that was announced is missing.');
    sent.set(name.trim().toLowerCase(), value);
  }
  const decoded = sent.get('x-amz-decoded-content-length');
  if (streaming && Number(decoded) !== bytes.length)
    throw new Refusal('IncompleteBody', 'Another length was announced.');
  if (/^[0-9a-f]{64}$/.test(hash) && digest('sha256', bytes).toString('hex') !== hash)
    throw new Refusal('XAmzContentSHA256Mismatch', 'The x-amz-content-sha256 header is of other content.');
  const md5 = sent.get('content-md5');
  if (md5 !== undefined && Buffer.from(md5, 'base64').length !== 16)
    throw new Refusal('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (md5 !== undefined && digest('md5', bytes).toString('base64') !== md5)
    throw new Refusal('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  return { bytes, checksums: verifiedChecksums(sent, bytes) };
};

const verifiedChecksums = (sent: ReadonlyMap<string, string>, bytes: Buffer): Record<string, string> => {
  const found = [...sent].filter(([name]) => name.startsWith(checksumPrefix));
  const values = found.filter(([name]) => !/^x-amz-checksum-(mode|algorithm|type)$/.test(name));
  for (const [name, value] of values) {
    const algorithm = name.slice(checksumPrefix.length);
    const computed = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm]?.(bytes) : undefined;
    if (computed === undefined)
      throw new Refusal('InvalidRequest', `Checksums of this kind are not checked here: ${algorithm}`);
    if (computed.toString('base64') !== value)
      throw new Refusal(
        'BadDigest',
        `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      );
  }
  return Object.fromEntries(values);
};

const lineEnd = Buffer.from('\r\n');
const malformed = (): Refusal => new Refusal('IncompleteBody', 'The body is not aws-chunked.');

/** `<length in hexadecimal>[;extension]␍␊ bytes ␍␊ … 0␍␊ [name:value␍␊ …] ␍␊` */
const readAwsChunked = (
  body: Buffer,
): { readonly bytes: Buffer; readonly trailers: ReadonlyMap<string, string> } => {
  const chunks: Buffer[] = [];
  let at = 0;
  const line = (): string => {
    const end = body.indexOf(lineEnd, at);
    if (end < 0) throw malformed();
    const text = body.subarray(at, end).toString('latin1');
    at = end + lineEnd.length;
    return text;
  };
  for (;;) {
    const [, length] = /^([0-9a-f]+)(?:;.*)?$/i.exec(line()) ?? [];
    if (length === undefined) throw malformed();
    const size = parseInt(length, 16);
    if (size === 0) break;
    const end = at + size;
    if (!body.subarray(end, end + lineEnd.length).equals(lineEnd)) throw malformed();
    chunks.push(body.subarray(at, end));
    at = end + lineEnd.length;
  }
  const trailers = new Map<string, string>();
  for (let text = line(); text !== ''; text = at < body.length ? line() : '') {
    const colon = text.indexOf(':');
    if (colon < 1) throw malformed();
    trailers.set(text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim());
  }
  return { bytes: Buffer.concat(chunks), trailers };
};
