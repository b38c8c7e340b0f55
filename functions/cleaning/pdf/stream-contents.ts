import { deflateSync } from 'node:zlib';
import type { Cleaning } from '../cleaning.ts';
import { digestOf } from './digest.ts';
import { neutralProfile } from './color-profile.ts';
import { filtersOf, undoFilters, type Filter } from './filters.ts';
import { InlineImages } from './inline-images.ts';
import { cleanJpeg2000 } from './jpeg2000.ts';
import type { PdfObjects } from './read-objects.ts';
import type { Content } from './shapes/shape.ts';
import { countOf, nothing, type PdfStream } from './values.ts';

export type Packed = { readonly filters: readonly Filter[]; readonly content: Buffer };

const flate: Filter = { name: 'FlateDecode', parameters: nothing };

/** Cleans the bytes of streams. What need not change is copied as it is stored. */
export class StreamContents {
  private readonly objects: PdfObjects;
  private readonly cleaning: Cleaning;
  private readonly inlineImages: InlineImages;
  /** Digests of drawings whose pictures were cleaned: as they were stored, and as they are written. */
  readonly changed = new Map<string, string>();

  constructor(objects: PdfObjects, cleaning: Cleaning) {
    this.objects = objects;
    this.cleaning = cleaning;
    this.inlineImages = new InlineImages(cleaning);
  }

  async cleaned(stream: PdfStream, kind: Content): Promise<Packed> {
    const filters = filtersOf(stream, this.objects.resolve);
    const stored = { filters, content: stream.content };
    this.cleaning.works(stream.content.length >> 3);
    switch (kind) {
      case 'copied':
      case 'text':
        return stored;
      case 'drawing':
        return this.drawing(stored);
      case 'picture':
        return this.picture(stored);
      case 'profile':
        return this.profile(stream, stored);
    }
  }

  private plain({ filters, content }: Packed): Buffer {
    return undoFilters(content, filters, this.objects.resolve, this.cleaning);
  }

  private async drawing(stored: Packed): Promise<Packed> {
    const plain = this.plain(stored);
    const cleaned = await this.inlineImages.cleaned(plain);
    if (cleaned === plain) return stored;
    const content = deflateSync(cleaned);
    this.changed.set(digestOf(stored.content), digestOf(content));
    return { filters: [flate], content };
  }

  /** A picture that is a file of its own is cleaned as one; its parameters, a colour transform above all, stay. */
  private async picture(stored: Packed): Promise<Packed> {
    const last = stored.filters.at(-1);
    if (last?.name !== 'DCTDecode' && last?.name !== 'JPXDecode') return stored;
    const file = this.plain({ ...stored, filters: stored.filters.slice(0, -1) });
    const content =
      last.name === 'JPXDecode'
        ? cleanJpeg2000(file, this.cleaning)
        : await this.cleaning.cleanPart(file, ['jpeg']);
    return { filters: [last], content };
  }

  private profile(stream: PdfStream, stored: Packed): Packed {
    const components = countOf(this.objects.resolve(stream.dictionary.entries.get('N'))) ?? 3;
    const plain = this.plain(stored);
    const neutral = neutralProfile(plain, components, this.cleaning);
    if (neutral.equals(plain)) return stored;
    this.cleaning.found('color-profile');
    return { filters: [flate], content: deflateSync(neutral) };
  }
}
