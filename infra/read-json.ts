/** What is wrong with a text that should be JSON, and where; lines and columns count from 1. */
export type JsonProblem = { readonly line: number; readonly column: number; readonly message: string };
export type JsonRead =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: JsonProblem };

class Unreadable extends Error {
  readonly code = 'json-unreadable';
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const deepest = 200;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// What RFC 8259 allows between quotes: anything but control characters, and known escapes.
// eslint-disable-next-line no-control-regex -- they are what must not be there
const string = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const space = /[ \t\r\n]*/y;

const lengthAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
};

/** Walks over a JSON text (RFC 8259) to its first mistake. A name that stands twice in an object is one. */
class Walk {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @throws {Unreadable} */
  whole(): void {
    this.#value(0);
    if (this.#next() !== '') throw this.#mistake('Nothing may follow the end of the object.');
  }

  #next(): string {
    this.#at += lengthAt(space, this.#text, this.#at);
    return this.#text[this.#at] ?? '';
  }

  #mistake(message: string): Unreadable {
    return new Unreadable(this.#at, message);
  }

  #value(depth: number): void {
    if (depth > deepest) throw this.#mistake('Too many brackets are open.');
    const next = this.#next();
    if (next === '{') this.#list('}', 'an object', this.#member(depth));
    else if (next === '[') this.#list(']', 'a list', () => this.#value(depth + 1));
    else if (next === '"') this.#string();
    else this.#word(next);
  }

  #word(next: string): void {
    if (next === '') throw this.#mistake('The file ends here, and a value is missing.');
    const word = ['true', 'false', 'null'].find((known) => this.#text.startsWith(known, this.#at));
    const length = word?.length ?? lengthAt(number, this.#text, this.#at);
    if (length === 0) throw this.#mistake(mistakeOf(next));
    this.#at += length;
  }

  #list(end: '}' | ']', what: string, entry: () => void): void {
    this.#at += 1;
    if (this.#next() === end) {
      this.#at += 1;
      return;
    }
    for (;;) {
      entry();
      const next = this.#next();
      if (next === end) {
        this.#at += 1;
        return;
      }
      if (next === '')
        throw this.#mistake(`The file ends here, and ${what} is still open: "${end}" is missing.`);
      if (next !== ',') throw this.#mistake(`A comma or "${end}" is missing before this.`);
      this.#at += 1;
      if (this.#next() === end) throw this.#mistake(`There must be no comma before this "${end}".`);
    }
  }

  #member(depth: number): () => void {
    const names = new Set<string>();
    return () => {
      if (this.#next() !== '"') throw this.#mistake('A name in double quotes is missing here.');
      const start = this.#at;
      const name = this.#string();
      if (names.has(name)) throw new Unreadable(start, `The name ${name} stands twice in one object.`);
      names.add(name);
      if (this.#next() !== ':') throw this.#mistake('A colon is missing between name and value.');
      this.#at += 1;
      this.#value(depth + 1);
    };
  }

  #string(): string {
    const length = lengthAt(string, this.#text, this.#at);
    if (length === 0)
      throw this.#mistake(
        'This text has no closing quote on its line, or has a backslash that means nothing.',
      );
    const text = this.#text.slice(this.#at, this.#at + length);
    this.#at += length;
    return text;
  }
}

const mistakeOf = (next: string): string => {
  if (next === '/' || next === '#') return 'JSON has no comments.';
  if (next === "'" || next === '\u201c') return 'Texts stand in straight double quotes.';
  return 'A value is missing here: a text in double quotes, a number, true, false, null, { or [.';
};

/** Reads JSON as a person writes it: a byte order mark, as some editors put it in front, is no mistake. */
export const readJson = (file: string): JsonRead => {
  const text = file.replace(/^\ufeff/, '');
  try {
    new Walk(text).whole();
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const before = text.slice(0, error.at).split(/\r\n|\r|\n/);
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { ok: false, problem: { line: before.length, column, message: error.message } };
  }
};
