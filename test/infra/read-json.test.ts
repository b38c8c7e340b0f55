import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../infra/read-json.ts';

const problemOf = (text: string): string => {
  const read = readJson(text);
  return read.ok ? '' : `${read.problem.line}:${read.problem.column} ${read.problem.message}`;
};

describe('a JSON file', () => {
  it('is read as JSON.parse reads it, with a byte order mark or without', () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (text, isMarked) => {
        const value: unknown = JSON.parse(text);
        expect(readJson(isMarked ? `\ufeff${text}` : text)).toEqual({ ok: true, value });
      }),
    );
  });

  it('is refused where JSON.parse refuses it, whatever letter is changed, and for names that stand twice', () => {
    const text = '{ "a": [1, -2.5e3, true, null], "b": { "c": "x\\u00e9\\n" } }';
    fc.assert(
      fc.property(fc.nat(text.length), fc.constantFrom('', ...Array.from('{}[]",:\\ex0-.\n/')), (at, put) => {
        const changed = `${text.slice(0, at)}${put}${text.slice(at + 1)}`;
        let wanted = true;
        try {
          JSON.parse(changed);
        } catch {
          wanted = false;
        }
        expect(readJson(changed).ok).toBe(wanted);
      }),
    );
  });

  it.each([
    ['{\n  "a": 1,\n}', '3:1 There must be no comma before this "}".'],
    ['{\r\n  "a": 1\r\n  "b": 2\r\n}', '3:3 A comma or "}" is missing before this.'],
    ['{ // a remark\n}', '1:3 A name in double quotes is missing here.'],
    ['{ "a": // a remark\n 1 }', '1:8 JSON has no comments.'],
    ["{ 'a': 1 }", '1:3 A name in double quotes is missing here.'],
    ['{ "a": \u201cx\u201d }', '1:8 Texts stand in straight double quotes.'],
    ['{ "a" 1 }', '1:7 A colon is missing between name and value.'],
    [
      '{ "a": "x\n" }',
      '1:8 This text has no closing quote on its line, or has a backslash that means nothing.',
    ],
    ['{ "a": { "b": 1 ', '1:17 The file ends here, and an object is still open: "}" is missing.'],
    ['{ "a": 1 } x', '1:12 Nothing may follow the end of the object.'],
    ['{ "a": 1, "a": 2 }', '1:11 The name "a" stands twice in one object.'],
    ['', '1:1 The file ends here, and a value is missing.'],
  ])('%j: %s', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });
});
