import type { NotCleanable } from '../../stop-cleaning.ts';
import type { PdfValue } from '../values.ts';

/**
 * What may stand in one place of a PDF. A value is kept only where the shape of its place says so; so a key counts for
 * the dictionary that it is a key of, and a name that the document chose is kept however it is spelled.
 */
export type Shape = Atom | Named | Container | readonly Shape[];

/**
 * `label` is a text that readers show or speak, and no path; `caption` is one that describes a picture or a layer, and not
 * the name of a file either; `web-address` and `file` keep addresses of the web alone;
 * `rounded` is a number of which two digits behind the point stay.
 */
export type Atom =
  'boolean' | 'number' | 'rounded' | 'name' | 'string' | 'label' | 'caption' | 'web-address' | 'file';
export const atoms: ReadonlySet<string> = new Set<Atom>([
  'boolean',
  'number',
  'rounded',
  'name',
  'string',
  'label',
  'caption',
  'web-address',
  'file',
]);

/** A table, by its name. */
export type Named = `the ${string}`;

export type Container =
  /** An array of which what does not fit goes. */
  | { readonly list: Shape }
  /** An array in which each item has its place: what does not fit becomes null. */
  | { readonly positions: Shape }
  /** A dictionary whose keys the document chose. */
  | { readonly names: Shape }
  /** A tree of names or numbers (ISO 32000-2 §7.9.6, §7.9.7) with these at its leaves. */
  | { readonly tree: Shape }
  /** Keys and values by turns, as in such a leaf. */
  | { readonly pairs: Shape }
  /** Always this value, whatever was there. */
  | { readonly constant: PdfValue };

type Entries = Readonly<Record<string, Shape>>;

/** What is done with the bytes of a stream. */
export type Content = 'copied' | 'drawing' | 'picture' | 'profile' | 'text';

export type Table =
  | { readonly kind: 'dictionary'; readonly entries: Entries }
  | { readonly kind: 'stream'; readonly entries: Entries; readonly content: Content }
  | { readonly kind: 'alias'; readonly shape: Shape }
  /** Which table counts is said by an entry of the dictionary. */
  | {
      readonly kind: 'choice';
      readonly key: ChoiceKey;
      readonly tables: Readonly<Record<string, Shape>>;
      readonly otherwise?: Shape;
    }
  /** Arrays whose first item is a name that says what follows. */
  | { readonly kind: 'tuples'; readonly tuples: Readonly<Record<string, readonly Shape[]>> }
  /** Nothing of this kind can be cleaned, and without it the document would not show what it did. */
  | { readonly kind: 'stop'; readonly why: NotCleanable };

export type Tables = Readonly<Record<Named, Table>>;

export const choiceKeys = [
  'Type',
  'Subtype',
  'S',
  'O',
  'PatternType',
  'ShadingType',
  'FunctionType',
  'HalftoneType',
] as const;
export type ChoiceKey = (typeof choiceKeys)[number];

export const dictionary = (entries: Entries): Table => ({ kind: 'dictionary', entries });
export const stream = (entries: Entries, content: Content = 'copied'): Table => ({
  kind: 'stream',
  entries,
  content,
});
export const alias = (shape: Shape): Table => ({ kind: 'alias', shape });
export const choice = (
  key: ChoiceKey,
  tables: Readonly<Record<string, Shape>>,
  otherwise?: Shape,
): Table => ({ kind: 'choice', key, tables, ...(otherwise === undefined ? {} : { otherwise }) });
/** Entries that all are of one shape. */
export const all = (shape: Shape, ...keys: readonly string[]): Entries =>
  Object.fromEntries(keys.map((key) => [key, shape]));
export const numbers: Shape = { positions: 'number' };
