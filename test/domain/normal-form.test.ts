import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { plainAddress } from '../../functions/domain/member/former.ts';
import { namedMembers } from '../../functions/domain/member/named-members.ts';
import { mostMarks, normalForm } from '../../functions/domain/kernel/normal-form.ts';
import { plainWords } from '../../functions/domain/kernel/plain-words.ts';
import { numberedWords, wordsIn } from '../../functions/envelope/typed-words.ts';

const many = 50_000;
const marks = `a${'\u0301\u0323'.repeat(many)}`;
// Half-width signs are letters until they are taken apart; then they are marks as well.
const kana = `a${'\uff9e\u0323'.repeat(many)}`;
const praises = '\ufdfa'.repeat(many);

/** The longest run of characters that Unicode sorts, once a text is taken apart. */
const longestRun = (text: string): number => {
  let longest = 0;
  let run = 0;
  for (const character of text) {
    run = /[\p{M}\uff9e\uff9f]/u.test(character) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
};

describe('a text somebody typed, in a normal form', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['a name is looked for', (text: string) => namedMembers(text, [{ name: 'Ada' }, { name: '山田太郎' }])],
    ['a name has them', (text: string) => namedMembers('Ada', [{ name: text }, { name: `山田${text}` }])],
    ['it is searched', plainWords],
    ['an address has them', plainAddress],
    ['secret words are typed', wordsIn],
    ['numbered words are typed', (text: string) => numberedWords(`1 ${text}`, 1)],
  ])('never hands a long run of marks, or what becomes far longer, to be sorted: %s', (_, work) => {
    const handed = vi.spyOn(String.prototype, 'normalize');
    for (const text of [marks, kana, praises]) {
      work(text);
      for (const given of handed.mock.contexts.map(String)) {
        expect(longestRun(given)).toBeLessThanOrEqual(mostMarks);
        expect(given.split('\ufdfa')).toHaveLength(1);
      }
    }
  });

  it('is what Unicode says for every text that somebody writes', () => {
    for (const text of [
      'Béla Żak',
      'e\u0323\u0301',
      'ﾊﾞﾅﾅ',
      'مُحَمَّدٌ',
      'ẛ̣',
      '한국',
      `o${'\u0301'.repeat(mostMarks)}`,
    ])
      for (const form of ['NFC', 'NFKC', 'NFKD'] as const)
        expect(normalForm(text, form)).toBe(text.normalize(form));
  });

  it('knows every character that is a mark once it is taken apart, and every one that becomes far longer', () => {
    for (let code = 0x80; code < 0x110000; code++) {
      const one = String.fromCodePoint(code);
      const [first = ''] = one.normalize('NFKD');
      // What is sorted goes before U+0345, the sign that is sorted last.
      const isSorted = `\u0345${first}`.normalize('NFD') !== `\u0345${first}`;
      if (isSorted && /\p{M}/u.test(first)) expect(one).toMatch(/^[\p{M}\uff9e\uff9f]$/u);
      if (Array.from(one.normalize('NFKD')).length > 7) expect(['\ufdfa', '\ufdfb']).toContain(one);
    }
  });

  it('is made in one place; secret words are far too short to be a danger', () => {
    const root = new URL('../../functions/', import.meta.url);
    const users = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) =>
        /\.tsx?$/.test(name) && /(?<!posix)\.normalize\(/.test(readFileSync(new URL(name, root), 'utf8')),
    );
    expect(users.sort()).toEqual(['domain/kernel/normal-form.ts', 'envelope/typed-words.ts']);
  });
});
