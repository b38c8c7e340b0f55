import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeToken, passphrase, readPassphrase } from '../../functions/envelope/token.ts';
import { hex } from './damage.ts';
import { distanceBetween, slipped, type Slip } from './slips.ts';

const token = Buffer.from('7f'.repeat(16), 'hex');
const words = passphrase(token).split(' ');
const anyToken = fc.uint8Array({ minLength: 16, maxLength: 16 });

const tokenRead = (typed: string): string | undefined => {
  const result = readPassphrase(typed);
  return result.kind === 'token' ? hex(result.token) : undefined;
};
const numbered = (before: string, after: string, between: string): string =>
  words.map((word, index) => `${before}${index + 1}${after}${word}`).join(between);
const withWord = (position: number, word: string): string => words.with(position - 1, word).join(' ');

describe('a passphrase is read', () => {
  it.each<[string, string]>([
    ['as it was shown', words.join(' ')],
    ['in capitals', words.join(' ').toUpperCase()],
    [
      'with capitals a phone adds',
      words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' '),
    ],
    ['with many spaces and tabs', `  \t${words.join(' \t  ')}  \n`],
    ['with a word on each line', words.join('\r\n')],
    ['numbered "1. word"', numbered('', '. ', '\n')],
    ['numbered "1.word"', numbered('', '.', ' ')],
    ['numbered "1) word"', numbered('', ') ', '\n')],
    ['numbered "#1 word"', numbered('#', ' ', '\n')],
    ['numbered "#1word"', numbered('#', '', ' ')],
    ['with commas', words.join(', ')],
    ['with commas and no spaces', words.join(',')],
    ['with hyphens', words.join('-')],
    ['with no-break spaces', words.join('\u00a0')],
    ['with narrow and wide spaces', words.join('\u202f\u3000')],
    ['with zero-width spaces', words.join('\u200b')],
    ['in quotation marks', `“${words.join(' ')}”.`],
    ['with a byte order mark and direction marks', `\ufeff\u202a${words.join(' ')}\u202c\u200f`],
    [
      'in full-width letters',
      Array.from(words.join(' '))
        .map((c) => (c === ' ' ? c : String.fromCodePoint(0xfee0 + (c.codePointAt(0) ?? 0))))
        .join(''),
    ],
    [
      'with a line break in the middle of a pasted line',
      `${words.slice(0, 7).join(' ')}\n> ${words.slice(7).join(' ')}`,
    ],
    [
      'in the whole saved file',
      `${numbered('', '. ', '\r\n')}\r\n\r\nTo follow up: https://a.example/follow-up\r\n1. March`,
    ],
    [
      'in two numbered columns',
      words
        .map((_, at) => (at % 2 === 0 ? at / 2 : (at + 11) / 2))
        .map((at) => `${at + 1}. ${words[at] ?? ''}`)
        .join(' ') + ' and more',
    ],
    [
      'in a file with full-width numbers and letters',
      Array.from(`${numbered('', '.', '\n')}\nmore words`)
        .map((c) => (/[!-~]/.test(c) ? String.fromCodePoint(0xfee0 + (c.codePointAt(0) ?? 0)) : c))
        .join(''),
    ],
    [
      'in a file with Arabic numbers',
      `${numbered('', '. ', '\n').replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))}\n\n\u0644\u0644\u0645\u062a\u0627\u0628\u0639\u0629: https://a.example/`,
    ],
    ['in a file without numbers', `${words.join('\n')}\n\nTo follow up: https://a.example/follow-up`],
    ['as the token itself', encodeToken(token)],
    ['as the token with space around it', `\n ${encodeToken(token)}\u00a0 `],
    ['as the whole link', `https://reports.example.org/follow-up#${encodeToken(token)}`],
    [
      'as the whole link with a line break behind it',
      `https://reports.example.org/follow-up#${encodeToken(token)}\r\n`,
    ],
    ['as the end of the link', `#${encodeToken(token)}`],
  ])('%s', (_, typed) => {
    expect(tokenRead(typed)).toBe(hex(token));
  });

  it('for any token, with any numbers and signs between the words and any letters in capitals', () => {
    const separator = fc.string({
      unit: fc.constantFrom(...Array.from(' ,;.:#0123456789()-\n\t\u00a0|*')),
      minLength: 1,
      maxLength: 5,
    });
    const mess = fc.record({
      anyToken,
      separators: fc.array(separator, { minLength: 13, maxLength: 13 }),
      capitals: fc.infiniteStream(fc.boolean()),
    });
    fc.assert(
      fc.property(mess, ({ anyToken: some, separators, capitals }) => {
        const typed = passphrase(some)
          .split(' ')
          .map((word, index) => (separators[index] ?? '') + word)
          .join('');
        const shouted = Array.from(typed)
          .map((c) => (capitals.next().value ? c.toUpperCase() : c))
          .join('');
        expect(tokenRead(shouted + (separators[12] ?? ''))).toBe(hex(some));
      }),
    );
  });

  it('for any token, from the link and from its bare text', () => {
    fc.assert(
      fc.property(anyToken, (some) => {
        expect(tokenRead(encodeToken(some))).toBe(hex(some));
        expect(tokenRead(`http://127.0.0.1:8080/follow-up#${encodeToken(some)}`)).toBe(hex(some));
      }),
    );
  });
});

describe('a passphrase of another length', () => {
  it.each([0, 1, 11, 13, 24])('is refused with the number of words found: %i', (count) => {
    const typed = Array.from({ length: count }, (_, index) => words[index % 12]).join(' ');
    expect(readPassphrase(typed)).toEqual({ kind: 'word-count', found: count });
  });

  it('names the wrong word by its place, in a saved file too', () => {
    const lines = words.with(3, 'abandom').map((word, index) => `${index + 1}. ${word}`);
    expect(readPassphrase([...lines, '', 'To follow up: https://a.example/'].join('\n'))).toMatchObject({
      kind: 'unknown-words',
      words: [{ position: 4, word: 'abandom', suggestions: ['abandon', 'random'] }],
    });
  });

  it('counts words, not numbers', () => {
    const eleven = words.slice(0, 11).map((word, index) => `${index + 1}. ${word}`);
    expect(readPassphrase([...eleven, '12.'].join('\n'))).toEqual({ kind: 'word-count', found: 11 });
  });

  it('is what a token of another spelling counts as', () => {
    expect(readPassphrase(encodeToken(token).slice(1)).kind).toBe('word-count');
    expect(readPassphrase(`https://example.org/follow-up#${encodeToken(token)}A`).kind).toBe('word-count');
  });
});

describe('a mistyped word', () => {
  it.each<[string, number, string, string]>([
    ['two letters swapped', 7, 'wrogh', 'worth'],
    ['neighbours swapped', 2, 'winenr', 'winner'],
    ['a letter dropped', 6, 'sausge', 'sausage'],
    ['a letter doubled', 3, 'thannk', 'thank'],
    ['another letter', 12, 'yellaw', 'yellow'],
    ['an accent', 1, 'légal', 'legal'],
  ])('is named with its position and what was perhaps meant: %s', (_, position, typed, meant) => {
    const result = readPassphrase(withWord(position, typed));
    const unknown = result.kind === 'unknown-words' ? result.words : [];
    expect(unknown.map((word) => [word.position, word.word])).toEqual([[position, typed.normalize('NFKD')]]);
    expect(unknown[0]?.suggestions).toContain(meant);
  });

  it('is named together with every other one', () => {
    const typed = words.with(0, 'legall').with(11, 'yelow').with(5, 'qqqqqq').join(' ');
    const result = readPassphrase(typed);
    expect(result).toMatchObject({
      kind: 'unknown-words',
      words: [
        { position: 1, word: 'legall', suggestions: ['legal', 'recall'] },
        { position: 6, word: 'qqqqqq', suggestions: [] },
        { position: 12, word: 'yelow', suggestions: expect.arrayContaining(['yellow']) as unknown },
      ],
    });
  });

  it('gets exactly the words of the list within two slips, nearest first, at most three', () => {
    const slip: fc.Arbitrary<Slip> = fc.tuple(
      fc.nat(9),
      fc.constantFrom('drop' as const, 'swap' as const, 'change' as const, 'double' as const),
      fc.constantFrom(...Array.from('aest')),
    );
    const typedWord = fc
      .tuple(fc.constantFrom(...wordlist), fc.array(slip, { minLength: 1, maxLength: 3 }))
      .map(([word, slips]) => slips.reduce((before, one) => slipped(before, one), word))
      .filter((word) => word !== '' && !wordlist.includes(word));
    fc.assert(
      fc.property(typedWord, (typed) => {
        const result = readPassphrase(withWord(4, typed));
        const suggestions = result.kind === 'unknown-words' ? result.words[0]?.suggestions : undefined;
        const near = wordlist
          .map((word) => ({ word, distance: distanceBetween(typed, word) }))
          .filter(({ distance }) => distance <= 2)
          .sort((one, other) => one.distance - other.distance);
        expect(suggestions).toEqual(near.slice(0, 3).map(({ word }) => word));
      }),
      { numRuns: 25 },
    );
  });
});

describe('a checksum that fails', () => {
  it('is said as such, not as a wrong word', () => {
    expect(readPassphrase('abandon '.repeat(12))).toEqual({ kind: 'checksum' });
    expect(readPassphrase(withWord(12, 'zoo'))).toEqual({ kind: 'checksum' });
    expect(readPassphrase(words.with(0, 'winner').with(1, 'legal').join(' '))).toEqual({ kind: 'checksum' });
  });

  it('comes of swapped neighbours and of another word, unless they make another token; never the same one', () => {
    const swap = fc.tuple(anyToken, fc.nat(10), fc.constantFrom(...wordlist));
    fc.assert(
      fc.property(swap, ([some, at, word]) => {
        const own = passphrase(some).split(' ');
        const [one = '', other = ''] = own.slice(at, at + 2);
        for (const changed of [own.with(at, other).with(at + 1, one), own.with(at, word)]) {
          const result = readPassphrase(changed.join(' '));
          if (changed.join(' ') === own.join(' ')) continue;
          expect(['checksum', 'token']).toContain(result.kind);
          if (result.kind === 'token') expect(hex(result.token)).not.toBe(hex(some));
        }
      }),
    );
  });

  it('is found in about 15 of 16 wrong last words', () => {
    const right = wordlist.filter((word) => readPassphrase(withWord(12, word)).kind === 'token');
    expect(right.length).toBe(128);
  });
});

describe('hostile input', () => {
  it('of any kind gets an answer', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
    );
    fc.assert(
      fc.property(anything, (typed) => {
        expect(['token', 'word-count', 'unknown-words', 'checksum']).toContain(readPassphrase(typed).kind);
      }),
    );
  });

  // An algorithm that is quadratic in the input needs minutes for these and fails by vitest's time limit.
  it.each<[string, string, string]>([
    ['a letter 400,000 times', 'a'.repeat(400_000), 'word-count'],
    ['a letter under 400,000 combining marks', `a${'\u0301\u0323'.repeat(200_000)}`, 'word-count'],
    [
      'twelve such letters',
      Array(12)
        .fill(`a${'\u0301\u0323'.repeat(20_000)}`)
        .join(' '),
      'unknown-words',
    ],
    ['200,000 words', 'a '.repeat(200_000), 'word-count'],
    ['400,000 number signs', '#'.repeat(400_000), 'word-count'],
    ['400,000 spaces', ' '.repeat(400_000), 'word-count'],
    ['a character that normalizes to eighteen', '\ufdfa'.repeat(100_000), 'word-count'],
    ['emoji with joiners', '👩‍👩‍👧'.repeat(20_000), 'word-count'],
    ['twelve emoji', '🦊 '.repeat(12), 'word-count'],
    ['lone surrogates', '\ud800 '.repeat(12), 'word-count'],
    ['right-to-left words', 'שלום '.repeat(12), 'unknown-words'],
    ['twelve very long words', `${'abcdefgh'.repeat(2000)} `.repeat(12), 'unknown-words'],
    ['40 rounds of words that resemble many', 'aeert '.repeat(12), 'unknown-words'],
  ])('is answered in time: %s', (name, typed, kind) => {
    for (let round = 0; round < (name.startsWith('40 rounds') ? 40 : 1); round++) {
      expect(readPassphrase(typed).kind).toBe(kind);
    }
  });

  it('gets no suggestion for a word far too long', () => {
    const result = readPassphrase(withWord(3, 'thank'.repeat(5)));
    expect(result).toEqual({
      kind: 'unknown-words',
      words: [{ position: 3, word: 'thank'.repeat(5), suggestions: [] }],
    });
  });
});
