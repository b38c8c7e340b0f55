import { describe, expect, it } from 'vitest';
import {
  freeText,
  isBlank,
  requiredText,
  withoutUnsafeCharacters,
} from '../../functions/domain/kernel/text.ts';

const refusal = (text: string, limit = 1000): string | undefined =>
  freeText(limit)
    .safeParse(text)
    .error?.issues.map(({ message }) => message)
    .join(' ');

describe('free text', () => {
  it('keeps what people write, in any script', () => {
    for (const text of ['Grüße', 'שלום', 'می‌خواهم', '👩‍👩‍👧', 'a\tb\nc', '日本語', 'क्षि', '\u200eleft']) {
      expect(freeText(1000).parse(text)).toBe(text);
    }
  });

  it('makes line ends uniform and drops outer white space', () => {
    expect(freeText(100).parse(' \r\n a\r\nb\rc \n')).toBe('a\nb\nc');
  });

  it.each([
    ['a\u0000', 'U+0000', 2],
    ['👩\u001b', 'U+001B', 2],
    ['ab\u202ec', 'U+202E', 3],
    ['\u2066', 'U+2066', 1],
    ['\u007f', 'U+007F', 1],
    ['\u0085', 'U+0085', 1],
    ['x\ufffe', 'U+FFFE', 2],
  ])('%j is refused with the character and its place', (text, character, place) => {
    expect(refusal(text)).toBe(
      `Contains an invisible control character (${character}) at character ${place}.`,
    );
  });

  it('half a surrogate pair is refused', () => {
    expect(refusal('a\ud83d')).toContain('half of a surrogate pair');
  });

  it('the limit counts bytes of UTF-8, and is said', () => {
    expect(refusal('é'.repeat(512), 1024)).toBeUndefined();
    expect(refusal('é'.repeat(513), 1024)).toBe('Is too long: 2 KB of at most 1 KB.');
  });

  it.each(['', '   ', '\n\t', '\u200b\u200d', '\u00a0\u3000', '\u2800', '\u00ad', '\u3164', '\ufe0f'])(
    '%j has nothing to read in it',
    (text) => {
      expect(isBlank(text)).toBe(true);
      expect(requiredText(100).safeParse(text).success).toBe(false);
    },
  );

  it('a single letter is enough', () => {
    expect(requiredText(100).parse(' x ')).toBe('x');
    expect(isBlank('\u200b.')).toBe(false);
  });

  it('what is shown again is always text that would be taken', () => {
    const shown = withoutUnsafeCharacters('a\u0000\r\nb\u202e\ud83dc');

    expect(shown).toBe('a\nb\ufffdc');
    expect(freeText(100).safeParse(shown).success).toBe(true);
  });
});
