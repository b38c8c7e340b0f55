import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinedRuns, redactedMark, withoutRuns } from '../../../functions/domain/redaction/runs.ts';

const text = fc.string({ unit: 'binary', maxLength: 60 });
const runs = fc.array(
  fc.record({ from: fc.integer({ min: -3, max: 70 }), to: fc.integer({ min: -3, max: 70 }) }),
  { maxLength: 6 },
);

describe('hidden parts of a text', () => {
  it('are in order, apart from each other, inside the text, and hold everything that was to be hidden', () => {
    fc.assert(
      fc.property(text, runs, (whole, wanted) => {
        const joined = joinedRuns(whole, wanted);
        joined.forEach(({ from, to }, index) => {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(whole.length);
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThan(joined[index - 1]?.to ?? -1);
        });
        for (const { from, to } of wanted)
          for (let at = Math.max(0, from); at < Math.min(to, whole.length); at++)
            expect(joined.some((run) => run.from <= at && at < run.to)).toBe(true);
      }),
    );
  });

  it('part no surrogate pair: what is handed out is well-formed where the text is', () => {
    fc.assert(
      fc.property(text, runs, (whole, wanted) => {
        expect(withoutRuns(whole.toWellFormed(), wanted).isWellFormed()).toBe(true);
      }),
    );
  });

  it('are the same joined once or twice', () => {
    fc.assert(
      fc.property(text, runs, (whole, wanted) => {
        const once = joinedRuns(whole, wanted);
        expect(joinedRuns(whole, once)).toEqual(once);
      }),
    );
  });

  it('leave nothing of what they say behind, not by its length either: another text in their place reads the same', () => {
    const letters = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(letters, letters, letters), { minLength: 1, maxLength: 5 }), (parts) => {
        const world = (which: 1 | 2) => {
          let whole = '';
          const hidden: { from: number; to: number }[] = [];
          for (const part of parts) {
            whole += `${part[0]} `;
            hidden.push({ from: whole.length, to: whole.length + part[which].length });
            whole += `${part[which]} `;
          }
          return withoutRuns(whole, hidden);
        };
        expect(world(1)).toBe(world(2));
      }),
    );
  });

  it.each([
    [
      'overlapping',
      'Robin Roe left.',
      [
        { from: 0, to: 7 },
        { from: 4, to: 9 },
      ],
    ],
    [
      'touching',
      'Robin Roe left.',
      [
        { from: 0, to: 5 },
        { from: 5, to: 9 },
      ],
    ],
    [
      'with a space between',
      'Robin Roe left.',
      [
        { from: 0, to: 5 },
        { from: 6, to: 9 },
      ],
    ],
    [
      'one inside another, in no order',
      'Robin Roe left.',
      [
        { from: 2, to: 3 },
        { from: 0, to: 9 },
      ],
    ],
    [
      'with lines between',
      'Robin\n\nRoe left.',
      [
        { from: 0, to: 5 },
        { from: 7, to: 10 },
      ],
    ],
  ] as const)('%s are one mark', (_, whole, wanted) => {
    expect(withoutRuns(whole, wanted)).toBe(`${redactedMark} left.`);
  });

  it('take marks, joined pictures and colours of skin with the letter they belong to', () => {
    const accented = 'e\u0301';
    expect(withoutRuns(`a${accented}b`, [{ from: 1, to: 2 }])).toBe(`a${redactedMark}b`);
    expect(withoutRuns(`a${accented}b`, [{ from: 2, to: 3 }])).toBe(`a${redactedMark}b`);
    const family = '👩\u200d👧';
    expect(withoutRuns(`a${family}b`, [{ from: 1, to: 2 }])).toBe(`a${redactedMark}b`);
    const hand = '👋🏽';
    expect(withoutRuns(`a${hand}b`, [{ from: 3, to: 4 }])).toBe(`a${redactedMark}b`);
  });

  it('in a text of marks alone take time in proportion to it', () => {
    const marks = `a${'\u0301'.repeat(200_000)}`;
    const wanted = Array.from({ length: 1_000 }, (_, index) => ({ from: index * 200, to: index * 200 + 1 }));
    expect(withoutRuns(marks, wanted)).toBe(redactedMark);
  });
});
