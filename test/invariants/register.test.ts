import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logWriteAfter } from '../../functions/domain/register/log-write.ts';
import { selfCheckMinute } from '../../functions/scheduled/scheduled-run.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, post, read } from '../team/as-member.ts';
import { contextOf, decide, writeLog } from '../team/decided-case.ts';
import { expectedOf, knownKeysOf, storedRegister } from '../team/stored-register.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

const names = ['Robin Roe', 'Róbin Röe', 'Kim Hall', 'Анна Каренина', ''] as const;
const handles = ['robin', '@robin', 'kim_hall', 'r0bin', 'somebody-else'] as const;

const known = fc.record({
  name: fc.constantFrom(...names),
  handles: fc.uniqueArray(fc.constantFrom(...handles), { maxLength: 4 }),
  reach: fc.constantFrom('', 'robin+list@mail.example', '+49 170 1234567'),
});
const any = fc.nat(9);
const act = fc.oneof(
  fc.record({ does: fc.constant('file' as const) }),
  fc.record({ does: fc.constantFrom('add' as const), in: any, known }),
  fc.record({ does: fc.constant('edit' as const), in: any, whom: any, known }),
  fc.record({ does: fc.constant('merge' as const), in: any, whom: any, into: any }),
  fc.record({
    does: fc.constant('decide' as const),
    in: any,
    whom: any,
    until: fc.constantFrom(undefined, '2029-05-05'),
  }),
  fc.record({ does: fc.constant('shorten' as const), line: any }),
  fc.record({ does: fc.constant('move' as const), in: any }),
  fc.record({ does: fc.constantFrom('aside' as const, 'let-back' as const), in: any }),
  fc.record({ does: fc.constant('erase' as const), in: any }),
  fc.record({ does: fc.constant('days-pass' as const), days: fc.constantFrom(1, 40, 800) }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

type World = {
  readonly cases: { id: string; channel: string; respondents: number }[];
  readonly lines: { id: string; caseId: string }[];
};

describe('the register, whatever is done to cases', () => {
  let service: Service;
  let lead: Member;
  let other: Member;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead', channels: ['conduct', 'security'] });
    other = await service.addMember({ channels: ['conduct', 'security'] });
  });
  afterAll(() => service.close());

  const to = async (caseId: string, path: string, body: object): Promise<boolean> =>
    (await post(service, lead, `/api/cases/${caseId}/${path}`, body)).ok;

  const accounts = ({
    name,
    handles: of,
    reach,
  }: typeof known extends fc.Arbitrary<infer One> ? One : never) => ({
    name: name === '' && of.length === 0 && reach === '' ? 'Somebody' : name,
    handles: of.map((handle) => ({ platform: 'chat', handle })),
    reach,
  });

  /** What is sent to a case that is not there, or to nobody in it, does nothing. */
  const perform = async (world: World, one: Act): Promise<void> => {
    const { cases, lines } = world;
    const chosen = 'in' in one ? cases[one.in % Math.max(1, cases.length)] : undefined;
    const whom = 'whom' in one ? 1 + (one.whom % Math.max(1, chosen?.respondents ?? 1)) : 1;
    switch (one.does) {
      case 'file': {
        const id = await caseIdOf(service, await fileReport(service));
        await read(service, lead, id);
        cases.push({ id, channel: 'conduct', respondents: 0 });
        return;
      }
      case 'add':
        if (chosen && (await to(chosen.id, 'respondents', accounts(one.known)))) chosen.respondents += 1;
        return;
      case 'edit':
        if (chosen) await to(chosen.id, `respondents/${whom}`, accounts(one.known));
        return;
      case 'merge':
        if (chosen)
          await to(chosen.id, `respondents/${whom}/merge`, {
            into: 1 + (one.into % Math.max(1, chosen.respondents)),
          });
        return;
      case 'decide':
        if (chosen && chosen.respondents > 0) {
          const until = one.until === undefined ? {} : { until: one.until };
          const own = { respondent: whom, ...until };
          lines.push({ id: await decide(service, lead, chosen.id, own), caseId: chosen.id });
        }
        return;
      case 'shorten': {
        const line = lines[one.line % Math.max(1, lines.length)];
        if (line && cases.some(({ id }) => id === line.caseId))
          await writeLog(
            service,
            lead,
            line.caseId,
            logWriteAfter({ logLine: line.id }, { until: undefined, status: 'ended' }),
          );
        return;
      }
      case 'move':
        if (chosen) {
          const channel = chosen.channel === 'conduct' ? 'security' : 'conduct';
          if (await to(chosen.id, 'transfer', { channel, reason: 'Theirs.' })) chosen.channel = channel;
        }
        return;
      case 'aside':
      case 'let-back':
        if (chosen)
          await to(chosen.id, one.does === 'aside' ? 'aside' : 'aside/lift', {
            memberId: other.memberId,
            reason: 'Close.',
          });
        return;
      case 'erase':
        if (chosen) {
          const { store } = contextOf(service, lead);
          const stored = await store.findCase(chosen.id);
          if (stored) await store.eraseAtOnce(stored, [], service.clock.now);
          cases.splice(cases.indexOf(chosen), 1);
        }
        return;
      case 'days-pass':
        service.clock.advance(one.days * 86_400_000);
    }
  };

  /** A run of every minute that does something of this. @returns cases that are still there */
  const sweep = async (world: World): Promise<void> => {
    for (const minute of [0, 37, selfCheckMinute]) {
      const hour = new Date(Math.ceil(service.clock.now.getTime() / 3_600_000) * 3_600_000);
      service.clock.now = new Date(hour.getTime() + minute * 60_000);
      await service.scheduledRun();
    }
    const { store } = contextOf(service, lead);
    const there = await Promise.all(world.cases.map(({ id }) => store.findCase(id)));
    world.cases.splice(0, world.cases.length, ...world.cases.filter((_, at) => there[at] !== undefined));
  };

  const check = async (world: World): Promise<void> => {
    const { entries, index, markers } = await storedRegister(service);
    const living = new Set<string>();
    const persons = new Map<string, string>();
    for (const { id: caseId } of world.cases)
      for (const [id, { kept, ...expected }] of await expectedOf(service, lead, caseId)) {
        living.add(`${caseId}/${id}`);
        const [found, more] = entries.filter((one) => one.id === id);
        expect(more).toBeUndefined();
        const { personId, logLinesUntil, ...entry } = found?.entry ?? { personId: '', logLinesUntil: [] };
        const { hiddenFrom, grantedMembers, rosterRevision, ...content } = expected;
        expect(entry).toMatchObject(JSON.parse(JSON.stringify(content)) as object);
        // Who may know of it counts once the case is gone, and then only of what decisions keep.
        if (expected.logLines.length > 0)
          expect(entry).toMatchObject(
            JSON.parse(JSON.stringify({ hiddenFrom, grantedMembers, rosterRevision })) as object,
          );
        expect(logLinesUntil).toHaveLength(expected.logLines.length);
        // Respondents who are one are one person, and others are not.
        const person = persons.get(`${caseId}/${kept}`) ?? personId;
        persons.set(`${caseId}/${kept}`, person);
        expect(personId).toBe(person);
      }
    expect(new Set(persons.values()).size).toBe(persons.size);
    expect(markers).toEqual([...living].toSorted());
    // Every index row leads to an entry that stands under its key, each has as many, and all that it must have.
    expect(index).toEqual(
      entries.flatMap(({ id, row }) => row.matchKeys.map((key) => `${key}/${id}`)).toSorted(),
    );
    for (const { entry, row } of entries) {
      const { known: keys, count } = await knownKeysOf(service, entry);
      expect(row.matchKeys).toHaveLength(count);
      expect(row.matchKeys).toEqual(expect.arrayContaining(keys));
    }
    // What outlives its case is kept by a line that is still there, and names no case in clear.
    for (const { attributes, entry } of entries.filter(
      ({ id, entry: { caseId } }) => !living.has(`${caseId}/${id}`),
    )) {
      expect(attributes.caseId).toBeUndefined();
      expect(entry.logLinesUntil.toSorted().at(-1)).toBe(attributes.keptUntil?.S);
      expect((attributes.keptUntil?.S ?? '') >= service.clock.now.toISOString().slice(0, 10)).toBe(true);
    }
  };

  it('has one entry for every respondent of every case that is there, with its index rows, and nothing else but what decisions keep', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 14 }), async (acts) => {
        const world: World = { cases: [], lines: [] };
        await perform(world, { does: 'file' });
        await perform(world, {
          does: 'add',
          in: 0,
          known: { name: 'Robin Roe', handles: ['robin'], reach: '' },
        });
        for (const one of acts) await perform(world, one);
        await sweep(world);
        await check(world);
        // When all is over nothing is left.
        for (const { id } of [...world.cases])
          await perform(world, { does: 'erase', in: world.cases.findIndex((one) => one.id === id) });
        service.clock.now = new Date(service.clock.now.getTime() + 31 * 366 * 86_400_000);
        await sweep(world);
        expect(await storedRegister(service)).toEqual({ entries: [], index: [], markers: [] });
      }),
      { numRuns: 5 },
    );
  });
});
