import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import type { CrossReferences, Place } from './cross-references.ts';
import { PdfParser } from './parse.ts';
import { nameOf, type PdfDictionary } from './values.ts';

type Places = Map<number, Place>;
/** Names what an object stream holds, in its order, when objects are where these places say. */
export type ListObjects = (streamNumber: number, places: Places) => readonly number[];

/**
 * Cross-references found by looking for objects, as readers do where the file's own are damaged: of objects of one
 * number the last counts.
 * @throws {StopCleaning} `encrypted`, `too-many-parts`, `broken` without a trailer
 */
export const recoverReferences = (
  bytes: Buffer,
  cleaning: Cleaning,
  listObjects: ListObjects,
): CrossReferences => {
  const reading = new Reading(bytes, cleaning);
  const offsets = objectsIn(bytes, cleaning);
  const places: Places = new Map(
    [...offsets].map(([number, offset]) => [number, { kind: 'offset', offset }] as const),
  );
  let root = reading.lastTrailer();
  let said: PdfDictionary | undefined;
  for (const [number, offset] of [...offsets].sort(([, one], [, other]) => one - other)) {
    const dictionary = reading.objectAt(offset);
    const type = nameOf(dictionary?.entries.get('Type'));
    if (dictionary && type === 'XRef') {
      if (dictionary.entries.has('Encrypt')) throw StopCleaning.because('encrypted');
      said = dictionary;
    } else if (type === 'Catalog') {
      root ??= { kind: 'dictionary', entries: new Map([['Root', { kind: 'reference', number }]]) };
    } else if (type === 'ObjStm') {
      listObjects(number, places).forEach((inside, index) => {
        if ((offsets.get(inside) ?? 0) < offset)
          places.set(inside, { kind: 'in-stream', stream: number, index });
      });
      if (places.size > cleaning.limits.objects) throw StopCleaning.refusing('too-many-parts');
    }
  }
  const trailer = root ?? said;
  if (!trailer) throw StopCleaning.because('broken');
  return { places, trailer, revisions: 1 };
};

const objectsIn = (bytes: Buffer, cleaning: Cleaning): Map<number, number> => {
  cleaning.works(bytes.length);
  const offsets = new Map<number, number>();
  for (let at = bytes.indexOf('obj'); at !== -1; at = bytes.indexOf('obj', at + 3)) {
    cleaning.works(16);
    const start = startOfObject(bytes, at);
    if (start) offsets.set(start.number, start.offset);
    if (offsets.size > cleaning.limits.objects) throw StopCleaning.refusing('too-many-parts');
  }
  return offsets;
};

const longestHead = 32;

/** `12 0 obj`, of which the last word stands at `at`. */
const startOfObject = (bytes: Buffer, at: number): { number: number; offset: number } | undefined => {
  const from = Math.max(0, at - longestHead);
  const head = /(?:^|[^\d])(\d{1,10})[\0\s]{1,4}\d{1,5}[\0\s]{0,4}$/.exec(bytes.toString('latin1', from, at));
  const [whole, digits] = head ?? [];
  if (head === null || whole === undefined || digits === undefined) return undefined;
  return { number: Number(digits), offset: from + head.index + whole.indexOf(digits) };
};

const mostTrailers = 500;
const mostReadings = 4;

/** Reads dictionaries where they may be, all together not much more than the file. */
class Reading {
  private readonly bytes: Buffer;
  private readonly cleaning: Cleaning;
  private left: number;

  constructor(bytes: Buffer, cleaning: Cleaning) {
    this.bytes = bytes;
    this.cleaning = cleaning;
    this.left = mostReadings * bytes.length;
  }

  objectAt(offset: number): PdfDictionary | undefined {
    const parser = new PdfParser(this.bytes, offset, this.cleaning.works);
    parser.unsigned();
    parser.unsigned();
    parser.word();
    return this.dictionary(parser);
  }

  lastTrailer(): PdfDictionary | undefined {
    let at = this.bytes.lastIndexOf('trailer');
    for (let tried = 0; at !== -1 && tried < mostTrailers; tried++) {
      const trailer = this.dictionary(new PdfParser(this.bytes, at + 'trailer'.length, this.cleaning.works));
      const encryption = trailer?.entries.get('Encrypt');
      if (encryption && encryption.kind !== 'null') throw StopCleaning.because('encrypted');
      if (trailer?.entries.get('Root')?.kind === 'reference') return trailer;
      at = at === 0 ? -1 : this.bytes.lastIndexOf('trailer', at - 1);
    }
    return undefined;
  }

  /** `undefined` for what can't be read; who needs it will say so. */
  private dictionary(parser: PdfParser): PdfDictionary | undefined {
    if (this.left < 0) throw StopCleaning.because('broken');
    const start = parser.position;
    try {
      const value = parser.value();
      return value.kind === 'dictionary' ? value : undefined;
    } catch (reason) {
      if (reason instanceof StopCleaning && reason.outcome.why === 'broken') return undefined;
      throw reason;
    } finally {
      this.left -= parser.position - start;
    }
  }
}
