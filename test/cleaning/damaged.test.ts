import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { realFile, realFileNames } from './real-files.ts';

const limits = { ...defaultCleaningLimits, unpackedBytes: 4 * 1024 * 1024 };

/**
 * Without throwing, to no more than what came and what was allowed to be unpacked, and to a file that is sound
 * for another cleaning and not changed by it.
 */
const survives = async (bytes: Uint8Array): Promise<void> => {
  const result = await cleanFile(bytes, limits);
  expect(['cleaned', 'could-not-be-cleaned', 'refused']).toContain(result.kind);
  if (result.kind !== 'cleaned') return;
  expect(result.bytes.length).toBeLessThan(2 * bytes.length + limits.unpackedBytes);
  const again = await cleanFile(result.bytes, limits);
  if (again.kind !== 'cleaned') throw new Error(JSON.stringify(again));
  expect(Buffer.compare(again.bytes, result.bytes)).toBe(0);
  expect(again.removed).toEqual([]);
};

const runs = 40;

describe.each(realFileNames)('%s', (name) => {
  const original = realFile(name);
  const place = fc.nat({ max: original.length - 1 });

  it('cut off anywhere never throws and never grows', async () => {
    await fc.assert(
      fc.asyncProperty(place, (end) => survives(original.subarray(0, end + 1))),
      { numRuns: runs / 2 },
    );
  });

  it('with any bytes changed never throws and never grows', async () => {
    const changes = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(changes, (list) => {
        const changed = Buffer.from(original);
        for (const [at, value] of list) changed[at] = value;
        return survives(changed);
      }),
      { numRuns: runs },
    );
  });

  it('with a part of it put in again elsewhere never throws and never grows', async () => {
    await fc.assert(
      fc.asyncProperty(place, place, fc.nat({ max: 2000 }), (from, to, length) =>
        survives(
          Buffer.concat([
            original.subarray(0, to),
            original.subarray(from, from + length),
            original.subarray(to),
          ]),
        ),
      ),
      { numRuns: runs / 2 },
    );
  });
});

it('takes any bytes at all behind any beginning that it knows', async () => {
  const beginning = fc.constantFrom(...realFileNames).map((name) => realFile(name).subarray(0, 40));
  await fc.assert(
    fc.asyncProperty(beginning, fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 3000 }), (start, end, rest) =>
      survives(Buffer.concat([start.subarray(0, end), rest])),
    ),
    { numRuns: 500 },
  );
});
