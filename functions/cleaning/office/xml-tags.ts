import { StopCleaning } from '../stop-cleaning.ts';

/** A tag as it is written. Texts are of one byte a character, references to characters resolved in `value`. */
export type Tag = {
  readonly name: string;
  readonly attributes: readonly WrittenAttribute[];
  readonly isEmpty: boolean;
  readonly end: number;
};
export type WrittenAttribute = { readonly name: string; readonly raw: string; readonly value: string };

const longestName = 500;
const namePattern = /[^\s<>"'/=]+/y;
const attributePattern = /\s+([^\s<>"'/=]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEndPattern = /\s*(\/?)>/y;

const matchAt = (pattern: RegExp, xml: string, position: number): RegExpExecArray | null => {
  pattern.lastIndex = position;
  return pattern.exec(xml);
};

/**
 * The start tag at `start`. Every expression begins where the one before ended and reads each character once.
 * @throws {StopCleaning} `broken` when there is no tag, or its name is too long
 */
export const readTag = (xml: string, start: number): Tag => {
  const name = matchAt(namePattern, xml, start + 1)?.[0];
  if (name === undefined || name.length > longestName) throw StopCleaning.because('broken');
  const attributes: WrittenAttribute[] = [];
  let position = start + 1 + name.length;
  for (;;) {
    const found = matchAt(attributePattern, xml, position);
    if (!found) break;
    position += found[0].length;
    const raw = found[2] ?? found[3] ?? '';
    attributes.push({ name: found[1] ?? '', raw, value: unescapeXml(raw) });
  }
  const end = matchAt(tagEndPattern, xml, position);
  if (!end) throw StopCleaning.because('broken');
  return { name, attributes, isEmpty: end[1] === '/', end: position + end[0].length };
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML 1.0 §4.1 and §4.6. Characters beyond ASCII become the bytes of their UTF-8. */
export const unescapeXml = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
        if (typeof name === 'string') return entities[name] ?? whole;
        const code = typeof hex === 'string' ? parseInt(hex, 16) : Number(decimal);
        return code <= 0x10ffff ? Buffer.from(String.fromCodePoint(code)).toString('latin1') : whole;
      })
    : text;

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
