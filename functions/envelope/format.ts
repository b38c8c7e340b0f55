/**
 * The byte layouts of everything that is sealed. `seal.ts` and `open.ts` share only this file.
 *
 * Sealed bytes: version (1) ‖ suite (1) ‖ nonce (12) ‖ ciphertext ‖ tag (16).
 * Authenticated data: version ‖ suite ‖ each part of the context with its length in front.
 */
export const headerBytes = 2;
export const nonceBytes = 12;
export const tagBytes = 16;

/** Version 1, suite 1: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. */
export const header: Uint8Array = Uint8Array.of(1, 1);

const kilobyte = 1024;
const largestPower = 64 * kilobyte;
const lengthBytes = 4;

const unsigned32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(lengthBytes);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Each part with its length (32 bits, big endian) in front, so that no two lists of parts encode alike. */
export const lengthPrefixed = (parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === 'string' ? utf8(part) : part;
      return [unsigned32(bytes.length), bytes];
    }),
  );

/** The inverse of `lengthPrefixed`; `undefined` when the lengths do not add up. */
export const splitLengthPrefixed = (bytes: Uint8Array): Uint8Array[] | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (offset + lengthBytes > bytes.length) return undefined;
    const end = offset + lengthBytes + view.getUint32(offset);
    if (end > bytes.length) return undefined;
    parts.push(bytes.subarray(offset + lengthBytes, end));
    offset = end;
  }
  return parts;
};

/** Where a sealed record stands. A record moved to another row, revision or case does not open. */
export type ContentPlace = {
  readonly caseId: string;
  readonly thread: string;
  /** `entry`, `summary`, `audit`, or a kind of record. */
  readonly kind: string;
  readonly id: string;
  readonly revision: number;
};

export type SealingContext = readonly [label: string, ...parts: string[]];

export const contentContext = (place: ContentPlace): SealingContext => [
  'conductline content',
  place.caseId,
  place.thread,
  place.kind,
  place.id,
  String(place.revision),
];
export const doorContext = (caseId: string, thread: string): SealingContext => [
  'conductline door',
  caseId,
  thread,
];
export const handleContext: SealingContext = ['conductline handle'];
export const draftContext: SealingContext = ['conductline draft'];
export const passContext = (purpose: string): SealingContext => ['conductline pass', purpose];
export const wordCheckContext: SealingContext = ['conductline word check'];
/** The thread key behind the address that replies by mail come to. */
export const mailDoorContext = (caseId: string): SealingContext => ['conductline mail door', caseId];
/** The reply handle of the last case of an address in an hour. */
export const mailCountContext = (mark: string): SealingContext => ['conductline mail count', mark];
/** A row of the statistics: bound to its place, and to no case. */
export const statisticContext = (place: {
  readonly channel: string;
  readonly epoch: number;
  readonly month: string;
  readonly id: string;
}): SealingContext => ['conductline statistic', place.channel, String(place.epoch), place.month, place.id];
export const cursorContext = (memberId: string): SealingContext => ['conductline cursor', memberId];

export const associatedData = (context: SealingContext): Uint8Array =>
  Buffer.concat([header, lengthPrefixed(context)]);

/** What a record sealed to a key ring is bound to; the `info` of RFC 9180 §5.1. */
export type RingPlace = {
  readonly caseId: string;
  readonly part: string;
  readonly purpose: 'reports' | 'briefs' | 'identity' | 'register' | 'match' | 'hold' | 'mail' | 'mail-marks';
  readonly channel: string;
  readonly epoch: number;
};

export const ringInfo = (place: RingPlace): Uint8Array =>
  associatedData([
    'conductline ring',
    place.caseId,
    place.part,
    place.purpose,
    place.channel,
    String(place.epoch),
  ]);

/** The size a plaintext of `length` bytes is padded to: powers of two to 64 KB, then multiples of 64 KB. */
export const paddedLength = (length: number): number => {
  const needed = length + lengthBytes;
  if (needed > largestPower) return Math.ceil(needed / largestPower) * largestPower;
  let size = kilobyte;
  while (size < needed) size *= 2;
  return size;
};

/** Length (32 bits) ‖ plaintext ‖ zeros. */
export const pad = (plaintext: Uint8Array): Uint8Array => filled(plaintext, paddedLength(plaintext.length));

const filled = (plaintext: Uint8Array, size: number): Uint8Array => {
  const padded = new Uint8Array(size);
  padded.set(unsigned32(plaintext.length));
  padded.set(plaintext, lengthBytes);
  return padded;
};

/** The size of whatever is padded for one limit: the length and as many bytes as the limit allows. */
export const sizeForLimit = (limitBytes: number): number => limitBytes + lengthBytes;

/**
 * Padded to one size whatever it holds: not even that there is nothing shows.
 * @throws {RangeError} when the plaintext is longer than the limit
 */
export const padToLimit = (plaintext: Uint8Array, limitBytes: number): Uint8Array => {
  if (plaintext.length > limitBytes) throw new RangeError('The plaintext is longer than its limit.');
  return filled(plaintext, sizeForLimit(limitBytes));
};

/** The inverse of `pad`; `undefined` when the padding is not what `pad` makes. */
export const unpad = (padded: Uint8Array): Uint8Array | undefined => {
  const length = lengthOf(padded);
  return length !== undefined && paddedLength(length) === padded.length ? content(padded, length) : undefined;
};

/** The inverse of `padToLimit`; `undefined` when the padding is not what it makes for this limit. */
export const unpadFromLimit = (padded: Uint8Array, limitBytes: number): Uint8Array | undefined => {
  const length = lengthOf(padded);
  return length !== undefined && length <= limitBytes && padded.length === sizeForLimit(limitBytes)
    ? content(padded, length)
    : undefined;
};

const lengthOf = (padded: Uint8Array): number | undefined =>
  padded.length < lengthBytes
    ? undefined
    : new DataView(padded.buffer, padded.byteOffset, padded.byteLength).getUint32(0);

const content = (padded: Uint8Array, length: number): Uint8Array | undefined => {
  const end = lengthBytes + length;
  return padded.subarray(end).every((byte) => byte === 0) ? padded.subarray(lengthBytes, end) : undefined;
};
