import { StopCleaning } from '../stop-cleaning.ts';

/** An element of EBML (RFC 8794 §6), by its place in the file. */
export type Element = {
  readonly id: number;
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
  /** Whether its length was not known when it was written: it ends where what contains it ends, or its like begins. */
  readonly isOpen: boolean;
};

type Charge = (steps: number) => void;

/**
 * The element at `start`, which must end by `end`; cut off at `end` when nothing else is known.
 * @throws {StopCleaning} `broken` when its head ends outside
 */
export const elementAt = (bytes: Buffer, start: number, end: number, works: Charge): Element => {
  works(20);
  const idBytes = lengthOf(bytes, start, end, 4);
  const sizeBytes = lengthOf(bytes, start + idBytes, end, 8);
  const bodyStart = start + idBytes + sizeBytes;
  if (bodyStart > end) throw StopCleaning.because('broken');
  const id = bytes.readUIntBE(start, idBytes);
  let size = (bytes[start + idBytes] ?? 0) & (0xff >>> sizeBytes);
  let isOpen = size === 0xff >>> sizeBytes;
  for (let at = start + idBytes + 1; at < bodyStart; at++) {
    const byte = bytes.readUInt8(at);
    size = size * 256 + byte;
    isOpen &&= byte === 0xff;
  }
  return { id, start, bodyStart, end: isOpen ? end : bodyStart + size, isOpen };
};

/** A number's first byte says by its leading zeros how many follow. */
const lengthOf = (bytes: Buffer, at: number, end: number, most: number): number => {
  const first = at < end ? bytes[at] : undefined;
  const length = first === undefined || first === 0 ? 9 : Math.clz32(first) - 23;
  if (length > most || at + length > end) throw StopCleaning.because('broken');
  return length;
};

/** A number with its marker taken off, as blocks name their track. */
export const readNumber = (bytes: Buffer, at: number, end: number): { value: number; end: number } => {
  const length = lengthOf(bytes, at, end, 8);
  let value = (bytes[at] ?? 0) & (0xff >>> length);
  for (let next = at + 1; next < at + length; next++) value = value * 256 + bytes.readUInt8(next);
  return { value, end: at + length };
};

export const readUnsigned = (bytes: Buffer, { bodyStart, end }: Element): number => {
  let value = 0;
  for (const byte of bytes.subarray(bodyStart, Math.min(end, bodyStart + 8))) value = value * 256 + byte;
  return value;
};

export const segmentId = 0x18538067;
export const clusterId = 0x1f43b675;
export const tracksId = 0x1654ae6b;
export const headId = 0x1a45dfa3;
const topOfSegment = new Set([
  0x114d9b74,
  0x1549a966,
  clusterId,
  0x1c53bb6b,
  tracksId,
  0x1941a469,
  0x1043a770,
  0x1254c367,
]);

/**
 * The elements in a range. One of unknown length (a stream, while it was recorded) ends where the next begins.
 * @throws {StopCleaning} `broken` for an element that ends outside, or has no length where it needs one
 */
export function* elementsIn(
  bytes: Buffer,
  start: number,
  end: number,
  works: Charge,
): Generator<Element, void> {
  let position = start;
  while (position < end) {
    const element = elementAt(bytes, position, end, works);
    if (!element.isOpen) {
      if (element.end > end) throw StopCleaning.because('broken');
      yield element;
      position = element.end;
      continue;
    }
    if (element.id !== segmentId && element.id !== clusterId) throw StopCleaning.because('broken');
    const stop = element.id === segmentId ? end : endOfOpen(bytes, element, end, works);
    yield { ...element, end: stop };
    position = stop;
  }
}

const endOfOpen = (bytes: Buffer, { bodyStart }: Element, end: number, works: Charge): number => {
  let position = bodyStart;
  while (position < end) {
    const inner = elementAt(bytes, position, end, works);
    if (topOfSegment.has(inner.id)) return position;
    if (inner.isOpen || inner.end > end) throw StopCleaning.because('broken');
    position = inner.end;
  }
  return end;
};
