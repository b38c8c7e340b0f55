import { fourCharacters, slice, unsigned32LittleEndian } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { checkPieces, StopCleaning } from '../stop-cleaning.ts';

const keptChunks: ReadonlySet<string> = new Set(['fmt ', 'fact', 'data']);
const chunkFindings: Readonly<Record<string, Finding>> = {
  LIST: 'tags',
  'id3 ': 'tags',
  'ID3 ': 'tags',
  bext: 'author',
  iXML: 'author',
  axml: 'author',
  _PMX: 'xmp',
  cart: 'author',
};

/** A WAVE file of its format, its number of samples and its sound. */
export const cleanWav = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const end = 8 + bytes.readUInt32LE(4);
  if (end < bytes.length) cleaning.found('trailing-bytes');
  const kept: Buffer[] = [];
  let hasSound = false;
  let position = 12;
  const content = slice(bytes, 0, end);
  for (let chunks = 1; position + 8 <= content.length; chunks++) {
    checkPieces(chunks);
    const type = fourCharacters(content, position);
    const length = content.readUInt32LE(position + 4);
    const body = slice(content, position + 8, position + 8 + length);
    position += 8 + length + (length % 2);
    if (!keptChunks.has(type)) {
      cleaning.found(chunkFindings[type] ?? 'other-data');
      continue;
    }
    if (type === 'data') hasSound = true;
    kept.push(Buffer.from(type), unsigned32LittleEndian(length), body, Buffer.alloc(length % 2));
  }
  if (!hasSound) throw StopCleaning.because('broken');
  const size = kept.reduce((sum, part) => sum + part.length, 4);
  return Buffer.concat([Buffer.from('RIFF'), unsigned32LittleEndian(size), Buffer.from('WAVE'), ...kept]);
};
