import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { hasPath, isNameOfPicture } from './addresses.ts';
import type { PdfObjects } from './read-objects.ts';
import { findingFor } from './removed-keys.ts';
import { ownEntry, Settling, type Settled } from './settle.ts';
import { commentSubtypes } from './shapes/annotation-shapes.ts';
import type { Shape } from './shapes/shape.ts';
import { StreamContents } from './stream-contents.ts';
import { nameOf, nothing, type PdfDictionary, type PdfStream, type PdfValue } from './values.ts';
import type { PdfWriter } from './write-objects.ts';

type Entries = PdfDictionary['entries'];
type Work = { readonly number: number; readonly settled: Settled };

/** Entries of every stream that say how its bytes are to be read; written again. */
const framing: ReadonlySet<string> = new Set([
  'Length',
  'Filter',
  'DecodeParms',
  'F',
  'FFilter',
  'FDecodeParms',
  'DL',
]);

/**
 * Writes what the catalog reaches, each object as the kind of thing that its place makes it. An object that stands in
 * places of two kinds becomes two.
 * @throws {StopCleaning} `broken` without a catalog or with impossible lengths, `not-understood` for a stream in
 *   another file, `too-many-parts`, `too-many-pages`
 */
export class Rewriting {
  readonly contents: StreamContents;
  private readonly objects: PdfObjects;
  private readonly cleaning: Cleaning;
  private readonly settling: Settling;
  private readonly newNumbers = new Map<string, number>();
  private readonly queue: Work[] = [];
  private pages = 0;
  private contentBytes: number;

  /** Streams that do not overlap are together no longer than the file. */
  constructor(objects: PdfObjects, cleaning: Cleaning, contentBytes: number) {
    this.objects = objects;
    this.cleaning = cleaning;
    this.contentBytes = contentBytes;
    this.settling = new Settling(objects, cleaning);
    this.contents = new StreamContents(objects, cleaning);
  }

  async write(writer: PdfWriter, root: number): Promise<Buffer> {
    const catalog = this.settling.settle({ kind: 'reference', number: root }, 'the catalog');
    if (!catalog) throw StopCleaning.because('broken');
    this.renumber(root, catalog);
    // The queue grows while objects are written: each may be the first to reach others.
    for (const { number, settled } of this.queue) {
      this.cleaning.works(16);
      const object = this.objects.get(number);
      writer.add(
        object.kind === 'stream' ? await this.stream(object, settled) : this.written(object, settled),
      );
    }
    return writer.finish(1);
  }

  private renumber(number: number, settled: Settled): number {
    const key = `${number}:${settled.id}`;
    const known = this.newNumbers.get(key);
    if (known !== undefined) return known;
    if (this.queue.length >= this.cleaning.limits.objects) throw StopCleaning.refusing('too-many-parts');
    this.queue.push({ number, settled });
    this.newNumbers.set(key, this.queue.length);
    return this.queue.length;
  }

  /** The value as it may stand in a place of this shape; `undefined` when it may not. */
  private value(value: PdfValue, shape: Shape): PdfValue | undefined {
    this.cleaning.works(1);
    const settled = this.settling.settle(value, shape);
    if (!settled) return undefined;
    if (value.kind !== 'reference') return this.written(value, settled);
    if (settled.kind === 'constant') return settled.value;
    return { kind: 'reference', number: this.renumber(this.settling.targetOf(value), settled) };
  }

  private written(value: PdfValue, settled: Settled): PdfValue {
    switch (settled.kind) {
      case 'constant':
        return settled.value;
      case 'atom':
        return (settled.name === 'label' || settled.name === 'caption') && value.kind === 'string'
          ? this.label(value, settled.name)
          : this.atom(value, settled);
      case 'list':
        return {
          kind: 'array',
          items: this.items(value, () => settled.of).filter(({ kind }) => kind !== 'null'),
        };
      case 'positions':
        return { kind: 'array', items: this.items(value, () => settled.of) };
      case 'tuple':
        return { kind: 'array', items: this.items(value, (at) => settled.shapes[at]) };
      case 'pairs':
        return { kind: 'array', items: this.pairs(value, settled.of) };
      case 'names':
        return this.dictionary(value, () => settled.of);
      case 'entries':
        return this.table(value, settled);
    }
  }

  private atom(value: PdfValue, settled: Extract<Settled, { kind: 'atom' }>): PdfValue {
    if (settled.name === 'rounded' && value.kind === 'number') return this.rounded(value);
    if (settled.name !== 'file' || value.kind !== 'dictionary') return value;
    // A file specification that is an address of the web (§7.11.5); only the address is kept.
    const address = this.settling.webAddressOf(value);
    return address
      ? {
          kind: 'dictionary',
          entries: new Map([
            ['Type', filespec],
            ['FS', url],
            ['F', address],
          ]),
        }
      : nothing;
  }

  private rounded(value: Extract<PdfValue, { kind: 'number' }>): PdfValue {
    const number = Number(value.text);
    const written = Number(number.toFixed(2));
    if (!Number.isFinite(number) || Math.abs(number) > 1000 || number === written) return value;
    this.cleaning.found('color-profile');
    return { kind: 'number', text: String(written === 0 ? 0 : written) };
  }

  private label(value: Extract<PdfValue, { kind: 'string' }>, name: 'label' | 'caption'): PdfValue {
    this.cleaning.works(8 * value.bytes.length);
    if (!hasPath(value.bytes) && !(name === 'caption' && isNameOfPicture(value.bytes))) return value;
    this.cleaning.found('file-paths');
    return { kind: 'string', bytes: Buffer.alloc(0) };
  }

  private items(value: PdfValue, shapeAt: (index: number) => Shape | undefined): PdfValue[] {
    if (value.kind !== 'array') return [];
    return value.items.map((item, index) => {
      const shape = shapeAt(index);
      const kept = shape === undefined ? undefined : this.value(item, shape);
      if (!kept && !this.settling.isNothing(item)) this.cleaning.found('other-data');
      return kept ?? nothing;
    });
  }

  private pairs(value: PdfValue, shape: Shape): PdfValue[] {
    if (value.kind !== 'array') return [];
    const kept: PdfValue[] = [];
    for (let at = 0; at + 1 < value.items.length; at += 2) {
      const [key, item] = value.items.slice(at, at + 2);
      const newKey = key && this.value(key, ['string', 'number']);
      const newItem = item && this.value(item, shape);
      if (newKey && newItem) kept.push(newKey, newItem);
      else if (item && !this.settling.isNothing(item)) this.cleaning.found('custom-data');
    }
    return kept;
  }

  private table(value: PdfValue, settled: Extract<Settled, { kind: 'entries' }>): PdfDictionary {
    if (settled.name === 'the page' && ++this.pages > this.cleaning.limits.pages) {
      throw StopCleaning.refusing('too-many-pages');
    }
    this.remark(value, settled.name);
    return this.dictionary(value, (key) => ownEntry(settled.entries, key));
  }

  private remark(value: PdfValue, table: string): void {
    if (table === 'the script' || table === 'the submission') this.cleaning.remark('scripts');
    if (table !== 'the comment' || value.kind !== 'dictionary') return;
    const subtype = nameOf(this.objects.resolve(value.entries.get('Subtype')));
    if (commentSubtypes.has(subtype ?? '')) this.cleaning.remark('comments');
  }

  private dictionary(value: PdfValue, shapeOf: (key: string) => Shape | undefined): PdfDictionary {
    const entries: Entries = value.kind === 'dictionary' ? value.entries : new Map<string, PdfValue>();
    const kept = new Map<string, PdfValue>();
    for (const [key, entry] of entries) {
      const shape = shapeOf(key);
      const written = shape === undefined ? undefined : this.value(entry, shape);
      if (written && written.kind !== 'null') kept.set(key, written);
      else if (!written && !this.settling.isNothing(entry)) {
        this.cleaning.found(this.settling.isSignature(entry) ? 'signature' : findingFor(key, shape));
      }
    }
    return { kind: 'dictionary', entries: kept };
  }

  private async stream(stream: PdfStream, settled: Settled): Promise<PdfValue> {
    if (settled.kind !== 'entries' || settled.content === undefined) return nothing;
    const { entries } = stream.dictionary;
    // The content would be in another file.
    if (!this.settling.isNothing(entries.get('F') ?? nothing)) throw StopCleaning.because('not-understood');
    this.contentBytes -= stream.content.length;
    if (this.contentBytes < 0) throw StopCleaning.because('broken');
    const own: PdfDictionary = {
      kind: 'dictionary',
      entries: new Map([...entries].filter(([key]) => !framing.has(key))),
    };
    const dictionary = this.dictionary(own, (key) => ownEntry(settled.entries, key));
    const { filters, content } = await this.contents.cleaned(stream, settled.content);
    const written = new Map(dictionary.entries);
    if (filters.length > 0) {
      const [only] = filters;
      const names = filters.map(({ name }): PdfValue => ({ kind: 'name', name }));
      const parameters = filters.map(
        ({ parameters }) => this.value(parameters, 'the filter parameters') ?? nothing,
      );
      const isSingle = filters.length === 1 && only !== undefined;
      written.set('Filter', isSingle ? { kind: 'name', name: only.name } : { kind: 'array', items: names });
      if (parameters.some(({ kind }) => kind !== 'null')) {
        written.set(
          'DecodeParms',
          isSingle ? (parameters[0] ?? nothing) : { kind: 'array', items: parameters },
        );
      }
    }
    return { kind: 'stream', dictionary: { kind: 'dictionary', entries: written }, content };
  }
}

const filespec: PdfValue = { kind: 'name', name: 'Filespec' };
const url: PdfValue = { kind: 'name', name: 'URL' };
