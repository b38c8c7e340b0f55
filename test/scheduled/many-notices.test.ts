import { BatchWriteItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys, due, outboxKey, outboxPartition } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { expireCase } from '../../infra/ops/expire-case.ts';
import { bearer, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, read } from '../team/as-member.ts';

const flood = 1_000;
/** At 200 ms a call a run does far less than the flood asks for. */
const callMs = 200;

describe('a flood', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
    service.interrupt.before = ({ caller }) => {
      if (caller === 'scheduled') service.clock.advance(callMs);
    };
  });
  afterEach(() => service.close());

  const store = async (items: readonly Record<string, AttributeValue>[]) => {
    const table = service.emulators.tables.cases;
    for (let at = 0; at < items.length; at += 25) {
      const requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
      await service.dynamo.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
    }
  };
  const many = <T>(of: (number: number) => T): T[] =>
    Array.from({ length: flood }, (_, number) => of(number));
  const outbox = () => queryPartition(service.dynamo, service.emulators.tables.cases, outboxPartition);
  const mailed = async () => (await service.emulators.ses.mails()).flatMap(({ to }) => to);

  /** One case to be erased by its age, and one that was withdrawn. */
  const toErase = async (): Promise<void> => {
    const lead = await service.addMember({ role: 'lead', channels: ['conduct', 'security'] });
    const expired = await caseIdOf(service, await fileReport(service));
    await read(service, lead, expired);
    await expireCase(service.dynamo, service.emulators.tables, expired, service.clock.now);
    const withdrawn = await fileReport(service);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(withdrawn.token) });
  };
  const erased = () =>
    service.logs.flatMap((logged) => (logged.event === 'cases-erased' ? [logged.count] : []));

  it.each(['with the keys of today', 'with the keys of 0.1.0'])(
    'of urgent notices in one channel delays no urgent mail of another and no erasure, %s',
    async (keys) => {
      const one = await service.addMember({ channels: ['conduct'] });
      const other = await service.addMember({ channels: ['security'] });
      await toErase();
      const caseId = await caseIdOf(service, await fileReport(service, { urgent: true }));
      const row = { caseId, channel: 'conduct', urgent: true, attempts: 0 };
      const time = '2026-03-10T08:00:00.000Z';
      const keyOf = (number: number) =>
        keys.includes('0.1.0')
          ? outboxKey(`${time}#${number}`)
          : caseKeys.outbox({ kind: 'urgent', channel: 'conduct' }, time, String(number));
      await store(many((number) => toAttributes({ ...keyOf(number), ...row })));
      const answers = { whatHappened: 'It.', component: 'X' };
      await fileReport(service, { channel: 'security', answers, urgent: true });

      await service.scheduledRun();
      expect(erased()).toEqual([2]);
      expect(await mailed()).toContain(other.email);
      expect(await mailed()).toContain(one.email);
      expect((await outbox()).length).toBeGreaterThan(flood / 2);
    },
  );

  it('of deadlines delays no erasure that comes after them', async () => {
    await toErase();
    const [deadline, retention] = [
      new Date('2026-03-09T08:00:00.000Z'),
      new Date('2027-03-09T08:00:00.000Z'),
    ];
    await store(
      many((number) => toAttributes({ ...caseKeys.head(`x${number}`), ...due(deadline, retention) })),
    );

    await service.scheduledRun();
    expect(erased()).toEqual([2]);
    expect(service.logs.some(({ event }) => event === 'row-unreadable')).toBe(true);
  });

  it('of erasures delays no urgent mail, and goes on with the time that is left', async () => {
    const member = await service.addMember();
    const half = (number: number) => ({ caseId: `x${number}`, tombstone: true, threads: ['reporter'] });
    await store(
      many((number) =>
        toAttributes({
          ...caseKeys.head(`x${number}`),
          ...half(number),
          channel: 'conduct',
          reason: 'expired',
          erasedOn: '2026-03-10',
          ...due(service.clock.now),
        }),
      ),
    );
    await fileReport(service, { urgent: true });

    await service.scheduledRun();
    expect(await mailed()).toEqual([member.email]);
    expect(erased()).toHaveLength(2);
  });
});
