/** The kinds of objects of ISO 32000-1 §7.3. */
export type PdfValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** As it was written: digits, a sign, a point. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'string'; readonly bytes: Buffer }
  | { readonly kind: 'array'; readonly items: readonly PdfValue[] }
  | PdfDictionary
  | PdfReference
  | PdfStream;

export type PdfDictionary = { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, PdfValue> };
export type PdfReference = { readonly kind: 'reference'; readonly number: number };
export type PdfStream = {
  readonly kind: 'stream';
  readonly dictionary: PdfDictionary;
  /** As stored: filters not undone. */
  readonly content: Buffer;
};

export const nothing: PdfValue = { kind: 'null' };
export const nameOf = (value: PdfValue | undefined): string | undefined =>
  value?.kind === 'name' ? value.name : undefined;
/** A whole number that is not negative. */
export const countOf = (value: PdfValue | undefined): number | undefined =>
  value?.kind === 'number' && /^\+?\d{1,15}$/.test(value.text) ? Number(value.text) : undefined;
