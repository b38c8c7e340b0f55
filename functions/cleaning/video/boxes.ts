import { slice } from '../bytes.ts';
import { StopCleaning } from '../stop-cleaning.ts';

/** A box of ISO/IEC 14496-12 §4.2 (an atom of QuickTime), by its place in the file. */
export type Box = {
  readonly type: string;
  readonly start: number;
  /** Where its content begins. */
  readonly bodyStart: number;
  readonly end: number;
};

const headBytes = 8;
const longHeadBytes = 16;
/** In one list. Together with the cleaning's charge for each, a film of nothing but boxes stays small in memory. */
const mostBoxes = 200_000;

type Charge = (steps: number) => void;
const free: Charge = () => undefined;

/**
 * The boxes from `start` up to `end`; what is left over behind the last one is too short to be a box. Each is charged
 * before it is made.
 * @throws {StopCleaning} `broken` for a box that ends outside, or too many of them
 */
export const boxesIn = (
  bytes: Buffer,
  start: number,
  end: number,
  works: Charge = free,
): { boxes: Box[]; restStart: number } => {
  const boxes: Box[] = [];
  let position = start;
  while (position + headBytes <= end) {
    works(60);
    const size = bytes.readUInt32BE(position);
    // QuickTime ends some lists with four zero bytes.
    if (size === 0 && position > start && end - position < 16) break;
    const isLong = size === 1;
    const length =
      size === 0
        ? end - position
        : isLong
          ? Number(slice(bytes, position + headBytes, position + longHeadBytes).readBigUInt64BE())
          : size;
    const bodyStart = position + (isLong ? longHeadBytes : headBytes);
    if (position + length > end || bodyStart > position + length || boxes.length >= mostBoxes) {
      throw StopCleaning.because('broken');
    }
    boxes.push({
      type: bytes.toString('latin1', position + 4, position + 8),
      start: position,
      bodyStart,
      end: position + length,
    });
    position += length;
  }
  return { boxes, restStart: position };
};

/** The first box of a type among the content of another, found by a way of types. */
export const findBox = (
  bytes: Buffer,
  parent: Box,
  way: readonly string[],
  works?: Charge,
): Box | undefined => {
  const [type, ...rest] = way;
  const found = boxesIn(bytes, parent.bodyStart, parent.end, works).boxes.find((box) => box.type === type);
  return !found || rest.length === 0 ? found : findBox(bytes, found, rest, works);
};
