import { describe, expect, it } from 'vitest';
import { changeMember } from '../../functions/domain/member/change-team.ts';
import { changeContext, openEarlierCases, revokeMember } from '../../infra/ops/member/members.ts';
import { grants, letsBackIn, opens } from './harness/on-cases.ts';
import { checkStories, type Operation } from './harness/stories.ts';
import {
  addressOf,
  asks,
  beginWorld,
  endWorld,
  isThere,
  join,
  knows,
  leave,
  report,
  thoseThere,
  type World,
} from './harness/world.ts';

/** For each case those whom its reporter keeps out of it, as persons. */
type Kept = World & { readonly keptOut: Map<string, ReadonlySet<string>> };

const reports: Operation<Kept> = {
  name: 'report',
  weight: 2,
  plan: (world, choose) => {
    const kept = choose.some(thoseThere(world));
    const names = kept.map(({ row }) => row.name).join(' and ');
    return {
      says: `somebody reports to conduct${names === '' ? '' : ` and keeps out ${names}`}`,
      does: async () => {
        const excludedMembers = kept.map(({ row }) => row.memberId);
        const { caseName } = await report(world, { channel: 'conduct', excludedMembers });
        world.keptOut.set(caseName, new Set(kept.map(({ name }) => name)));
      },
    };
  },
};

const leaves: Operation<Kept> = {
  name: 'leave',
  weight: 2,
  plan: (world, choose) => {
    const who = choose.one(thoseThere(world));
    return who && { says: `${who.row.name} is taken off the team`, does: () => leave(world, who) };
  },
};

/** With their name or their address as they were at first; the other one may be new. */
const comesBack: Operation<Kept> = {
  name: 'come back',
  weight: 4,
  plan: (world, choose) => {
    const who = choose.one(world.people.filter((person) => !isThere(person)));
    if (!who) return undefined;
    const how = choose.one(['both', 'name', 'address']);
    const name = how === 'address' ? `${who.name.slice(0, 1)} Newname` : who.name;
    const email = how === 'name' ? `new.${addressOf(who)}` : ` ${addressOf(who).toUpperCase()}`.trim();
    const early = choose.yes() || choose.yes();
    return {
      says: `${who.name} is added again as ${name} <${email}>${early ? ', and may see earlier cases' : ''}`,
      does: async () => {
        who.row = await join(world.service, who, name, email);
        if (early) await openEarlierCases(world.service.ops, who.row.memberId);
      },
    };
  },
};

/** Either is changed while the other one stays, so that the person can be known. */
const isRenamed: Operation<Kept> = {
  name: 'rename',
  plan: (world, choose) => {
    const who = choose.one(thoseThere(world));
    if (!who) return undefined;
    const change = choose.yes() ? { name: `${who.name} Married` } : { email: `moved.${addressOf(who)}` };
    return {
      says: `${who.row.name} is known as ${Object.values(change).join()} from now on`,
      does: async () => {
        await changeMember(changeContext(world.service.ops), who.row.memberId, change);
        who.row = { ...who.row, ...change };
      },
    };
  },
};

/** The new row is made before the old one goes. */
const getsAnotherRow: Operation<Kept> = {
  name: 'another row',
  weight: 2,
  plan: (world, choose) => {
    const who = choose.one(thoseThere(world));
    if (!who) return undefined;
    const { name, memberId } = who.row;
    const email = `other.${world.cases.length}.${memberId.slice(0, 6).toLowerCase()}@example.org`;
    return {
      says: `${name} is added once more as <${email}>, and the row they had is taken away`,
      does: async () => {
        const row = await join(world.service, who, name, email);
        await revokeMember(world.service.ops, memberId);
        who.row = row;
      },
    };
  },
};

const seesEarlier: Operation<Kept> = {
  name: 'grant --earlier',
  weight: 4,
  plan: (world, choose) => {
    const who = choose.one(thoseThere(world));
    return (
      who && {
        says: `ops let ${who.row.name} see earlier cases`,
        does: async () => {
          await openEarlierCases(world.service.ops, who.row.memberId);
        },
      }
    );
  },
};

describe('exclusion follows the person, not a row', () => {
  it('who is removed and added again, renamed or given another address stays kept out', async () => {
    await checkStories<Kept>({
      begin: async () => {
        const world: Kept = { ...(await beginWorld()), keptOut: new Map() };
        // From the beginning nobody is without a case that is kept from them.
        for (const { name, row } of thoseThere(world)) {
          const excludedMembers = [row.memberId];
          const { caseName } = await report(world, { channel: 'conduct', excludedMembers });
          world.keptOut.set(caseName, new Set([name]));
        }
        return world;
      },
      end: endWorld,
      operations: [
        reports,
        leaves,
        comesBack,
        isRenamed,
        getsAnotherRow,
        seesEarlier,
        opens,
        grants,
        letsBackIn,
      ],
      holds: async (world) => {
        for (const known of world.cases)
          for (const person of thoseThere(world))
            if (world.keptOut.get(known.name)?.has(person.name) && (await knows(world, person, known)))
              expect.fail(`${person.name}, now ${person.row.name}, can see ${known.name}`);
      },
      runs: 5,
      steps: 14,
    });
  });

  it('a lead who keeps somebody from a case keeps the person from it', async () => {
    const world = await beginWorld();
    await report(world, { channel: 'conduct' });
    const [known] = world.cases;
    const [lena, , vera] = world.people;
    if (!known || !lena || !vera || !isThere(lena) || !isThere(vera)) throw new Error('they are there');
    await asks(world, lena, `/api/cases/${known.id}`);
    const aside = { memberId: vera.row.memberId, reason: 'They are close.' };
    expect((await asks(world, lena, `/api/cases/${known.id}/aside`, aside)).status).toBe(200);
    await leave(world, vera);
    const again = { ...vera, row: await join(world.service, vera, 'Vera', 'other@example.org') };
    await openEarlierCases(world.service.ops, again.row.memberId);
    expect(await knows(world, again, known)).toBe(false);
    const back = { memberId: again.row.memberId, reason: 'They are not.' };
    expect((await asks(world, lena, `/api/cases/${known.id}/aside/lift`, back)).status).toBe(200);
    expect(await knows(world, again, known)).toBe(true);
    await endWorld(world);
  });
});
