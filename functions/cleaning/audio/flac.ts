import { hasAt, slice } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { checkPieces, StopCleaning } from '../stop-cleaning.ts';
import { withoutTags } from './tags.ts';

// Kinds of metadata blocks, RFC 9639 §8.1.
const streamInfo = 0;
const seekTable = 3;
const removedBlocks: ReadonlyMap<number, Finding | undefined> = new Map<number, Finding | undefined>([
  [1, undefined],
  [2, 'other-data'],
  [4, 'tags'],
  [5, 'tags'],
  [6, 'cover-picture'],
]);

/**
 * The stream's own numbers and the sound; comments, pictures, padding and what applications have put in go.
 * @throws {StopCleaning} `broken` when a block or the first frame is not where it must be, `not-understood` for an
 *   unknown block
 */
export const cleanFlac = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const file = withoutTags(bytes, cleaning);
  if (!hasAt(file, 0, 'fLaC')) throw StopCleaning.because('broken');
  const kept: { readonly type: number; readonly lengthAndBody: Buffer }[] = [];
  let position = 4;
  let isLast = false;
  for (let blocks = 1; !isLast; blocks++) {
    checkPieces(blocks);
    cleaning.works(20);
    const head = slice(file, position, position + 4).readUInt32BE();
    const end = position + 4 + (head & 0xff_ffff);
    const type = (head >>> 24) & 0x7f;
    isLast = head >>> 31 === 1;
    const lengthAndBody = slice(file, position + 1, end);
    if ((type === streamInfo) !== (position === 4)) throw StopCleaning.because('broken');
    if (type === streamInfo || type === seekTable) kept.push({ type, lengthAndBody });
    else if (removedBlocks.has(type)) {
      const finding = removedBlocks.get(type);
      if (finding) cleaning.found(finding);
      else if (lengthAndBody.subarray(3).some((byte) => byte !== 0)) cleaning.found('other-data');
    } else throw StopCleaning.because('not-understood');
    position = end;
  }
  const sound = file.subarray(position);
  // Every frame begins with 14 bits of one sync code (§9.1).
  if (sound.length < 2 || sound.readUInt16BE() >>> 2 !== 0x3ffe) throw StopCleaning.because('broken');
  const written = kept.flatMap(({ type, lengthAndBody }, index) => [
    Buffer.from([type | (index === kept.length - 1 ? 0x80 : 0)]),
    lengthAndBody,
  ]);
  return Buffer.concat([Buffer.from('fLaC'), ...written, sound]);
};
