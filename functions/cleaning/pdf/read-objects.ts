import { slice } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { readCrossReferences, type CrossReferences, type ReadStreamAt } from './cross-references.ts';
import { filtersOf, undoFilters } from './filters.ts';
import { PdfParser } from './parse.ts';
import { recoverReferences } from './recover-references.ts';
import { countOf, nameOf, nothing, type PdfReference, type PdfStream, type PdfValue } from './values.ts';

type ObjectStream = {
  readonly content: Buffer;
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
};

/** Objects may share bytes in a file that was made to; reading more than this many times the file stops. */
const mostReadings = 24;
const fewBytes = 65_536;
const longestChain = 8;

/**
 * A PDF's current objects by their numbers, read when asked for.
 * @throws {StopCleaning} `broken` for what is not where it is said to be, `encrypted`, `too-many-parts`,
 *   `not-understood` when it is read over and over
 */
export class PdfObjects {
  readonly references: CrossReferences;
  /** Of a file that is damaged, every object that is asked for must be there. */
  private readonly isRecovered: boolean;
  private readonly bytes: Buffer;
  private readonly cleaning: Cleaning;
  private readonly objectStreams = new Map<number, ObjectStream>();
  /** Empty as long as cross-references are read, which need nothing that they say. */
  private places: CrossReferences['places'] = new Map();
  private readonly targets = new Map<number, number>();
  private readonly nothings = new Set<number>();
  private last: { readonly number: number; readonly value: PdfValue } | undefined;
  private unpackedBytes = 0;
  private bytesRead = 0;
  private valuesRead = 0;

  /** `bytes` begin with the header `%PDF-`: offsets count from there. */
  constructor(bytes: Buffer, cleaning: Cleaning, way: 'as-said' | 'recovered' = 'as-said') {
    this.bytes = bytes;
    this.cleaning = cleaning;
    this.isRecovered = way === 'recovered';
    if (this.isRecovered) {
      this.references = recoverReferences(bytes, cleaning, (number, places) => {
        this.places = places;
        return this.objectStream(number).numbers;
      });
      this.places = this.references.places;
      return;
    }
    const readStreamAt = (offset: number) => {
      const stream = this.valueAt(offset, undefined);
      if (stream.kind !== 'stream') throw StopCleaning.because('broken');
      return { stream, content: this.unpack(stream) };
    };
    this.references = this.readReferences(readStreamAt);
    this.places = this.references.places;
  }

  /** The cross-references of an encrypted file may be damaged too; that it is encrypted is what helps to know. */
  private readReferences(readStreamAt: ReadStreamAt): CrossReferences {
    try {
      return readCrossReferences(this.bytes, readStreamAt, this.cleaning);
    } catch (reason) {
      this.cleaning.works(this.bytes.length);
      if (reason instanceof StopCleaning && reason.outcome.why === 'broken' && this.mentionsEncryption()) {
        throw StopCleaning.because('encrypted');
      }
      throw reason;
    }
  }

  private mentionsEncryption(): boolean {
    const at = this.bytes.lastIndexOf('/Encrypt');
    return at !== -1 && /^\/Encrypt\s{0,4}(<<|\d{1,10}\s)/.test(this.bytes.toString('latin1', at, at + 32));
  }

  /** `null` for an object that is free or was never there (ISO 32000-2 §7.3.10). The last one read is kept. */
  get(number: number): PdfValue {
    if (this.last?.number === number) return this.last.value;
    const value = this.read(number);
    this.last = { number, value };
    return value;
  }

  private read(number: number): PdfValue {
    const place = this.places.get(number);
    if (!place && this.isRecovered) throw StopCleaning.because('broken');
    if (!place || place.kind === 'free') return nothing;
    if (place.kind === 'offset') return place.offset === 0 ? nothing : this.valueAt(place.offset, number);
    return this.valueInStream(place.stream, place.index, number);
  }

  readonly resolve = (value: PdfValue | undefined): PdfValue =>
    value?.kind === 'reference' ? this.get(this.targetOf(value)) : (value ?? nothing);

  /** The number of the object at the end of a chain of references; none is longer than a few in any sound file. */
  targetOf(reference: PdfReference): number {
    const known = this.targets.get(reference.number);
    if (known !== undefined) return known;
    let number = reference.number;
    for (let step = 0; step < longestChain; step++) {
      const found = this.get(number);
      if (found.kind !== 'reference') break;
      number = found.number;
    }
    if (this.get(number).kind === 'reference') throw StopCleaning.because('broken');
    this.targets.set(reference.number, number);
    if (this.get(number).kind === 'null') this.nothings.add(reference.number);
    return number;
  }

  isNothing(reference: PdfReference): boolean {
    this.targetOf(reference);
    return this.nothings.has(reference.number);
  }

  private unpack(stream: PdfStream): Buffer {
    // What says where objects are must not need them to be read.
    const direct = (value: PdfValue | undefined): PdfValue =>
      value?.kind === 'reference' ? nothing : (value ?? nothing);
    const content = undoFilters(stream.content, filtersOf(stream, direct), direct, this.cleaning);
    this.cleaning.unpacks(content.length);
    this.unpackedBytes += content.length;
    return content;
  }

  private count(bytes: number, values = 0): void {
    this.bytesRead += bytes;
    this.valuesRead += values;
    if (this.valuesRead > this.cleaning.limits.values) throw StopCleaning.refusing('too-many-parts');
    if (this.bytesRead > (this.bytes.length + this.unpackedBytes) * mostReadings + fewBytes) {
      throw StopCleaning.because('not-understood');
    }
  }

  /** The object at an offset must be the one that was looked for: no two numbers share one. */
  private valueAt(offset: number, number: number | undefined): PdfValue {
    if (offset >= this.bytes.length) throw StopCleaning.because('broken');
    const parser = new PdfParser(this.bytes, offset, this.cleaning.works);
    const found = parser.unsigned();
    if (number !== undefined && found !== number) throw StopCleaning.because('broken');
    parser.unsigned();
    parser.expect('obj');
    const value = parser.value();
    const afterValue = parser.position;
    this.count(afterValue - offset, parser.values);
    if (value.kind !== 'dictionary' || parser.word() !== 'stream') return value;
    const start = this.startOfContent(parser.position);
    return { kind: 'stream', dictionary: value, content: this.contentAt(start, value.entries.get('Length')) };
  }

  /** `stream` is followed by a line feed, or by a carriage return and a line feed (§7.3.8.1). */
  private startOfContent(position: number): number {
    if (this.bytes[position] === 0x0d && this.bytes[position + 1] === 0x0a) return position + 2;
    return this.bytes[position] === 0x0a || this.bytes[position] === 0x0d ? position + 1 : position;
  }

  private contentAt(start: number, length: PdfValue | undefined): Buffer {
    const declared = countOf(length?.kind === 'reference' ? this.lengthOf(length.number) : length);
    if (declared !== undefined && start + declared <= this.bytes.length) {
      if (this.isEndAt(start + declared)) return this.bytes.subarray(start, start + declared);
    }
    // A wrong length is common enough that every reader looks for the end itself.
    const end = this.bytes.indexOf('endstream', start);
    this.cleaning.works((end === -1 ? this.bytes.length : end) - start);
    if (end === -1) throw StopCleaning.because('broken');
    this.count(end - start);
    const lineEnd =
      this.bytes[end - 1] === 0x0a
        ? this.bytes[end - 2] === 0x0d
          ? 2
          : 1
        : this.bytes[end - 1] === 0x0d
          ? 1
          : 0;
    return slice(this.bytes, start, Math.max(start, end - lineEnd));
  }

  private isEndAt(position: number): boolean {
    const tail = this.bytes.toString('latin1', position, position + 32);
    return /^[\0\s]{0,8}endstream/.test(tail);
  }

  /** A length must not need another stream to be read. */
  private lengthOf(number: number): PdfValue {
    const place = this.places.get(number);
    if (place?.kind === 'in-stream') return this.get(number);
    if (place?.kind !== 'offset') return nothing;
    const parser = new PdfParser(this.bytes, place.offset, this.cleaning.works);
    parser.unsigned();
    parser.unsigned();
    parser.expect('obj');
    return { kind: 'number', text: String(parser.unsigned()) };
  }

  private valueInStream(streamNumber: number, index: number, number: number): PdfValue {
    const { content, numbers, offsets } = this.objectStream(streamNumber);
    const offset = offsets[index];
    if (numbers[index] !== number || offset === undefined) throw StopCleaning.because('broken');
    const parser = new PdfParser(content, offset, this.cleaning.works);
    const value = parser.value();
    this.count(parser.position - offset, parser.values);
    return value;
  }

  /** §7.5.7: pairs of a number and an offset, then the objects. */
  private objectStream(number: number): ObjectStream {
    const known = this.objectStreams.get(number);
    if (known) return known;
    if (this.places.get(number)?.kind !== 'offset') throw StopCleaning.because('broken');
    const stream = this.get(number);
    if (stream.kind !== 'stream' || nameOf(stream.dictionary.entries.get('Type')) !== 'ObjStm') {
      throw StopCleaning.because('broken');
    }
    const count = countOf(stream.dictionary.entries.get('N'));
    const first = countOf(stream.dictionary.entries.get('First'));
    if (count === undefined || first === undefined) throw StopCleaning.because('broken');
    const content = this.unpack(stream);
    const parser = new PdfParser(content, 0, this.cleaning.works);
    const numbers: number[] = [];
    const offsets: number[] = [];
    if (count > this.cleaning.limits.objects) throw StopCleaning.refusing('too-many-parts');
    this.count(0, 2 * count);
    this.cleaning.works(2 * count);
    for (let index = 0; index < count; index++) {
      numbers.push(parser.unsigned());
      offsets.push(first + parser.unsigned());
    }
    const read = { content, numbers, offsets };
    this.objectStreams.set(number, read);
    return read;
  }
}
