import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { digestOf } from './digest.ts';
import type { PdfObjects } from './read-objects.ts';
import { nameOf, type PdfDictionary, type PdfValue } from './values.ts';

type Entries = PdfDictionary['entries'];
const nothingShown = '';

/**
 * What every page shows, a line of text for each: its drawings, their pictures and fonts, its annotations and the state
 * of its boxes. Read by its own way through the pages, so that what a rewriter loses is noticed.
 */
export const shownContent = (
  objects: PdfObjects,
  root: PdfValue,
  cleaning: Cleaning,
  changed: ReadonlyMap<string, string>,
): readonly string[] => new ShownContent(objects, cleaning, changed).pagesOf(root);

/** @throws {StopCleaning} `content-lost` when pages show less */
export const checkNothingLost = (before: readonly string[], after: readonly string[]): void => {
  const isSame = before.length === after.length && before.every((page, index) => page === after[index]);
  if (!isSame) throw StopCleaning.because('content-lost');
};

class ShownContent {
  private readonly objects: PdfObjects;
  private readonly cleaning: Cleaning;
  private readonly changed: ReadonlyMap<string, string>;
  /** Resources, streams and annotations that many pages share. */
  private readonly known = new Map<string, string>();
  /** Resources that pages inherit and that are no object of their own. */
  private readonly knownDirectly = new Map<PdfValue, string>();

  constructor(objects: PdfObjects, cleaning: Cleaning, changed: ReadonlyMap<string, string>) {
    this.objects = objects;
    this.cleaning = cleaning;
    this.changed = changed;
  }

  pagesOf(root: PdfValue): string[] {
    const pages: string[] = [];
    const seen = new Set<number>();
    const catalog = this.entries(root);
    const pending: { node: PdfValue; inherited: PdfValue | undefined }[] = [
      { node: catalog?.get('Pages') ?? root, inherited: undefined },
    ];
    for (let next = pending.pop(); next; next = pending.pop()) {
      this.cleaning.works(16);
      const { node } = next;
      if (node.kind === 'reference') {
        if (seen.has(this.objects.targetOf(node))) continue;
        seen.add(this.objects.targetOf(node));
      }
      const entries = this.entries(node);
      if (!entries) continue;
      const resources = entries.get('Resources') ?? next.inherited;
      const kids = this.objects.resolve(entries.get('Kids'));
      const isPage = nameOf(this.objects.resolve(entries.get('Type'))) === 'Page' || kids.kind !== 'array';
      if (isPage) pages.push(this.page(entries, resources));
      else pending.push(...kids.items.toReversed().map((kid) => ({ node: kid, inherited: resources })));
    }
    return pages;
  }

  private entries(value: PdfValue | undefined): Entries | undefined {
    const found = this.objects.resolve(value);
    return found.kind === 'dictionary' ? found.entries : undefined;
  }

  private page(entries: Entries, resources: PdfValue | undefined): string {
    return [
      this.each(entries.get('Contents'), 'drawing', (part) => this.drawing(part)),
      this.inherited(resources),
      this.each(entries.get('Annots'), 'annotation', (one) => this.annotation(one)),
    ].join('|');
  }

  private inherited(resources: PdfValue | undefined): string {
    if (!resources) return '';
    const known = this.knownDirectly.get(resources);
    if (known !== undefined) return known;
    const made = this.once(resources, 'resources', () => this.resources(resources));
    this.knownDirectly.set(resources, made);
    return made;
  }

  /** A list, of which both itself and each item may be shared; or one item in its place. */
  private each(value: PdfValue | undefined, kind: string, make: (one: PdfValue) => string): string {
    if (!value) return '';
    return this.once(value, `list of ${kind}`, () => {
      const found = this.objects.resolve(value);
      const items = found.kind === 'array' ? found.items : [value];
      this.cleaning.works(16 * items.length);
      return items
        .map((one) => this.once(one, kind, () => make(one)))
        .filter((made) => made !== nothingShown)
        .join(' ');
    });
  }

  private once(value: PdfValue, kind: string, make: () => string): string {
    if (value.kind !== 'reference') return make();
    const key = `${kind} ${this.objects.targetOf(value)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    // A digest, so that pages which share much don't take its length each.
    const line = make();
    const made = line === nothingShown ? line : digestOf(Buffer.from(line));
    this.known.set(key, made);
    return made;
  }

  private drawing(value: PdfValue): string {
    const found = this.objects.resolve(value);
    if (found.kind !== 'stream') return '';
    this.cleaning.works(found.content.length >> 3);
    const digest = digestOf(found.content);
    return this.changed.get(digest) ?? digest;
  }

  private resources(value: PdfValue): string {
    const entries = this.entries(value);
    const drawables = this.named(entries?.get('XObject'), 'xobject', (one) => this.drawable(one));
    return `${drawables} ${this.named(entries?.get('Font'), 'font', (one) => this.font(one))}`;
  }

  private named(list: PdfValue | undefined, kind: string, make: (one: PdfValue) => string): string {
    if (!list) return '';
    return this.once(list, `names of ${kind}`, () => {
      const entries = [...(this.entries(list) ?? [])];
      this.cleaning.works(16 * entries.length);
      return entries
        .map(([name, one]) => [name, this.once(one, kind, () => make(one))])
        .filter(([, made]) => made !== nothingShown)
        .join(' ');
    });
  }

  private font(value: PdfValue): string {
    const entries = this.entries(value);
    return entries ? `Font ${nameOf(this.objects.resolve(entries.get('BaseFont'))) ?? ''}` : '';
  }

  private drawable(value: PdfValue): string {
    const found = this.objects.resolve(value);
    if (found.kind !== 'stream') return '';
    const { entries } = found.dictionary;
    const said = (key: string): string => {
      const entry = this.objects.resolve(entries.get(key));
      return entry.kind === 'number' ? entry.text : (nameOf(entry) ?? '');
    };
    if (said('Subtype') === 'Image') {
      const masks = ['Mask', 'SMask'].filter(
        (key) => this.objects.resolve(entries.get(key)).kind === 'stream',
      );
      return ['Image', said('Width'), said('Height'), ...masks].join(' ');
    }
    return said('Subtype') === 'Form' ? `Form ${this.drawing(value)}` : '';
  }

  private annotation(value: PdfValue): string {
    const entries = this.entries(value);
    if (!entries) return '';
    const normal = this.entries(entries.get('AP'))?.get('N');
    return [
      nameOf(this.objects.resolve(entries.get('Subtype'))) ?? '',
      nameOf(this.objects.resolve(entries.get('AS'))) ?? '',
      this.named(normal, 'state', (one) => (this.objects.resolve(one).kind === 'stream' ? 'drawn' : '')),
    ].join(' ');
  }
}
