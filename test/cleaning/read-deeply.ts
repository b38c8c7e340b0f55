import { inflateRawSync, inflateSync } from 'node:zlib';
import { readZip } from '../../functions/cleaning/office/read-zip.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';

/**
 * A file and all that can be unpacked in it, as text in one byte and, zeros left out, in two bytes a character. What a
 * search does not find in it is not in the file.
 */
export const readDeeply = (bytes: Uint8Array): string => {
  const file = Buffer.from(bytes);
  const parts = [file, ...zipParts(file), ...zlibParts(file)];
  const text = parts.map((part) => part.toString('latin1')).join('\n');
  return [text, text.replaceAll('\0', ''), hexStrings(text)].join('\n');
};

/** PDF may write a text as hexadecimal digits, two bytes a character. */
const hexStrings = (text: string): string =>
  [...text.matchAll(/<([0-9A-Fa-f\s]{8,})>/g)]
    .map(([, digits = '']) =>
      Buffer.from(digits.replace(/\s/g, ''), 'hex').toString('latin1').replaceAll('\0', ''),
    )
    .join('\n');

const zipParts = (file: Buffer): Buffer[] => {
  if (!file.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))) return [];
  return readZip(file, defaultCleaningLimits).flatMap(({ name, method, packed }) => {
    const content = method === 0 ? packed : inflateRawSync(packed);
    return [Buffer.from(name), content, ...zipParts(content), ...zlibParts(content)];
  });
};

/** Whatever unpacks behind the mark of a zlib stream: streams of PDF, profiles and texts of PNG. */
const zlibParts = (file: Buffer): Buffer[] => {
  const parts: Buffer[] = [];
  for (let at = file.indexOf(0x78); at !== -1; at = file.indexOf(0x78, at + 1)) {
    if ((0x7800 + (file[at + 1] ?? 0)) % 31 !== 0) continue;
    try {
      parts.push(inflateSync(file.subarray(at)));
    } catch {
      // Not every such byte begins a stream.
    }
  }
  return parts;
};
