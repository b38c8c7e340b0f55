import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { isWebAddress } from './addresses.ts';
import type { PdfObjects } from './read-objects.ts';
import { allShapes } from './shapes/all-shapes.ts';
import { neededEntries } from './shapes/annotation-shapes.ts';
import { atoms, type Container, type Content, type Shape, type Table } from './shapes/shape.ts';
import { nameOf, type PdfReference, type PdfValue } from './values.ts';

/** What a value turned out to be, of all that its place allows. */
export type Settled = { readonly id: string } & (
  | { readonly kind: 'atom'; readonly name: string }
  | { readonly kind: 'list' | 'positions' | 'names' | 'pairs'; readonly of: Shape }
  | { readonly kind: 'tuple'; readonly shapes: readonly Shape[] }
  | { readonly kind: 'constant'; readonly value: PdfValue }
  | {
      readonly kind: 'entries';
      readonly name: string;
      readonly entries: Readonly<Record<string, Shape>>;
      readonly content?: Content;
    }
);

/**
 * Decides what values are, by where they stand and by what they are once references are resolved.
 * @throws {StopCleaning} for what ends the cleaning by its shape; {Error} for a shape that is not in the list
 */
export class Settling {
  private readonly objects: PdfObjects;
  private readonly cleaning: Cleaning;
  private readonly known = new Map<string, Settled | undefined>();
  private readonly ids = new Map<Shape, string>();
  private readonly trees = new Map<Shape, Settled>();

  constructor(objects: PdfObjects, cleaning: Cleaning) {
    this.objects = objects;
    this.cleaning = cleaning;
  }

  /** `undefined` when nothing of this shape is there. Each object is looked at once for each shape. */
  settle(value: PdfValue, shape: Shape): Settled | undefined {
    if (value.kind !== 'reference') return this.match(value, shape);
    const key = `${this.objects.targetOf(value)}:${this.idOf(shape)}`;
    if (this.known.has(key)) return this.known.get(key);
    const settled = this.match(this.objects.resolve(value), shape);
    this.known.set(key, settled);
    return settled;
  }

  isNothing(value: PdfValue): boolean {
    return value.kind === 'null' || (value.kind === 'reference' && this.objects.isNothing(value));
  }

  targetOf(reference: PdfReference): number {
    return this.objects.targetOf(reference);
  }

  isSignature(value: PdfValue): boolean {
    if (value.kind !== 'dictionary' && value.kind !== 'reference') return false;
    const found = this.objects.resolve(value);
    if (found.kind !== 'dictionary') return false;
    const type = nameOf(this.objects.resolve(found.entries.get('Type')));
    return type === 'Sig' || type === 'DocTimeStamp' || found.entries.has('ByteRange');
  }

  /** The address of a file specification that is one of the web. */
  webAddressOf(value: PdfValue): PdfValue | undefined {
    if (value.kind === 'string') return isWebAddress(value.bytes) ? value : undefined;
    if (value.kind !== 'dictionary') return undefined;
    return ['F', 'UF']
      .map((key) => this.objects.resolve(value.entries.get(key)))
      .find((address) => address.kind === 'string' && isWebAddress(address.bytes));
  }

  private idOf(shape: Shape): string {
    if (typeof shape === 'string') return shape;
    const known = this.ids.get(shape);
    if (known !== undefined) return known;
    const id = String(this.ids.size);
    this.ids.set(shape, id);
    return id;
  }

  private match(value: PdfValue, shape: Shape): Settled | undefined {
    this.cleaning.works(1);
    if (value.kind === 'null') return undefined;
    if (typeof shape === 'string') {
      return atoms.has(shape) ? this.atom(value, shape) : this.table(value, shape);
    }
    if (isAlternatives(shape)) {
      for (const alternative of shape) {
        const settled = this.match(value, alternative);
        if (settled) return settled;
      }
      return undefined;
    }
    return this.container(value, shape);
  }

  private atom(value: PdfValue, name: string): Settled | undefined {
    const fits =
      name === 'label' || name === 'caption'
        ? value.kind === 'string'
        : name === 'web-address'
          ? value.kind === 'string' && isWebAddress(value.bytes)
          : name === 'file'
            ? this.webAddressOf(value) !== undefined
            : value.kind === (name === 'rounded' ? 'number' : name);
    return fits ? { kind: 'atom', id: name, name } : undefined;
  }

  private container(value: PdfValue, shape: Container): Settled | undefined {
    const id = this.idOf(shape);
    if ('constant' in shape) return { kind: 'constant', id, value: shape.constant };
    if ('names' in shape) {
      return value.kind === 'dictionary' ? { kind: 'names', id, of: shape.names } : undefined;
    }
    if ('tree' in shape) return value.kind === 'dictionary' ? this.tree(shape, id) : undefined;
    if (value.kind !== 'array') return undefined;
    if ('list' in shape) return { kind: 'list', id, of: shape.list };
    if ('pairs' in shape) return { kind: 'pairs', id, of: shape.pairs };
    return { kind: 'positions', id, of: shape.positions };
  }

  private tree(shape: Extract<Container, { tree: Shape }>, id: string): Settled {
    const known = this.trees.get(shape);
    if (known) return known;
    const leaves = { pairs: shape.tree };
    const entries = {
      Kids: { list: shape },
      Names: leaves,
      Nums: leaves,
      Limits: { positions: ['string', 'number'] },
    } as const;
    const settled: Settled = { kind: 'entries', id, name: 'a tree', entries };
    this.trees.set(shape, settled);
    return settled;
  }

  private table(value: PdfValue, name: string): Settled | undefined {
    const table = allShapes.get(name);
    if (!table) throw new Error(`No shape is called ${name}`);
    switch (table.kind) {
      case 'alias':
        return this.match(value, table.shape);
      case 'stop':
        throw StopCleaning.because(table.why);
      case 'choice':
        return this.choice(value, table);
      case 'tuples': {
        const first = value.kind === 'array' ? nameOf(this.objects.resolve(value.items[0])) : undefined;
        const shapes = first === undefined ? undefined : ownEntry(table.tuples, first);
        return shapes && { kind: 'tuple', id: `${name} ${first ?? ''}`, shapes };
      }
      case 'dictionary':
        if (value.kind !== 'dictionary' || !this.hasNeeded(value, name, table.entries)) return undefined;
        return { kind: 'entries', id: name, name, entries: table.entries };
      case 'stream':
        if (value.kind !== 'stream') return undefined;
        return { kind: 'entries', id: name, name, entries: table.entries, content: table.content };
    }
  }

  private hasNeeded(
    value: Extract<PdfValue, { kind: 'dictionary' }>,
    name: string,
    entries: Readonly<Record<string, Shape>>,
  ): boolean {
    const key = neededEntries.get(name);
    if (key === undefined) return true;
    const [needed, shape] = [value.entries.get(key), entries[key]];
    return needed !== undefined && shape !== undefined && this.settle(needed, shape) !== undefined;
  }

  private choice(value: PdfValue, table: Extract<Table, { kind: 'choice' }>): Settled | undefined {
    const entries =
      value.kind === 'stream'
        ? value.dictionary.entries
        : value.kind === 'dictionary'
          ? value.entries
          : undefined;
    const said = this.objects.resolve(entries?.get(table.key));
    const chosen =
      said.kind === 'name' ? said.name : said.kind === 'number' ? String(Number(said.text)) : undefined;
    const shape = (chosen === undefined ? undefined : ownEntry(table.tables, chosen)) ?? table.otherwise;
    return shape === undefined ? undefined : this.match(value, shape);
  }
}

const isAlternatives = (shape: Exclude<Shape, string>): shape is readonly Shape[] => Array.isArray(shape);

/** A document may call things `constructor`. */
export const ownEntry = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
