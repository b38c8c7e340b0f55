import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { volumeBytes, volumesOf } from '../../../functions/domain/export/volumes.ts';

const packed = fc
  .array(fc.integer({ min: 0, max: 4 * volumeBytes }), { maxLength: 12 })
  .map((sizes) => sizes.map((size, at) => ({ path: `file-${at}`, size, item: at })));

describe('what goes into volumes', () => {
  it('is there once, every byte of it in order, and no volume holds more than it may', () => {
    fc.assert(
      fc.property(packed, (files) => {
        const volumes = volumesOf(files);
        for (const volume of volumes) {
          expect(volume.length).toBeGreaterThan(0);
          expect(volume.reduce((sum, { from, to }) => sum + to - from, 0)).toBeLessThanOrEqual(volumeBytes);
        }
        const pieces = volumes.flat();
        expect(new Set(pieces.map(({ path }) => path)).size).toBe(pieces.length);
        for (const { item, size } of files) {
          const own = pieces.filter((piece) => piece.item === item);
          expect(own.map(({ from }) => from)).toEqual([0, ...own.slice(0, -1).map(({ to }) => to)]);
          expect(own.at(-1)?.to).toBe(size);
        }
      }),
      { numRuns: 50 },
    );
  });
});
