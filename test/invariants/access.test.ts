import { describe, expect, it } from 'vitest';
import {
  answers,
  assigns,
  changesState,
  filesForSomebody,
  grants,
  hears,
  letsBackIn,
  links,
  makesRetaliationCase,
  notes,
  opens,
  parts,
  reportComes,
  splits,
  takes,
  transfers,
} from './harness/on-cases.ts';
import { letsBack, setsAside } from './harness/on-access.ts';
import { checkStories } from './harness/stories.ts';
import {
  accessNow,
  beginWorld,
  endWorld,
  thoseThere,
  withCases,
  type Access,
  type World,
} from './harness/world.ts';

/** Anybody who could know of a case before and cannot any more, and the other way round. */
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
        makesRetaliationCase,
        hears,
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
  });

  it('no case is ever left without somebody who may lead it, by whatever others do to it', async () => {
    const mayLead = ({ role }: { readonly role: string }): boolean => role !== 'outside-reviewer';
    await checkStories<World>({
      begin: async () => withCases(await beginWorld()),
      end: endWorld,
      operations: [
        reportComes,
        filesForSomebody,
        grants,
        setsAside,
        letsBack,
        letsBackIn,
        transfers,
        splits,
        makesRetaliationCase,
        assigns,
        takes,
      ],
      holds: async (world) => {
        const after = await accessNow(world);
        const leading = (access: Access, name: string): string[] =>
          thoseThere(world)
            .filter((person) => mayLead(person) && access.get(name)?.has(person.name))
            .map(({ name: who }) => who);
        for (const { name } of world.cases) {
          const before = leading(world.access, name);
          if (before.length > 0) expect(leading(after, name), `who may lead ${name}`).not.toEqual([]);
        }
        world.access = after;
      },
      runs: 6,
      steps: 12,
    });
  });
});
