import { createHash } from 'node:crypto';
import type { PdfValue } from './values.ts';

/** A PDF written from its first object to its last, then a table of where they are. */
export class PdfWriter {
  private readonly parts: Buffer[] = [];
  private readonly offsets: number[] = [];
  private offset = 0;

  constructor(version: string) {
    // Four bytes beyond ASCII tell programs that the file is binary (ISO 32000-1 §7.5.2).
    this.append(Buffer.from(`%PDF-${version}\n%\xe2\xe3\xcf\xd3\n`, 'latin1'));
  }

  /** Objects come in the order of their numbers, beginning with 1. */
  add(value: PdfValue): void {
    this.offsets.push(this.offset);
    this.append(Buffer.from(`${this.offsets.length} 0 obj\n`, 'latin1'));
    if (value.kind === 'stream') {
      const entries = new Map(value.dictionary.entries);
      entries.delete('Length');
      entries.set('Length', { kind: 'number', text: String(value.content.length) });
      this.append(Buffer.from(`${writtenValue({ kind: 'dictionary', entries })}\nstream\n`, 'latin1'));
      this.append(value.content);
      this.append(Buffer.from('\nendstream\nendobj\n'));
    } else this.append(Buffer.from(`${writtenValue(value)}\nendobj\n`, 'latin1'));
  }

  finish(rootNumber: number): Buffer {
    const digest = createHash('sha256');
    for (const part of this.parts) digest.update(part);
    const id = digest.digest('hex').slice(0, 32);
    const size = this.offsets.length + 1;
    const rows = this.offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
    const end =
      `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}` +
      `trailer\n<</Size ${size}/Root ${rootNumber} 0 R/ID[<${id}><${id}>]>>\nstartxref\n${this.offset}\n%%EOF\n`;
    return Buffer.concat([...this.parts, Buffer.from(end, 'latin1')]);
  }

  private append(bytes: Buffer): void {
    this.parts.push(bytes);
    this.offset += bytes.length;
  }
}

export const writtenValue = (value: PdfValue): string => {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(value.value);
    case 'number':
      return value.text;
    case 'name':
      return writtenName(value.name);
    case 'string':
      return `(${value.bytes.toString('latin1').replace(/[\\()\r]/g, (character) => (character === '\r' ? '\\r' : `\\${character}`))})`;
    case 'array':
      return `[${value.items.map(writtenValue).join(' ')}]`;
    case 'dictionary':
      return `<<${[...value.entries].map(([key, entry]) => `${writtenName(key)} ${writtenValue(entry)}`).join('')}>>`;
    case 'reference':
      return `${value.number} 0 R`;
    case 'stream':
      // Only an object of its own is a stream (ISO 32000-1 §7.3.8).
      return 'null';
  }
};

const writtenName = (name: string): string =>
  `/${name.replace(
    /[^!-~]|[()<>[\]{}/%#]/g,
    (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )}`;
