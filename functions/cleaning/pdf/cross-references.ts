import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { PdfParser } from './parse.ts';
import { countOf, type PdfDictionary, type PdfStream } from './values.ts';

/** Where an object stands: in the file, or as one of several in a stream. */
export type Place =
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'in-stream'; readonly stream: number; readonly index: number }
  | { readonly kind: 'free' };

export type CrossReferences = {
  readonly places: ReadonlyMap<number, Place>;
  readonly trailer: PdfDictionary;
  /** How often the file was saved by adding to its end; 1 for a file written at once. */
  readonly revisions: number;
};

type Section = { readonly trailer: PdfDictionary; readonly places: ReadonlyMap<number, Place> };
export type ReadStreamAt = (offset: number) => { readonly stream: PdfStream; readonly content: Buffer };

const mostSections = 500;
const largestNumber = 8_388_607;
const tailBytes = 2048;
/** Beside a row for each byte of the file: sections that are read again and again have more. */
const fewRows = 10_000;

/**
 * All sections of cross-references (ISO 32000-1 §7.5.4 and §7.5.8), the newest first, as one: what an older one says of
 * an object counts only where no newer one does.
 * @throws {StopCleaning} `broken` for sections in a circle or without end, `too-many-parts`, `encrypted`
 */
export const readCrossReferences = (
  bytes: Buffer,
  readStreamAt: ReadStreamAt,
  cleaning: Cleaning,
): CrossReferences => {
  const objectLimit = cleaning.limits.objects;
  const places = new Map<number, Place>();
  const seen = new Set<number>();
  let newest: PdfDictionary | undefined;
  let rows = 0;
  const add = (offset: number): PdfDictionary => {
    if (seen.has(offset) || seen.size >= mostSections) throw StopCleaning.because('broken');
    seen.add(offset);
    const section = readSection(bytes, offset, readStreamAt, cleaning);
    rows += section.places.size;
    if (rows > bytes.length + fewRows) throw StopCleaning.because('broken');
    cleaning.works(4 * section.places.size);
    for (const [number, place] of section.places) if (!places.has(number)) places.set(number, place);
    if (places.size > objectLimit) throw StopCleaning.refusing('too-many-parts');
    return section.trailer;
  };
  let revisions = 0;
  let next: number | undefined = startOfNewest(bytes, cleaning);
  while (next !== undefined) {
    const trailer = add(next);
    const encryption = trailer.entries.get('Encrypt');
    if (encryption && encryption.kind !== 'null') throw StopCleaning.because('encrypted');
    if (!newest?.entries.has('Root')) newest = trailer;
    revisions++;
    const hybrid = countOf(trailer.entries.get('XRefStm'));
    if (hybrid !== undefined) add(hybrid);
    next = countOf(trailer.entries.get('Prev'));
  }
  if (!newest) throw StopCleaning.because('broken');
  return { places, trailer: newest, revisions };
};

const startOfNewest = (bytes: Buffer, { works }: Cleaning): number => {
  const tailStart = Math.max(0, bytes.length - tailBytes);
  const at = bytes.lastIndexOf('startxref');
  if (at < tailStart) throw StopCleaning.because('broken');
  return new PdfParser(bytes, at + 'startxref'.length, works).unsigned();
};

const readSection = (
  bytes: Buffer,
  offset: number,
  readStreamAt: ReadStreamAt,
  cleaning: Cleaning,
): Section => {
  const parser = new PdfParser(bytes, offset, cleaning.works);
  return parser.word() === 'xref'
    ? readTable(parser, cleaning)
    : readCrossReferenceStream(readStreamAt(offset), cleaning);
};

const readTable = (parser: PdfParser, { limits: { objects: objectLimit }, works }: Cleaning): Section => {
  const places = new Map<number, Place>();
  for (;;) {
    const before = parser.position;
    if (parser.word() === 'trailer') break;
    parser.position = before;
    const first = parser.unsigned();
    const count = parser.unsigned();
    if (places.size + count > objectLimit) throw StopCleaning.refusing('too-many-parts');
    works(16 * count);
    for (let index = 0; index < count; index++) {
      const offset = parser.unsigned();
      parser.unsigned();
      const kind = parser.word();
      if (kind !== 'n' && kind !== 'f') throw StopCleaning.because('broken');
      places.set(first + index, kind === 'n' ? { kind: 'offset', offset } : { kind: 'free' });
    }
  }
  const trailer = parser.value();
  if (trailer.kind !== 'dictionary') throw StopCleaning.because('broken');
  return { trailer, places };
};

type Read = ReturnType<ReadStreamAt>;

const readCrossReferenceStream = ({ stream, content }: Read, { limits, works }: Cleaning): Section => {
  const trailer = stream.dictionary;
  const numbers = (key: string): number[] | undefined => {
    const value = trailer.entries.get(key);
    return value?.kind === 'array' ? value.items.map((item) => countOf(item) ?? NaN) : undefined;
  };
  const [typeBytes, secondBytes, thirdBytes] = numbers('W') ?? [];
  if (
    typeBytes === undefined ||
    secondBytes === undefined ||
    thirdBytes === undefined ||
    ![typeBytes, secondBytes, thirdBytes].every((width) => width >= 0 && width <= 6)
  ) {
    throw StopCleaning.because('broken');
  }
  const rowBytes = typeBytes + secondBytes + thirdBytes;
  const ranges = numbers('Index') ?? [0, countOf(trailer.entries.get('Size')) ?? NaN];
  const places = new Map<number, Place>();
  let row = 0;
  const field = (start: number, width: number): number =>
    width === 0 ? 0 : content.readUIntBE(row * rowBytes + start, width);
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    const [first = NaN, count = NaN] = ranges.slice(range, range + 2);
    if (!(first + count <= largestNumber) || rowBytes === 0) throw StopCleaning.because('broken');
    if (places.size + count > limits.objects) throw StopCleaning.refusing('too-many-parts');
    works(16 * count);
    for (let index = 0; index < count; index++, row++) {
      // A table whose last rows are missing is read as far as it goes.
      if ((row + 1) * rowBytes > content.length) break;
      const type = typeBytes === 0 ? 1 : field(0, typeBytes);
      const second = field(typeBytes, secondBytes);
      const place: Place =
        type === 1
          ? { kind: 'offset', offset: second }
          : type === 2
            ? { kind: 'in-stream', stream: second, index: field(typeBytes + secondBytes, thirdBytes) }
            : { kind: 'free' };
      places.set(first + index, place);
    }
  }
  return { trailer, places };
};
