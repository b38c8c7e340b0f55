import { describe, expect, it } from 'vitest';
import { cacheFor } from '../../functions/domain/kernel/cache-for.ts';

const at = (minutes: number): Date => new Date(Date.parse('2026-03-10T09:00:00.000Z') + minutes * 60_000);

describe('keeping what was loaded', () => {
  it('loads once for the minutes it is kept, and again at their end', async () => {
    let loads = 0;
    const kept = cacheFor(5, () => Promise.resolve(++loads));

    expect([await kept(at(0)), await kept(at(4.99)), await kept(at(5)), await kept(at(9))]).toEqual([
      1, 1, 2, 2,
    ]);
  });

  it('those who ask while it loads share one load', async () => {
    let loads = 0;
    const kept = cacheFor(5, async () => {
      await Promise.resolve();
      return ++loads;
    });

    expect(await Promise.all([kept(at(0)), kept(at(0)), kept(at(1))])).toEqual([1, 1, 1]);
  });

  it('a failed load is told to all who waited and is not kept', async () => {
    let loads = 0;
    const kept = cacheFor(5, () =>
      ++loads === 1 ? Promise.reject(new Error('first')) : Promise.resolve('second'),
    );

    const outcomes = await Promise.allSettled([kept(at(0)), kept(at(0))]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await kept(at(0))).toBe('second');
  });

  it('an old load that fails late does not throw away a newer one', async () => {
    const rejects: ((error: Error) => void)[] = [];
    let loads = 0;
    const kept = cacheFor(5, () =>
      ++loads === 1
        ? new Promise<string>((_, reject) => rejects.push(reject))
        : Promise.resolve(`load ${loads}`),
    );
    const old = kept(at(0));
    expect(await kept(at(6))).toBe('load 2');
    rejects[0]?.(new Error('late'));
    await expect(old).rejects.toThrow('late');

    expect(await kept(at(6))).toBe('load 2');
  });
});
