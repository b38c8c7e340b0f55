import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../functions/domain/redaction/pieces.ts';

const contents = (text: string): string[] => piecesOf(text).map(({ from, to }) => text.slice(from, to));

describe('pieces of a text to tick', () => {
  it('are sentences, at most a line each', () => {
    expect(contents('He shouted. “Get out!” I left...\n\nThen Dr.Who? Yes')).toEqual([
      'He shouted.',
      '“Get out!”',
      'I left...',
      'Then Dr.Who?',
      'Yes',
    ]);
    expect(contents('他大喊。「出去！」我走了。')).toEqual(['他大喊。', '「出去！」', '我走了。']);
    expect(contents('صرخ. هل رأيت؟ نعم')).toEqual(['صرخ.', 'هل رأيت؟', 'نعم']);
  });

  it('without an end are parted at a space', () => {
    const long = 'word '.repeat(200).trim();
    const pieces = contents(long);
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join(' ')).toBe(long);
    expect(contents('🦊'.repeat(1_000)).every((piece) => piece.length <= 481 && piece.isWellFormed())).toBe(
      true,
    );
  });

  it('together are the text but for white space, in its order', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '.', ' ', '\n', '🦊', '!', '”') }), (text) => {
        const bare = (one: string): string => one.replace(/\s/g, '');
        expect(bare(contents(text).join(''))).toBe(bare(text));
        for (const piece of contents(text)) expect(piece.isWellFormed()).toBe(true);
      }),
    );
  });
});
