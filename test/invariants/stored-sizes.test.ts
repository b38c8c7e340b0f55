import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Service } from '../harness/service.ts';
import { contentOf } from '../reporter/stored.ts';
import { stories } from './size-class-stories.ts';
import { beginWorld } from './size-class-world.ts';
import { storedShape } from './stored-shape.ts';

/** Invariant 5 of the design: what is stored has size classes, not sizes, and times no finer than the hour. */

/** Times that are stored of cases: full hours, or days. */
const finerThanHours = async (service: Service): Promise<string[]> => {
  const found: string[] = [];
  for (const table of ['vault', 'cases'] as const)
    for (const [key, row] of await contentOf(service, table))
      for (const [time] of JSON.stringify(row).matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g))
        if (!time.endsWith(':00:00.000Z')) found.push(`${key}: ${time}`);
  return found;
};

describe('what is stored', () => {
  it('is the same in two worlds whose texts, files, names and exclusions differ within a size class', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (operations) => {
        const worlds = [await beginWorld(0), await beginWorld(1)] as const;
        try {
          for (const step of operations) {
            const opens = [await worlds[0].act(step), await worlds[1].act(step)];
            if (opens.every((open) => open !== undefined)) for (const open of opens) await open();
          }
          expect(await storedShape(worlds[0].service)).toEqual(await storedShape(worlds[1].service));
          for (const { service } of worlds) expect(await finerThanHours(service)).toEqual([]);
        } finally {
          for (const { service } of worlds) await service.close();
        }
      }),
      { numRuns: 12 },
    );
  });
});
