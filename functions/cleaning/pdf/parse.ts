import { StopCleaning } from '../stop-cleaning.ts';
import { nothing, type PdfDictionary, type PdfValue } from './values.ts';

const whiteSpace = new Set([0, 9, 10, 12, 13, 32]);
const delimiters = new Set(Array.from('()<>[]{}/%', (character) => character.charCodeAt(0)));
const deepest = 200;
const longestToken = 2048;
const longestString = 4 * 1024 * 1024;
/** In one object, all of which is in memory at once. */
const mostValues = 1_000_000;
const code = (character: string): number => character.charCodeAt(0);
const lineFeed = 10;
const carriageReturn = 13;

const escapes: ReadonlyMap<number, number> = new Map(
  [
    ['n', 10],
    ['r', 13],
    ['t', 9],
    ['b', 8],
    ['f', 12],
  ].map(([letter, value]) => [code(String(letter)), Number(value)]),
);

/** Reads objects (ISO 32000-1 §7.3) one behind the other. Anything it does not expect means a broken file. */
export class PdfParser {
  private readonly bytes: Buffer;
  position: number;
  /** How many values were read. */
  values = 0;

  constructor(bytes: Buffer, position: number) {
    this.bytes = bytes;
    this.position = position;
  }

  /** Passes over white space and comments. */
  skipSpace(): void {
    for (;;) {
      const byte = this.bytes[this.position];
      if (byte === undefined) return;
      if (whiteSpace.has(byte)) this.position++;
      else if (byte === code('%')) {
        while (![lineFeed, carriageReturn, undefined].includes(this.bytes[this.position])) this.position++;
      } else return;
    }
  }

  /** The word (a number or a keyword) that stands here; empty when something else does. */
  word(): string {
    this.skipSpace();
    const start = this.position;
    for (;;) {
      const byte = this.bytes[this.position];
      if (byte === undefined || whiteSpace.has(byte) || delimiters.has(byte)) break;
      if (++this.position - start > longestToken) throw StopCleaning.because('broken');
    }
    return this.bytes.toString('latin1', start, this.position);
  }

  /** Passes over a keyword, or stops. */
  expect(keyword: string): void {
    if (this.word() !== keyword) throw StopCleaning.because('broken');
  }

  unsigned(): number {
    const word = this.word();
    if (!/^\d{1,12}$/.test(word)) throw StopCleaning.because('broken');
    return Number(word);
  }

  value(depth = 0): PdfValue {
    if (depth > deepest) throw StopCleaning.refusing('nested-too-deep');
    if (++this.values > mostValues) throw StopCleaning.refusing('too-many-parts');
    this.skipSpace();
    switch (this.bytes[this.position] ?? 0) {
      case code('/'):
        return { kind: 'name', name: this.name() };
      case code('('):
        return { kind: 'string', bytes: this.literalString() };
      case code('['):
        return this.array(depth);
      case code('<'):
        return this.bytes[this.position + 1] === code('<')
          ? this.dictionary(depth)
          : { kind: 'string', bytes: this.hexString() };
      default:
        return this.numberOrKeyword();
    }
  }

  private numberOrKeyword(): PdfValue {
    const word = this.word();
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
    if (word === 'null') return nothing;
    if (!/^[+-]*\d*\.?\d*-?\d*$/.test(word) || !/\d/.test(word)) throw StopCleaning.because('broken');
    return /^\d{1,10}$/.test(word)
      ? (this.referenceTo(Number(word)) ?? { kind: 'number', text: word })
      : { kind: 'number', text: word };
  }

  /** `12 0 R`, of which the first number is read. */
  private referenceTo(number: number): PdfValue | undefined {
    const after = this.position;
    if (/^\d{1,5}$/.test(this.shortWord()) && this.shortWord() === 'R') return { kind: 'reference', number };
    this.position = after;
    return undefined;
  }

  /** Like `word`, but never far: looking ahead must not make reading slow. */
  private shortWord(): string {
    let start = this.position;
    while (start < this.position + 16 && whiteSpace.has(this.bytes[start] ?? 0x21)) start++;
    let end = start;
    for (; end < start + 8; end++) {
      const byte = this.bytes[end];
      if (byte === undefined || whiteSpace.has(byte) || delimiters.has(byte)) break;
    }
    this.position = end;
    return this.bytes.toString('latin1', start, end);
  }

  private name(): string {
    this.position++;
    const start = this.position;
    for (;;) {
      const byte = this.bytes[this.position];
      if (byte === undefined || whiteSpace.has(byte) || delimiters.has(byte)) break;
      if (++this.position - start > longestToken) throw StopCleaning.because('broken');
    }
    return this.bytes
      .toString('latin1', start, this.position)
      .replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }

  private literalString(): Buffer {
    this.position++;
    const written: number[] = [];
    let open = 1;
    for (;;) {
      const byte = this.bytes[this.position++];
      if (byte === undefined) throw StopCleaning.because('broken');
      if (byte === code('(')) open++;
      if (byte === code(')') && --open === 0) break;
      if (byte === code('\\')) this.escaped(written);
      else written.push(byte);
      if (written.length > longestString) throw StopCleaning.because('not-understood');
    }
    return Buffer.from(written);
  }

  /** §7.3.4.2, table 3; the backslash is read. */
  private escaped(written: number[]): void {
    const byte = this.bytes[this.position++];
    if (byte === undefined) throw StopCleaning.because('broken');
    if (byte === carriageReturn) {
      if (this.bytes[this.position] === lineFeed) this.position++;
    } else if (byte >= code('0') && byte <= code('7')) {
      let value = byte - code('0');
      for (let digit = 0; digit < 2; digit++) {
        const next = this.bytes[this.position] ?? 0;
        if (next < code('0') || next > code('7')) break;
        value = value * 8 + next - code('0');
        this.position++;
      }
      written.push(value & 255);
    } else if (byte !== lineFeed) written.push(escapes.get(byte) ?? byte);
  }

  private hexString(): Buffer {
    const end = this.bytes.indexOf(code('>'), this.position);
    if (end === -1) throw StopCleaning.because('broken');
    if (end - this.position > 2 * longestString) throw StopCleaning.because('not-understood');
    const digits = this.bytes.toString('latin1', this.position + 1, end).replace(/[\0\s]+/g, '');
    if (!/^[0-9A-Fa-f]*$/.test(digits)) throw StopCleaning.because('broken');
    this.position = end + 1;
    return Buffer.from(digits.length % 2 === 1 ? `${digits}0` : digits, 'hex');
  }

  private array(depth: number): PdfValue {
    this.position++;
    const items: PdfValue[] = [];
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.position] === code(']')) break;
      items.push(this.value(depth + 1));
    }
    this.position++;
    return { kind: 'array', items };
  }

  private dictionary(depth: number): PdfDictionary {
    this.position += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skipSpace();
      const byte = this.bytes[this.position];
      if (byte === code('>') && this.bytes[this.position + 1] === code('>')) break;
      if (byte !== code('/')) throw StopCleaning.because('broken');
      entries.set(this.name(), this.value(depth + 1));
    }
    this.position += 2;
    return { kind: 'dictionary', entries };
  }
}
