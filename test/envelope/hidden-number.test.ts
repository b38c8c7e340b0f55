import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostHidden, numberHider } from '../../functions/envelope/hidden-number.ts';

const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
const number = fc.integer({ min: 1, max: mostHidden });

describe('a hidden number', () => {
  it('is found again with the secret, and stays in the range', () => {
    fc.assert(
      fc.property(secret, number, (key, shown) => {
        const { hide, show } = numberHider(key, 'measure');
        const hidden = hide(shown);
        expect(hidden).toBeGreaterThanOrEqual(1);
        expect(hidden).toBeLessThanOrEqual(mostHidden);
        expect(show(hidden)).toBe(shown);
      }),
    );
  });

  it('is another for each number', () => {
    const { hide } = numberHider(new Uint8Array(32).fill(7), 'measure');
    const hidden = Array.from({ length: 2_000 }, (_, at) => hide(at + 1));
    expect(new Set(hidden).size).toBe(hidden.length);
  });

  it('is the same for everybody who has the secret, and frozen', () => {
    const { hide } = numberHider(new Uint8Array(32).fill(7), 'measure');
    expect([1, 2, 3, mostHidden].map(hide)).toEqual([827_416, 339_037, 223_062, 76_633]);
  });

  it('is another with another secret, and for another kind', () => {
    const of = (fill: number, kind: string) =>
      [1, 2, 3].map(numberHider(new Uint8Array(32).fill(fill), kind).hide);
    expect(of(7, 'measure')).not.toEqual(of(8, 'measure'));
    expect(of(7, 'measure')).not.toEqual(of(7, 'decision'));
  });

  it.each([0, -1, 1.5, mostHidden + 1, Number.NaN])('%s is none', (odd) => {
    const { hide, show } = numberHider(new Uint8Array(32), 'measure');
    expect(() => hide(odd)).toThrow(RangeError);
    expect(() => show(odd)).toThrow(RangeError);
  });
});
