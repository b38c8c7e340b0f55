import { inflateSync } from 'node:zlib';
import { StopCleaning } from '../stop-cleaning.ts';
import { countOf, nameOf, type PdfStream, type PdfValue } from './values.ts';

/** The names of a stream's filters, in the order in which they are undone. */
export const filtersOf = (stream: PdfStream): readonly string[] => {
  const { entries } = stream.dictionary;
  const filter = entries.get('Filter');
  if (filter === undefined || filter.kind === 'null') return [];
  const names = filter.kind === 'array' ? filter.items.map(nameOf) : [nameOf(filter)];
  if (names.some((name) => name === undefined)) throw StopCleaning.because('not-understood');
  return names.filter((name) => name !== undefined);
};

/** The content of a stream that holds the file's structure: packed with Flate at most, rows perhaps predicted. */
export const structureOf = (stream: PdfStream, unpackedLimit: number): Buffer => {
  const filters = filtersOf(stream);
  if (filters.length === 0) return stream.content;
  const parameters = stream.dictionary.entries.get('DecodeParms');
  const [own] = parameters?.kind === 'array' ? parameters.items : [parameters];
  if (filters.length > 1 || filters[0] !== 'FlateDecode') throw StopCleaning.because('not-understood');
  return withoutPrediction(inflate(stream.content, unpackedLimit), own);
};

/** Undoes Flate; stops with `refused` rather than unpack more than the limit. */
export const inflate = (packed: Buffer, unpackedLimit: number): Buffer => {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, unpackedLimit) });
  } catch (reason) {
    const isTooLarge = reason instanceof Error && 'code' in reason && reason.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? StopCleaning.refusing('unpacks-too-large') : StopCleaning.because('broken');
  }
};

const longestRow = 65_536;

/** Predictors of PNG (ISO 32000-1 §7.4.4.4): each row says how it was made from the one above. */
const withoutPrediction = (content: Buffer, parameters: PdfValue | undefined): Buffer => {
  if (parameters?.kind !== 'dictionary') return content;
  const { entries } = parameters;
  const predictor = countOf(entries.get('Predictor')) ?? 1;
  if (predictor === 1) return content;
  const columns = countOf(entries.get('Columns')) ?? 1;
  const isBytes =
    (countOf(entries.get('Colors')) ?? 1) === 1 && (countOf(entries.get('BitsPerComponent')) ?? 8) === 8;
  if (predictor < 10 || !isBytes || columns < 1 || columns > longestRow)
    throw StopCleaning.because('not-understood');
  const rows = Math.floor(content.length / (columns + 1));
  const plain = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row++) {
    const kind = content.readUInt8(row * (columns + 1));
    if (kind > 4) throw StopCleaning.because('broken');
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const left = column > 0 ? (plain[at - 1] ?? 0) : 0;
      const above = row > 0 ? (plain[at - columns] ?? 0) : 0;
      const corner = row > 0 && column > 0 ? (plain[at - columns - 1] ?? 0) : 0;
      plain[at] = (content[row * (columns + 1) + 1 + column] ?? 0) + predicted(kind, left, above, corner);
    }
  }
  return plain;
};

const predicted = (kind: number, left: number, above: number, corner: number): number => {
  if (kind === 1) return left;
  if (kind === 2) return above;
  if (kind === 3) return (left + above) >> 1;
  if (kind === 0) return 0;
  const estimate = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(estimate - value));
  if (toLeft === undefined || toAbove === undefined || toCorner === undefined) return 0;
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
};

/** Base 85 as §7.4.3 has it, ended by `~>`. */
export const fromAscii85 = (text: Buffer): Buffer => {
  const end = text.indexOf('~');
  const digits = end === -1 ? text : text.subarray(0, end);
  const zeros = digits.reduce((sum, byte) => sum + (byte === fourZeros ? 1 : 0), 0);
  const bytes = Buffer.alloc(4 * zeros + Math.ceil((digits.length - zeros) / 5) * 4);
  let length = 0;
  let value = 0;
  let count = 0;
  for (const digit of digits) {
    if (digit === fourZeros && count === 0) length += 4;
    else if (digit >= 0x21 && digit <= 0x75) {
      value = value * 85 + digit - 0x21;
      if (++count < 5) continue;
      bytes.writeUInt32BE(value, length);
      length += 4;
      value = 0;
      count = 0;
    } else if (digit > 0x20) throw StopCleaning.because('broken');
  }
  if (count > 1) {
    // A group of fewer digits is filled up with the largest, and gives one byte less than it has digits.
    for (let missing = count; missing < 5; missing++) value = value * 85 + 84;
    bytes.writeUInt32BE(value, length);
    length += count - 1;
  }
  return bytes.subarray(0, length);
};

const fourZeros = 0x7a;
