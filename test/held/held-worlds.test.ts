import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bearer, formRequest } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { newMailsOf } from '../harness/new-mails.ts';
import { keysOf, rowsOf } from '../scheduled/stored.ts';
import { agree, choose, days, hold, report, startHolding, stateOf, type Held } from './held-reports.ts';

const services: Service[] = [];
const world = async (): Promise<Service> => {
  const service = await startHolding({ perDay: 1_000 });
  services.push(service);
  return service;
};

afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

const random = [/[a-z]+-[a-z]+-\d\d/g, /[\w-]{22,}/g, /\b[a-z]{3,8}(?: [a-z]{3,8}){11}\b/g];
const without = (text: string): string => random.reduce((rest, value) => rest.replaceAll(value, '<>'), text);
const pages = [
  '/',
  '/cases',
  '/api/cases',
  '/api/cases?status=closed',
  '/api/cases?q=person',
  '/api/log',
  '/log',
];

/** What a member sees on every list, and the calls it takes. */
const seenByTeam = async (service: Service, authorization: string): Promise<unknown[]> => {
  const seen: unknown[] = [];
  for (const path of pages) {
    service.calls.length = 0;
    const answer = await service.team(path, { headers: { authorization } });
    const text = await answer.text();
    const calls = service.calls.map(({ service: of, command }) => `${of} ${command}`);
    // Random names differ in length between any two worlds, so bytes are compared with them taken out.
    seen.push({ path, status: answer.status, text: without(text), calls });
  }
  return seen;
};

/** What the reporter's page and JSON say, and the calls they take. */
const seenByReporter = async (service: Service, held: Held): Promise<unknown> => {
  service.calls.length = 0;
  const page = await (await service.reporter('/follow-up', formRequest({ words: held.passphrase }))).text();
  const json = await (await service.reporter('/api/follow-up', bearer(held.token))).text();
  const agreed = await (await agree(service, held)).text();
  const calls = service.calls.map(({ service: of, command }) => `${of} ${command}`);
  return { page: without(page), json: without(json), agreed, calls };
};

describe('what reports that wait tell', () => {
  it('the team sees the same bytes and calls whether or not any wait, matched or not', async () => {
    const [none, some] = [await world(), await world()];
    const seen: unknown[] = [];
    for (const service of [none, some]) {
      const member = await service.addMember({ role: 'lead' });
      await report(service, {
        answers: { whatHappened: 'A report that everybody has.' },
        persons: ['Ann Known'],
      });
      if (service === some) {
        const one = await hold(service, ['Ann Other']);
        await hold(service, ['Ann Other']);
        await hold(service, ['Ann Known']);
        await days(service, 4);
        await agree(service, one);
        await days(service, 1);
      } else await days(service, 5);
      seen.push([await seenByTeam(service, member.authorization), await newMailsOf(service)()]);
    }
    expect(seen[1]).toEqual(seen[0]);
  });

  it('its page and JSON are the same, call by call, whether somebody else has named the person or not', async () => {
    const seen: unknown[] = [];
    for (const second of ['Ann Other', 'Ben Nobody']) {
      const service = await world();
      await service.addMember({ name: 'Mel' });
      const waits = await hold(service, ['Ann Other'], { answers: { whatHappened: 'The same text.' } });
      await hold(service, [second]);
      await report(service, { persons: [second] });
      await days(service, 4);
      const first = await seenByReporter(service, waits);
      await days(service, 2);
      seen.push([first, await seenByReporter(service, waits)]);
    }
    expect(seen[1]).toEqual(seen[0]);
  });

  it('what is stored of an ordinary report and its message has one size, whoever it names', async () => {
    const sizes: number[] = [];
    for (const persons of [[], ['Ann Other'], ['A B', 'C D', 'E F', 'G H', 'I J']]) {
      const service = await world();
      await report(service, { persons });
      const rows = (await rowsOf(service, 'cases')).filter((row) => row.pk?.S === 'HELD#inbox');
      sizes.push(...rows.map((row) => row.sealed?.M?.bytes?.B?.length ?? 0));
    }
    expect(sizes).toHaveLength(3);
    expect(new Set(sizes).size).toBe(1);
  });
});

type Model = { held: Held; who: string; agreedOn: number; sentOn: number; state: 'held' | 'told' | 401 };
const people = ['Ann Other', 'Ben Other', 'Cem Other'] as const;
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('hold'), who: fc.constantFrom(...people) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('agree', 'take-back', 'tell-now', 'delete'),
      at: fc.nat(9),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('days'), count: fc.integer({ min: 1, max: 4 }) }) },
  // The scheduled function ends in the middle of its work, at one of its writes.
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('crash'), after: fc.nat(6) }) },
);

describe('random orders of acts, with runs that break off', () => {
  it('nothing is told before both agreed, nothing is lost, and each is told once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 14 }), async (acts) => {
        const service = await world();
        const all: Model[] = [];
        let today = 0;
        let crashed = false;
        const letOut = new Set<Model>();
        /** Let out on the same day because of one that was: whether it is looked at before or after that one is chance. */
        const either = new Set<Model>();
        const agreedAfterBoth = (one: Model, other: Model): boolean => {
          const both = Math.max(one.sentOn, other.sentOn);
          return one !== other && one.who === other.who && both <= today - 3 && one.agreedOn > both;
        };
        /** By the rule of the decision page, worked out anew. */
        const settle = (): void => {
          const before = [...letOut];
          const alive = all.filter(({ state }) => state === 'held');
          const out = alive.filter(
            (one) =>
              before.some((other) => agreedAfterBoth(one, other)) ||
              alive.some((other) => agreedAfterBoth(one, other) && agreedAfterBoth(other, one)),
          );
          for (const one of out) {
            one.state = 'told';
            letOut.add(one);
          }
          for (const one of alive)
            if (one.state === 'held' && out.some((other) => agreedAfterBoth(one, other))) either.add(one);
        };
        const check = async (): Promise<void> => {
          for (const one of all) {
            const state = await stateOf(service, one.held);
            if (either.has(one) && state === 'told') {
              one.state = 'told';
              letOut.add(one);
            }
            expect(state).toBe(one.state);
          }
          either.clear();
        };
        for (const one of acts) {
          if (one.kind === 'hold' && 'who' in one)
            all.push({
              held: await hold(service, [one.who]),
              who: one.who,
              agreedOn: -1,
              sentOn: today,
              state: 'held',
            });
          else if ('count' in one)
            for (let gone = 0; gone < one.count; gone++) {
              await days(service, 1);
              today += 1;
              settle();
              await check();
            }
          else if ('after' in one) {
            // A day on which the run breaks off, and a run after it that takes it up.
            let writes = 0;
            service.interrupt.before = ({ caller, command }) => {
              if (
                caller === 'scheduled' &&
                /Write|Put|Update|Delete/.test(command) &&
                (writes += 1) > one.after
              )
                throw new Error('the function has ended');
            };
            await days(service, 1).catch(() => undefined);
            service.interrupt.before = undefined;
            service.clock.advance(5 * 60_000);
            await service.scheduledRun();
            today += 1;
            crashed = true;
          } else if ('at' in one) {
            const model = all[one.at];
            if (model?.state !== 'held') continue;
            if (one.kind === 'delete') {
              await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(model.held.token) });
              model.state = 401;
            } else {
              await choose(service, model.held, one.kind);
              if (one.kind === 'tell-now') model.state = 'told';
              else model.agreedOn = one.kind === 'agree' ? today : -1;
            }
          }
          if (crashed) {
            // What broke off is looked at again on the next day at the latest.
            await days(service, 1);
            today += 1;
            settle();
            crashed = false;
          }
          await check();
        }
        // Each is one head, and nothing that was let out waits any more.
        const rows = keysOf(await rowsOf(service, 'cases'));
        const told = all.filter(({ state }) => state === 'told').length;
        expect(rows.filter((key) => key.endsWith('/HEAD'))).toHaveLength(told);
        await service.scheduledRun();
        const waiting = keysOf(await rowsOf(service, 'cases')).filter((key) =>
          key.startsWith('HELD#reports/'),
        );
        expect(waiting.length).toBe(all.filter(({ state }) => state === 'held').length);
        await service.close();
        services.splice(services.indexOf(service), 1);
      }),
      { numRuns: 4 },
    );
  });
});
