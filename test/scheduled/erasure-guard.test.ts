import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys, duePartition, teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { bearer, bodyOf, fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, read, tamper, type SignedIn } from '../team/as-member.ts';
import { rowsNaming, rowsOf } from './stored.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('the guard over erasures', () => {
  let service: Service;
  let member: SignedIn;
  beforeEach(async () => {
    service = await startService();
    member = await service.addMember();
  });
  afterEach(() => service.close());

  /** Opened reports, all expired by now. */
  const expiredReports = async (count: number): Promise<void> => {
    for (let number = 0; number < count; number++) {
      await read(service, member, await caseIdOf(service, await fileReport(service)));
    }
    service.clock.advance(1826 * day);
  };
  const tombstones = async () =>
    (await rowsOf(service, 'cases')).filter((row) => row.tombstone?.BOOL === true).length;

  it('more than ten expiries a day wait for a person, with an alarm that says how many', async () => {
    await expiredReports(13);
    await service.scheduledRun();
    expect(service.logs).toContainEqual({ event: 'cases-erased', count: 10 });
    expect(service.logs).toContainEqual({ event: 'erasure-held', waiting: 3 });
    await service.scheduledRun();
    expect(await tombstones()).toBe(10);
    const today = service.clock.now.toISOString().slice(0, 10);
    await tamper(service, 'team', teamKeys.erasureGuard(today), { set: { confirmed: 12 } });
    await service.scheduledRun();
    expect(await tombstones()).toBe(12);
    expect(service.logs.at(-1)).toEqual({ event: 'erasure-held', waiting: 1 });
    service.clock.advance(day);
    await service.scheduledRun();
    expect(await tombstones()).toBe(13);
  });

  it('cases that wait do not keep a withdrawn one behind them from being erased', async () => {
    await expiredReports(12);
    const rows = Array.from({ length: 9 }, (_, batch) =>
      Array.from({ length: 25 }, (__, at) => ({
        PutRequest: {
          Item: toAttributes({
            ...caseKeys.head(`broken-${batch}-${at}`),
            duePk: duePartition,
            dueSk: '2020-01-01T00:00:00.000Z',
          }),
        },
      })),
    );
    for (const batch of rows) {
      await service.dynamo.send(
        new BatchWriteItemCommand({ RequestItems: { [service.emulators.tables.cases]: batch } }),
      );
    }
    const filed = await fileReport(service);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    await service.scheduledRun();
    expect(service.logs).toContainEqual({ event: 'row-unreadable', count: 225 });
    const erased = (await rowsOf(service, 'cases')).filter((row) => row.reason?.S === 'withdrawn');
    expect(erased.some((row) => row.tombstone?.BOOL === true)).toBe(true);
  });

  it('of many cases, five in a hundred may expire in a day', async () => {
    await expiredReports(14);
    const others = Array.from({ length: 10 }, (_, batch) =>
      Array.from({ length: 25 }, (__, at) => {
        const row = {
          ...caseKeys.head(`other-${batch}-${at}`),
          duePk: duePartition,
          dueSk: '2099-01-01T00:00:00.000Z',
        };
        return { PutRequest: { Item: toAttributes(row) } };
      }),
    );
    for (const rows of others) {
      await service.dynamo.send(
        new BatchWriteItemCommand({ RequestItems: { [service.emulators.tables.cases]: rows } }),
      );
    }
    await service.scheduledRun();
    expect(await tombstones()).toBe(13);
    expect(service.logs).toContainEqual({ event: 'erasure-held', waiting: 1 });
    await service.scheduledRun();
    expect(await tombstones()).toBe(13);
  });

  it('withdrawn reports are erased at once however many wait', async () => {
    await expiredReports(12);
    const withdrawn: Filed[] = [];
    for (let number = 0; number < 3; number++) withdrawn.push(await fileReport(service));
    const ids = await Promise.all(withdrawn.map((filed) => caseIdOf(service, filed)));
    for (const { token } of withdrawn) {
      const answer = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(token) });
      expect(await bodyOf(answer)).toEqual({ outcome: 'erased' });
    }
    await service.scheduledRun();
    expect(service.logs).toContainEqual({ event: 'erasure-held', waiting: 2 });
    service.clock.advance(hour);
    await service.scheduledRun();
    for (const id of ids) expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
  });
});
