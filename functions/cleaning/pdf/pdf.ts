import type { Cleaning } from '../cleaning.ts';
import { boxesIn } from '../video/boxes.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { isRemovedDictionary, keptEntries } from './dictionary-rules.ts';
import { filtersOf, fromAscii85, inflate } from './filters.ts';
import { PdfObjects } from './read-objects.ts';
import { nameOf, nothing, type PdfDictionary, type PdfStream, type PdfValue } from './values.ts';
import { PdfWriter } from './write-objects.ts';

/**
 * A PDF written anew from the objects that its pages reach today, numbered in the order in which they are met: nothing
 * of earlier revisions, no information dictionary, no XMP, no attached files, no signatures. Pictures in JPEG and
 * JPEG 2000 are cleaned; what pages draw is copied.
 */
export const cleanPdf = async (bytes: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  const start = bytes.subarray(0, 1024).indexOf('%PDF-');
  if (start > 0) cleaning.found('other-data');
  const file = bytes.subarray(start);
  const objects = new PdfObjects(file, cleaning);
  const { trailer, revisions } = objects.references;
  noteInformation(objects, cleaning);
  const isLinearized = file.subarray(0, 1024).includes('/Linearized');
  if (revisions > (isLinearized ? 2 : 1)) cleaning.found('edit-history');
  const root = trailer.entries.get('Root');
  if (root?.kind !== 'reference') throw StopCleaning.because('broken');
  const catalog = objects.resolve(root);
  if (catalog.kind !== 'dictionary' || nameOf(catalog.entries.get('Type')) === 'Sig') {
    throw StopCleaning.because('broken');
  }
  if (objects.resolve(catalog.entries.get('Pages')).kind !== 'dictionary')
    throw StopCleaning.because('broken');
  const version = /^%PDF-([12]\.\d)/.exec(file.toString('latin1', 0, 8))?.[1] ?? '1.7';
  const rewriting = new Rewriting(objects, cleaning, file.length);
  return rewriting.write(new PdfWriter(version), root.number);
};

const informationFindings = [
  ['Title', 'title-and-keywords'],
  ['Subject', 'title-and-keywords'],
  ['Keywords', 'title-and-keywords'],
  ['Author', 'author'],
  ['Creator', 'software'],
  ['Producer', 'software'],
  ['CreationDate', 'dates'],
  ['ModDate', 'dates'],
] as const;

const noteInformation = (objects: PdfObjects, cleaning: Cleaning): void => {
  const information = objects.resolve(objects.references.trailer.entries.get('Info'));
  if (information.kind !== 'dictionary') return;
  cleaning.found('document-properties');
  for (const [key, finding] of informationFindings) if (information.entries.has(key)) cleaning.found(finding);
};

class Rewriting {
  private readonly objects: PdfObjects;
  private readonly cleaning: Cleaning;
  private readonly newNumbers = new Map<number, number>();
  private readonly queue: number[] = [];
  private pages = 0;
  private contentBytes: number;

  /** Streams that do not overlap are together no longer than the file. */
  constructor(objects: PdfObjects, cleaning: Cleaning, contentBytes: number) {
    this.objects = objects;
    this.cleaning = cleaning;
    this.contentBytes = contentBytes;
  }

  async write(writer: PdfWriter, root: number): Promise<Buffer> {
    this.renumber(root);
    // The queue grows while objects are written: each may be the first to reach others.
    for (const number of this.queue) {
      const object = this.objects.get(number);
      writer.add(object.kind === 'stream' ? await this.stream(object) : this.value(object));
    }
    return writer.finish(1);
  }

  private renumber(number: number): number {
    const known = this.newNumbers.get(number);
    if (known !== undefined) return known;
    this.queue.push(number);
    this.newNumbers.set(number, this.queue.length);
    return this.queue.length;
  }

  private value(value: PdfValue): PdfValue {
    switch (value.kind) {
      case 'reference': {
        const place = this.objects.references.places.get(value.number);
        return !place || place.kind === 'free'
          ? nothing
          : { kind: 'reference', number: this.renumber(value.number) };
      }
      case 'array':
        return { kind: 'array', items: value.items.map((item) => this.value(item)) };
      case 'dictionary':
        return isRemovedDictionary(value.entries, false, this.cleaning) ? nothing : this.dictionary(value);
      case 'stream':
        throw StopCleaning.because('broken');
      case 'null':
      case 'boolean':
      case 'number':
      case 'name':
      case 'string':
        return value;
    }
  }

  private dictionary({ entries }: PdfDictionary): PdfDictionary {
    if (nameOf(entries.get('Type')) === 'Page' && ++this.pages > this.cleaning.limits.pages) {
      throw StopCleaning.refusing('too-many-pages');
    }
    const kept = keptEntries(entries, this.cleaning)
      .map(([key, value]) => [key, this.value(value)] as const)
      .filter(([, value]) => value.kind !== 'null');
    return { kind: 'dictionary', entries: new Map(kept) };
  }

  private async stream(stream: PdfStream): Promise<PdfValue> {
    const { entries } = stream.dictionary;
    if (isRemovedDictionary(entries, true, this.cleaning)) return nothing;
    // The content would be in another file.
    if (entries.has('F')) throw StopCleaning.because('not-understood');
    this.contentBytes -= stream.content.length;
    if (this.contentBytes < 0) throw StopCleaning.because('broken');
    const withoutLength = new Map(entries);
    withoutLength.delete('Length');
    const picture = await this.picture(stream);
    if (!picture) {
      return { ...stream, dictionary: this.dictionary({ kind: 'dictionary', entries: withoutLength }) };
    }
    withoutLength.delete('DecodeParms');
    withoutLength.set('Filter', { kind: 'name', name: picture.filter });
    return {
      kind: 'stream',
      dictionary: this.dictionary({ kind: 'dictionary', entries: withoutLength }),
      content: picture.content,
    };
  }

  /** A picture that is a file of its own, cleaned; `undefined` for any other stream. */
  private async picture(stream: PdfStream): Promise<{ filter: string; content: Buffer } | undefined> {
    const filters = filtersOf(this.withDirectFilter(stream));
    const filter = filters.at(-1);
    if (filter !== 'DCTDecode' && filter !== 'JPXDecode' && filter !== 'DCT') return undefined;
    let content = stream.content;
    for (const outer of filters.slice(0, -1)) {
      if (outer === 'ASCII85Decode') content = fromAscii85(content);
      else if (outer === 'FlateDecode') {
        content = inflate(content, this.cleaning.limits.unpackedBytes);
        this.cleaning.unpacks(content.length);
      } else throw StopCleaning.because('not-understood');
    }
    if (filter === 'JPXDecode') return { filter, content: cleanJpeg2000(content, this.cleaning) };
    return { filter: 'DCTDecode', content: await this.cleaning.cleanPart(content, ['jpeg']) };
  }

  private withDirectFilter(stream: PdfStream): PdfStream {
    const filter = this.objects.resolve(stream.dictionary.entries.get('Filter'));
    const items =
      filter.kind === 'array' ? filter.items.map((item) => this.objects.resolve(item)) : undefined;
    const entries = new Map(stream.dictionary.entries);
    entries.set('Filter', items ? { kind: 'array', items } : filter);
    return { ...stream, dictionary: { kind: 'dictionary', entries } };
  }
}

/** ITU-T T.800 Annex I: the boxes that drawing needs; XML and UUID boxes go. A bare code stream has no boxes. */
const cleanJpeg2000 = (content: Buffer, cleaning: Cleaning): Buffer => {
  if (content.readUInt32BE(0) !== 12) return content;
  const { boxes } = boxesIn(content, 0, content.length);
  const kept = boxes.filter(({ type }) => ['jP  ', 'ftyp', 'rreq', 'jp2h', 'jp2c'].includes(type));
  if (kept.length < boxes.length) cleaning.found('other-data');
  return Buffer.concat(kept.map(({ start, end }) => content.subarray(start, end)));
};
