import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { hexDigit } from './plain-filters.ts';
import { nothing, type PdfDictionary, type PdfValue } from './values.ts';

const whiteSpace = new Set([0, 9, 10, 12, 13, 32]);
const delimiters = new Set(Array.from('()<>[]{}/%', (character) => character.charCodeAt(0)));
const deepest = 200;
const longestToken = 2048;
const longestNumber = 64;
const longestString = 4 * 1024 * 1024;
/** In one object, all of which is in memory at once. */
const mostValues = 1_000_000;
const code = (character: string): number => character.charCodeAt(0);
const lineFeed = 10;
const carriageReturn = 13;
const percent = code('%');
const chargedTogether = 1024;

/** Signs, digits, one point; some producers write a second sign in the middle, which readers pass over. */
const isNumber = (word: string): boolean => {
  let points = 0;
  let digits = 0;
  for (let at = 0; at < word.length; at++) {
    const character = word.charCodeAt(at);
    if (character >= 0x30 && character <= 0x39) digits++;
    else if (character === 0x2e) points++;
    else if (character !== 0x2b && character !== 0x2d) return false;
  }
  return digits + points > 0 && points <= 1 && word.length <= longestNumber;
};

const escapes: ReadonlyMap<number, number> = new Map(
  [
    ['n', 10],
    ['r', 13],
    ['t', 9],
    ['b', 8],
    ['f', 12],
  ].map(([letter, value]) => [code(String(letter)), Number(value)]),
);

/**
 * Reads objects (ISO 32000-1 §7.3) one behind the other. Anything it does not expect means a broken file.
 * @throws {StopCleaning} `broken` for what it does not expect, `not-understood` for a very long string,
 *   `nested-too-deep`, `too-many-parts`
 */
export class PdfParser {
  private readonly bytes: Buffer;
  private readonly works: Cleaning['works'];
  position: number;
  /** How many values were read. */
  values = 0;

  constructor(bytes: Buffer, position: number, works: Cleaning['works']) {
    this.bytes = bytes;
    this.works = works;
    this.position = position;
  }

  /** Passes over white space and comments. */
  skipSpace(): void {
    let isComment = false;
    for (let passed = 1; ; passed++) {
      if (passed % chargedTogether === 0) this.works(chargedTogether);
      const byte = this.bytes[this.position];
      if (byte === undefined) return;
      if (isComment) isComment = byte !== lineFeed && byte !== carriageReturn;
      else if (byte === percent) isComment = true;
      else if (!whiteSpace.has(byte)) return;
      this.position++;
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
    this.works(1 + this.position - start);
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
    this.works(4);
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
    if (!isNumber(word)) throw StopCleaning.because('broken');
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
    this.works(this.position - start);
    return this.bytes
      .toString('latin1', start, this.position)
      .replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }

  private literalString(): Buffer {
    this.position++;
    const written: number[] = [];
    let open = 1;
    for (let passed = 1; ; passed++) {
      if (passed % chargedTogether === 0) this.works(chargedTogether);
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
    const digits: number[] = [];
    for (;;) {
      const byte = this.bytes[++this.position];
      if (byte === undefined) throw StopCleaning.because('broken');
      if (digits.length % chargedTogether === 0) this.works(chargedTogether);
      if (byte === code('>')) break;
      const digit = hexDigit(byte);
      if (digit !== undefined) digits.push(digit);
      else if (whiteSpace.has(byte)) this.works(1);
      else throw StopCleaning.because('broken');
      if (digits.length > 2 * longestString) throw StopCleaning.because('not-understood');
    }
    this.position++;
    // A last digit that is alone is followed by a zero (§7.3.4.3).
    const bytes = Buffer.alloc(Math.ceil(digits.length / 2));
    for (let at = 0; at < bytes.length; at++) {
      bytes[at] = (digits[2 * at] ?? 0) * 16 + (digits[2 * at + 1] ?? 0);
    }
    return bytes;
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
