import { megabyte } from '../kernel/size.ts';

/**
 * Bytes of what one volume holds, before a few kilobytes of its own: an answer of a Lambda function has 6 MB in base64. No
 * volume needs another one to be opened.
 */
export const volumeBytes = 3.5 * megabyte;
/** What each thing in a volume takes beside its bytes: names twice, checksums, what encryption adds, its line in the list. */
const overheadBytes = 512;

/** Something that goes into the volumes. */
export type Packed<Item> = {
  /** Its place in the folder into which all volumes are unpacked. */
  readonly path: string;
  /** Bytes, which may be cut. */
  readonly size: number;
  /** What it takes in a volume at most, where that is less. */
  readonly packedSize?: number;
  readonly item: Item;
};

/** A part of something, from one byte to before another, under the name that it has in its volume. */
export type Piece<Item> = {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly item: Item;
};

const partName = (path: string, part: number): string => `${path}.part${String(part).padStart(2, '0')}`;

const piecesOf = <Item>({
  path,
  size,
  packedSize = size,
  item,
}: Packed<Item>): readonly (Piece<Item> & {
  readonly takes: number;
})[] => {
  const room = volumeBytes - overheadBytes;
  if (packedSize <= room) return [{ path, from: 0, to: size, item, takes: packedSize }];
  return Array.from({ length: Math.ceil(size / room) }, (_, at) => {
    const from = at * room;
    const to = Math.min(size, from + room);
    return { path: partName(path, at + 1), from, to, item, takes: to - from };
  });
};

/** Everything in volumes, in its order. What does not fit one is cut into numbered parts. Nothing: no volume. */
export const volumesOf = <Item>(packed: readonly Packed<Item>[]): readonly (readonly Piece<Item>[])[] => {
  const volumes: Piece<Item>[][] = [];
  let left = 0;
  for (const { takes, ...piece } of packed.flatMap(piecesOf)) {
    const needs = takes + overheadBytes;
    const last = volumes.at(-1);
    if (last && needs <= left) last.push(piece);
    else {
      volumes.push([piece]);
      left = volumeBytes;
    }
    left -= needs;
  }
  return volumes;
};
