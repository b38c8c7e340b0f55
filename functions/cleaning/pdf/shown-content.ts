import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { digestOf } from './digest.ts';
import type { PdfObjects } from './read-objects.ts';
import { nameOf, type PdfDictionary, type PdfValue } from './values.ts';

type Entries = PdfDictionary['entries'];

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
      this.items(entries.get('Contents')).map((part) => this.once(part, 'drawing', () => this.drawing(part))),
      resources ? this.once(resources, 'resources', () => this.resources(resources)) : '',
      this.items(entries.get('Annots')).map((one) =>
        this.once(one, 'annotation', () => this.annotation(one)),
      ),
    ]
      .flat()
      .join('|');
  }

  private items(value: PdfValue | undefined): readonly PdfValue[] {
    const found = this.objects.resolve(value);
    return found.kind === 'array' ? found.items : value ? [value] : [];
  }

  private once(value: PdfValue, kind: string, make: () => string): string {
    if (value.kind !== 'reference') return make();
    const key = `${kind} ${this.objects.targetOf(value)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    // A digest, so that pages which share much don't take its length each.
    const made = digestOf(Buffer.from(make()));
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
    const lists = [...(this.entries(value) ?? [])].flatMap(([category, list]) =>
      [...(this.entries(list) ?? [])].map(([name, one]) =>
        category === 'XObject'
          ? this.once(one, 'xobject', () => this.drawable(one))
          : category === 'Font' && this.entries(one)
            ? `${name} ${nameOf(this.objects.resolve(this.entries(one)?.get('BaseFont'))) ?? ''}`
            : '',
      ),
    );
    this.cleaning.works(16 * lists.length);
    return lists.filter((line) => line !== '').join(' ');
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
    const normal = this.entries(this.entries(entries.get('AP'))?.get('N'));
    const states = [...(normal ?? [])].filter(([, state]) => this.objects.resolve(state).kind === 'stream');
    return [
      nameOf(this.objects.resolve(entries.get('Subtype'))) ?? '',
      nameOf(this.objects.resolve(entries.get('AS'))) ?? '',
      ...states.map(([name]) => name),
    ].join(' ');
  }
}
