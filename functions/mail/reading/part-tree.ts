import { lineAt, readHeaderBlock, type Field } from './header-block.ts';
import { partContent, type PartContent } from './part-content.ts';
import type { Work } from './work.ts';

export type Range = { readonly start: number; readonly end: number };

/** A part of a mail, where it lies in the raw bytes. */
export type Part = {
  readonly fields: readonly Field[];
  readonly content: PartContent;
  readonly start: number;
  readonly body: Range;
  readonly children: readonly Part[];
  /** What stands in a multipart before, between and behind its parts, and lines among the fields that are none. */
  readonly outside: readonly Range[];
  readonly strayText: string;
  readonly isTooDeep: boolean;
};

export type PartTree = {
  readonly root: Part;
  /** From the first part that is one too many. */
  readonly rest: Range | undefined;
  /** Whether a boundary was missing, or never closed. */
  readonly isBroken: boolean;
  readonly isHeaderCut: boolean;
};

export const mostParts = 200;
const mostDepth = 30;
const mostBoundaryBytes = 300;

type Growing = {
  -readonly [K in keyof Omit<Part, 'body' | 'children' | 'outside'>]: Part[K];
} & { body: { start: number; end: number }; children: Growing[]; outside: Range[] };

type Open = { readonly boundary: string; readonly part: Growing };

/**
 * Cuts a mail into its parts in one pass over its lines, whatever its boundaries are: nested ones are found in a map, so
 * that a thousand of them cost no more than one. Nothing is left out: bytes are in a part, outside of one, or in the rest.
 */
export const splitIntoParts = (raw: Buffer, work: Work): PartTree => new Splitter(raw, work).split();

class Splitter {
  readonly #raw: Buffer;
  readonly #work: Work;
  readonly #open: Open[] = [];
  readonly #indexes = new Map<string, number[]>();
  #parts = 0;
  #isBroken = false;
  #isHeaderCut = false;
  /** What the lines being read belong to: a leaf's body, or what is outside of the parts of a multipart. */
  #current!: Growing;
  #gapStart: number | undefined;

  constructor(raw: Buffer, work: Work) {
    this.#raw = raw;
    this.#work = work;
  }

  split(): PartTree {
    const end = this.#raw.length;
    const root = this.#begin(0, 'text/plain');
    let at = root.body.start;
    let rest: Range | undefined;
    while (at < end) {
      const line = lineAt(this.#raw, at, end);
      const hasWork = this.#work.take(line.next - at + 4);
      const delimiter = this.#delimiterAt(line);
      if (!hasWork || (delimiter && !delimiter.closes && this.#parts >= mostParts)) {
        rest = { start: at, end };
        this.#endCurrent(at);
        break;
      }
      at = delimiter ? this.#meet(delimiter, line) : line.next;
    }
    if (!rest) this.#endCurrent(end);
    this.#isBroken ||= this.#open.length > 0;
    return { root, rest, isBroken: this.#isBroken, isHeaderCut: this.#isHeaderCut };
  }

  /** @returns where reading goes on */
  #meet(
    delimiter: { readonly index: number; readonly closes: boolean },
    line: Range & { next: number },
  ): number {
    this.#endCurrent(line.start);
    this.#closeAbove(delimiter.index, line.start);
    const { part } = this.#open[delimiter.index] ?? { part: this.#current };
    if (delimiter.closes) {
      this.#closeAbove(delimiter.index - 1, line.end, true);
      this.#current = part;
      this.#gapStart = line.next;
      return line.next;
    }
    const child = this.#begin(
      line.next,
      part.content.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
    );
    part.children.push(child);
    return child.body.start;
  }

  #begin(start: number, otherwise: string): Growing {
    const end = this.#raw.length;
    const header = readHeaderBlock(this.#raw, start, end, (line) => this.#delimiterAt(line) !== undefined);
    this.#work.take((header.bodyStart - start) * 8);
    this.#isHeaderCut ||= header.isCut;
    this.#parts += 1;
    const content = partContent(header.fields, otherwise);
    const part: Growing = {
      fields: header.fields,
      content,
      start,
      body: { start: header.bodyStart, end },
      children: [],
      outside: [],
      strayText: header.strayText,
      isTooDeep: false,
    };
    this.#current = part;
    this.#gapStart = undefined;
    if (content.type.startsWith('multipart/')) this.#enter(part);
    return part;
  }

  #enter(part: Growing): void {
    if (this.#open.length >= mostDepth) {
      part.isTooDeep = true;
      return;
    }
    const boundary = this.#boundaryOf(part);
    if (boundary === undefined) {
      this.#isBroken = true;
      return;
    }
    const indexes = this.#indexes.get(boundary) ?? [];
    indexes.push(this.#open.length);
    this.#indexes.set(boundary, indexes);
    this.#open.push({ boundary, part });
    this.#gapStart = part.body.start;
  }

  /** As the header says, else as the first lines that look like a delimiter do. */
  #boundaryOf({ content, body }: Growing): string | undefined {
    const said = content.boundary;
    const isThere = (boundary: string): boolean => this.#raw.includes(`--${boundary}`, body.start);
    // Asked of the whole mail alone: of every part it would be work without a bound.
    if (said !== undefined && (this.#open.length > 0 || isThere(said))) return said;
    const start = this.#raw.toString('latin1', body.start, Math.min(this.#raw.length, body.start + 4_096));
    const guessed = /^--(\S[^\r\n]{2,90}?)[ \t]*\r?$/m.exec(start)?.[1];
    if (guessed !== undefined) this.#isBroken = true;
    return guessed;
  }

  #delimiterAt({ start, end }: Range): { readonly index: number; readonly closes: boolean } | undefined {
    if (this.#open.length === 0 || end - start < 3 || end - start > mostBoundaryBytes) return undefined;
    if (this.#raw[start] !== 0x2d || this.#raw[start + 1] !== 0x2d) return undefined;
    const written = this.#raw.toString('latin1', start + 2, end).trimEnd();
    const index = this.#indexes.get(written)?.at(-1);
    if (index !== undefined) return { index, closes: false };
    const closed = written.endsWith('--') ? this.#indexes.get(written.slice(0, -2))?.at(-1) : undefined;
    return closed === undefined ? undefined : { index: closed, closes: true };
  }

  /** The line end before a delimiter belongs to it (RFC 2046 §5.1.1). */
  #endCurrent(at: number): void {
    let end = at;
    if (this.#raw[end - 1] === 0x0a) end -= this.#raw[end - 2] === 0x0d ? 2 : 1;
    if (this.#gapStart !== undefined) {
      if (end > this.#gapStart) this.#current.outside.push({ start: this.#gapStart, end });
    } else this.#current.body.end = Math.max(this.#current.body.start, end);
    this.#gapStart = undefined;
  }

  #closeAbove(index: number, end: number, isClosed = false): void {
    while (this.#open.length > index + 1) {
      const closed = this.#open.pop();
      if (!closed) return;
      this.#indexes.get(closed.boundary)?.pop();
      closed.part.body.end = end;
      this.#isBroken ||= !isClosed;
    }
  }
}
