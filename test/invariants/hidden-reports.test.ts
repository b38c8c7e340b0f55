import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { sealStatistic } from '../../functions/domain/statistics/sealed-statistic.ts';
import type { Statistic } from '../../functions/domain/statistics/statistic.ts';
import { draftPath, routes } from '../../functions/team/routes.ts';
import { randomCommunity } from '../domain/statistics/random-community.ts';
import { bodyOf, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings, signedInCookie } from '../team/as-browser.ts';
import { post } from '../team/as-member.ts';
import { closedCase, tellOf } from '../team/narrating.ts';
import { seen, type Seen } from './two-worlds.ts';

type Person = Awaited<ReturnType<Service['addMember']>>;

const period = { from: '2025-01', until: '2025-06' };

describe('cases from which a reader of a transparency report is kept', () => {
  let service: Service;
  let lea: Person;
  let leo: Person;
  let ada: Person;
  let stored = 0;

  const store = async (row: Statistic): Promise<void> => {
    const channel = row.channel === 'events' ? 'conduct' : row.channel;
    const ring = await service.teamContext.ringPublicKey(channel, 'register');
    const id = String(stored++).padStart(22, '0');
    const { month, sealed } = sealStatistic(ring, id, { ...row, channel });
    const Item = toAttributes({ ...caseKeys.statistic(month, id), sealed });
    await service.dynamo.send(new PutItemCommand({ TableName: service.emulators.tables.cases, Item }));
  };

  beforeAll(async () => {
    service = await startService({ ...passkeySettings, transparency: { enabled: true } });
    const channels = ['conduct', 'security'];
    lea = await service.addMember({ name: 'Lea', role: 'lead', channels });
    leo = await service.addMember({ name: 'Leo', role: 'lead', channels });
    ada = await service.addMember({ name: 'Ada', channels });
    for (const row of randomCommunity(7, { first: '2025-01', months: 6, reports: 80 })) await store(row);
  });
  afterAll(() => service.close());

  const told = 'Somebody was insulted in public, and there was an apology.';
  const inPeriod = async (act: () => Promise<void>): Promise<void> => {
    const { now } = service.clock;
    service.clock.now = new Date('2025-05-12T10:00:00.000Z');
    await act();
    service.clock.now = now;
  };

  /** One of them counts; the other two and they look at all there is. The draft goes again. */
  const look = async (drafter: Person, readers: readonly Person[]): Promise<Seen[]> => {
    const all: Seen[] = [];
    const cookies = new Map<Person, string>();
    for (const person of [drafter, ...readers])
      cookies.set(person, await signedInCookie(service, person.memberId));
    const by = async (person: Person, path: string, init: RequestInit = {}): Promise<string> => {
      const one = await seen(service, cookies.get(person) ?? '', path, { path, init });
      all.push(one.seen);
      return one.text;
    };
    const wanted = { ...period, readers: readers.map(({ memberId }) => memberId) };
    const made = await by(drafter, routes.api.transparency, jsonRequest(wanted));
    const { id } = await bodyOf<{ readonly id: string }>(new Response(made));
    for (const person of [drafter, ...readers])
      for (const path of [
        routes.transparency,
        routes.api.transparency,
        draftPath(id),
        `${routes.api.transparency}/${id}`,
      ])
        await by(person, path);
    await service.teamContext.transparency.dropDraft(id);
    return all.map((one) => {
      const told = JSON.stringify(one).replaceAll(id, '<draft>');
      return JSON.parse(told) as Seen; // as it was, with a mark for what is random
    });
  };

  it('change no byte and no call, whoever of them counts', async () => {
    // The first look of a day and process marks that somebody was active, and asks KMS for keys.
    await look(lea, [leo, ada]);
    await look(leo, [lea, ada]);
    await inPeriod(async () => {
      await tellOf(service, await closedCase(service, [lea, leo, ada]), [leo, lea], told);
    });
    const before = [await look(lea, [leo, ada]), await look(leo, [lea, ada])];
    expect(before.flat().map(({ status }) => status)).toEqual([
      201,
      ...Array<number>(12).fill(200),
      201,
      ...Array<number>(12).fill(200),
    ]);
    expect(JSON.stringify(before)).toContain('Transparency report of');
    expect(JSON.stringify(before)).toContain(told);
    // What is told of cases that some of them may not know of: closed in the period, and approved by two.
    await inPeriod(async () => {
      for (const kept of [[leo, ada], [ada], [leo]]) {
        const id = await closedCase(service, [lea, leo, ada]);
        await tellOf(service, id, [leo, lea], `${told} It is hidden from ${String(kept.length)}.`);
        for (const { memberId } of kept)
          expect(
            (await post(service, lea, `/api/cases/${id}/aside`, { memberId, reason: 'Close.' })).status,
          ).toBe(200);
      }
    });
    const hidden = randomCommunity(8, { first: '2025-01', months: 6, reports: 25 });
    for (const row of hidden)
      if (row.kind !== 'survey') await store({ ...row, hiddenFrom: [leo.memberId, ada.memberId] });
    expect([await look(lea, [leo, ada]), await look(leo, [lea, ada])]).toEqual(before);
    expect(service.denied).toEqual([]);
  });
});
