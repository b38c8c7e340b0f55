import { createHash } from 'node:crypto';
import { StopCleaning } from '../stop-cleaning.ts';

/** EPUB 3.3 §4.3 and Adobe's older way: the start of a font is mixed with a key made of the book's identifier. */
const keys: Readonly<
  Record<string, (identifier: string) => { readonly key: Buffer; readonly bytes: number }>
> = {
  'http://www.idpf.org/2008/embedding': (identifier) => ({
    key: createHash('sha1').update(identifier.replaceAll(/[\s]/g, ''), 'latin1').digest(),
    bytes: 1040,
  }),
  'http://ns.adobe.com/pdf/enc#RC': (identifier) => ({
    key: Buffer.from(identifier.replace(/^urn:uuid:/i, '').replaceAll(/[^0-9a-f]/gi, ''), 'hex'),
    bytes: 1024,
  }),
};

export const isObfuscation = (algorithm: string): boolean => Object.hasOwn(keys, algorithm);

/**
 * The font as it was: the cleaned book has another identifier, from which it could not be read.
 * @throws {StopCleaning} `encrypted` when the key cannot be made from the identifier
 */
export const plainFont = (font: Buffer, algorithm: string, identifier: string): Buffer => {
  const made = Object.hasOwn(keys, algorithm) ? keys[algorithm]?.(identifier) : undefined;
  if (!made || made.key.length === 0) throw StopCleaning.because('encrypted');
  const plain = Buffer.from(font);
  for (let at = 0; at < Math.min(made.bytes, plain.length); at++)
    plain[at] = (plain[at] ?? 0) ^ (made.key[at % made.key.length] ?? 0);
  return plain;
};
