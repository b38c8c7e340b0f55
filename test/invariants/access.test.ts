import { describe, expect, it } from 'vitest';
import {
  answers,
  assigns,
  changesState,
  filesForSomebody,
  links,
  notes,
  opens,
  parts,
  reportComes,
  splits,
  takes,
} from './harness/on-cases.ts';
import { checkStories } from './harness/stories.ts';
import { accessNow, beginWorld, endWorld, withCases, type Access, type World } from './harness/world.ts';

/** Whoever could know of a case before and cannot any more, and the other way round. */
const changes = (before: Access, after: Access): string[] =>
  [...before].flatMap(([name, known]) => {
    const knows = after.get(name) ?? new Set();
    return [
      ...[...known].filter((who) => !knows.has(who)).map((who) => `${who} lost ${name}`),
      ...[...knows].filter((who) => !known.has(who)).map((who) => `${who} was given ${name}`),
    ];
  });

describe('nobody’s access to a case is decided by another ordinary member', () => {
  it('linking, parting, splitting, filing, assigning and daily work change nobody’s access', async () => {
    await checkStories<World>({
      begin: async () => withCases(await beginWorld()),
      end: endWorld,
      operations: [
        reportComes,
        opens,
        links,
        parts,
        splits,
        filesForSomebody,
        assigns,
        takes,
        answers,
        notes,
        changesState,
      ],
      holds: async (world) => {
        const after = await accessNow(world);
        const changed = changes(world.access, after);
        world.access = after;
        expect(changed).toEqual([]);
      },
      runs: 6,
      steps: 12,
    });
  }, 240_000);
});
