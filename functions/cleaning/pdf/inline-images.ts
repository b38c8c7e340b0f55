import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { listFilters, undoFilters, type Filter } from './filters.ts';
import { PdfParser } from './parse.ts';
import { nothing, type PdfValue } from './values.ts';
import { writtenValue } from './write-objects.ts';

const direct = (value: PdfValue | undefined): PdfValue => value ?? nothing;
const isSpace = (byte: number | undefined): boolean =>
  byte === undefined || byte === 0 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 32;

type Inline = {
  readonly start: number;
  readonly end: number;
  readonly entries: ReadonlyMap<string, PdfValue>;
  readonly filters: readonly Filter[];
  readonly content: Buffer;
};

/**
 * Cleans the JPEGs that a content stream holds between BI and EI (ISO 32000-2 §8.9.7).
 * @throws {StopCleaning} `not-understood` when too much is looked at for nothing; else as its parser and the cleaner
 *   of JPEGs
 */
export class InlineImages {
  private readonly cleaning: Cleaning;
  private wasted = 0;

  constructor(cleaning: Cleaning) {
    this.cleaning = cleaning;
  }

  /** The very same buffer when nothing in it was to be cleaned. */
  async cleaned(plain: Buffer): Promise<Buffer> {
    this.cleaning.works(plain.length >> 3);
    if (!plain.includes('BI') || !plain.includes('ID')) return plain;
    const parts: Buffer[] = [];
    let copied = 0;
    for (const image of this.images(plain)) {
      const cleaned = await this.jpeg(image);
      if (!cleaned) continue;
      parts.push(plain.subarray(copied, image.start), cleaned);
      copied = image.end;
    }
    return parts.length === 0 ? plain : Buffer.concat([...parts, plain.subarray(copied)]);
  }

  /** The picture written again; `undefined` when it is none in JPEG, or clean. */
  private async jpeg({ entries, filters, content }: Inline): Promise<Buffer | undefined> {
    const last = filters.at(-1);
    if (last?.name !== 'DCTDecode') return undefined;
    const outer = filters.slice(0, -1);
    const file = undoFilters(content, outer, direct, this.cleaning);
    const cleaned = await this.cleaning.cleanPart(file, ['jpeg']);
    if (cleaned.equals(file)) return undefined;
    const kept = new Map([...entries].filter(([key]) => !reframed.has(key)));
    kept.set('F', { kind: 'name', name: 'DCT' });
    if (last.parameters.kind === 'dictionary') kept.set('DP', last.parameters);
    const head = [...kept]
      .map(([key, value]) => `${writtenValue({ kind: 'name', name: key })} ${writtenValue(value)}`)
      .join('');
    return Buffer.concat([Buffer.from(`BI${head} ID `, 'latin1'), cleaned, Buffer.from('\nEI')]);
  }

  private *images(plain: Buffer): Generator<Inline> {
    for (let at = this.next(plain, 0); at !== -1;) {
      const image = this.imageAt(plain, at);
      if (image) yield image;
      else if (this.wasted > plain.length + mostWasted) throw StopCleaning.because('not-understood');
      at = this.next(plain, image ? image.end : at + 2);
    }
  }

  /** Where `BI` stands as a word of its own. In a text it may too: what follows is then no dictionary. */
  private next(plain: Buffer, from: number): number {
    let at = plain.indexOf('BI', from);
    this.cleaning.works(1 + (((at === -1 ? plain.length : at) - from) >> 3));
    while (at !== -1 && !(isSpace(at === 0 ? undefined : plain[at - 1]) && isBehindWord(plain[at + 2]))) {
      const before = at;
      at = plain.indexOf('BI', at + 2);
      this.cleaning.works(1 + (((at === -1 ? plain.length : at) - before) >> 3));
    }
    return at;
  }

  private imageAt(plain: Buffer, start: number): Inline | undefined {
    const parser = new PdfParser(plain, start + 2, this.cleaning.works);
    const entries = new Map<string, PdfValue>();
    try {
      for (;;) {
        parser.skipSpace();
        if (plain[parser.position] !== slash) break;
        const key = parser.value();
        entries.set(key.kind === 'name' ? key.name : '', parser.value());
        if (entries.size > mostEntries) return undefined;
      }
      if (parser.word() !== 'ID') return undefined;
    } catch (reason) {
      this.wasted += parser.position - start;
      if (reason instanceof StopCleaning && reason.outcome.why === 'broken') return undefined;
      throw reason;
    }
    const get = (short: string, long: string): PdfValue => direct(entries.get(short) ?? entries.get(long));
    const filters = listFilters(get('F', 'Filter'), get('DP', 'DecodeParms'), direct);
    const contentStart = parser.position + (isSpace(plain[parser.position]) ? 1 : 0);
    const isPlainJpeg = filters.length === 1 && filters[0]?.name === 'DCTDecode';
    const searchFrom = isPlainJpeg ? this.endOfJpeg(plain, contentStart) : contentStart;
    const end = this.endOfImage(plain, searchFrom);
    if (end === undefined) {
      this.wasted += plain.length - start;
      return undefined;
    }
    let contentEnd = Math.max(contentStart, end - 2);
    // White space that stands between the picture and EI.
    for (let passed = 0; passed < 2 && contentEnd > contentStart; passed++) {
      if (isSpace(plain[contentEnd - 1])) contentEnd--;
    }
    const content = plain.subarray(contentStart, contentEnd);
    return { start, end, entries, filters, content };
  }

  /** Behind the last part of the picture: its compressed bytes may look like the end of an image. */
  private endOfJpeg(plain: Buffer, start: number): number {
    let at = start + 2;
    while (plain[at] === 0xff && at + 4 <= plain.length) {
      this.cleaning.works(16);
      const code = plain[at + 1] ?? 0;
      if (code === 0xd9) return at + 2;
      at += 2 + plain.readUInt16BE(at + 2);
      if (code !== startOfScan) continue;
      const from = at;
      for (at = plain.indexOf(0xff, at); at !== -1; at = plain.indexOf(0xff, at)) {
        const next = plain[at + 1] ?? 0xd9;
        if (next === 0xff) at += 1;
        else if (next === 0 || (next >= 0xd0 && next <= 0xd7)) at += 2;
        else break;
      }
      this.cleaning.works((at === -1 ? plain.length : at) - from);
      if (at === -1) return start;
    }
    return start;
  }

  /** Behind `EI`, between white spaces. */
  private endOfImage(plain: Buffer, from: number): number | undefined {
    for (let at = plain.indexOf('EI', from); at !== -1; at = plain.indexOf('EI', at + 2)) {
      this.cleaning.works(1);
      if ((at === from || isSpace(plain[at - 1])) && isSpace(plain[at + 2])) {
        this.cleaning.works((at - from) >> 3);
        return at + 2;
      }
    }
    this.cleaning.works(plain.length - from);
    return undefined;
  }
}

const slash = 0x2f;
const mostEntries = 50;
/** Read in vain, behind what only looks like the beginning of an image. */
const mostWasted = 1_048_576;
const startOfScan = 0xda;
const isBehindWord = (byte: number | undefined): boolean => isSpace(byte) || byte === slash;
const reframed: ReadonlySet<string> = new Set(['F', 'Filter', 'DP', 'DecodeParms', 'L', 'Length']);
