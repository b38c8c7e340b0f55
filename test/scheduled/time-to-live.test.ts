import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partitionOf, sortKeyOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import { bearer, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, post, read, setState, type SignedIn } from '../team/as-member.ts';
import { keysOf, rowsNaming, rowsOf, type Row } from './stored.ts';

const day = 24 * 3_600_000;
const dayAfter = (time: string): string => String(Date.parse(time) / 1000 + 24 * 3_600);
const ttlsOf = (rows: readonly Row[]) => [...new Set(rows.map((row) => row.ttl?.N))];

describe('time to live, should the sweep fail', () => {
  let service: Service;
  let member: SignedIn;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    member = await service.addMember();
    filed = await fileReport(service);
    id = await caseIdOf(service, filed);
    await read(service, member, id);
    await post(service, member, `/api/cases/${id}/messages`, { text: 'Hello.' }, { 'idempotency-key': 'a' });
    const { headers } = bearer(filed.token);
    await service.reporter(
      '/api/follow-up/entries',
      jsonRequest({ text: 'Hi.' }, { ...headers, 'idempotency-key': 'b' }),
    );
    await post(service, member, `/api/cases/${id}/notes`, { text: 'Hm.' });
  });
  afterEach(() => service.close());

  /** Without what is counted of it, which outlives it and names no case. */
  const caseRows = async () =>
    (await rowsOf(service, 'cases')).filter((row) => !partitionOf(row).startsWith('STAT#'));

  it('every row of a case goes a day after the hard limit', async () => {
    const limit = dayAfter(filed.retainedUntil);
    const [vault, cases] = [await rowsOf(service, 'vault'), await caseRows()];
    expect(vault).toHaveLength(2);
    expect(keysOf(cases).map((key) => key.replace(/#.*\//, '/').replace(/#.*/, ''))).toEqual([
      'CASE/HEAD',
      'OUTBOX/ordinary',
      'OUTBOX/ordinary',
      'THREAD/E',
      'THREAD/E',
      'THREAD/E',
      'THREAD/SENT',
      'THREAD/SENT',
      'THREAD/SUMMARY',
      'WORK/AUDIT',
      'WORK/AUDIT',
      'WORK/AUDIT',
      'WORK/NOTE',
      'WORK/STATISTIC',
    ]);
    expect(ttlsOf([...vault, ...cases])).toEqual([limit]);
  });

  it('closing brings the keys’ time forward, and leaves the ciphertext’s at the hard limit; reopening puts it back', async () => {
    await setState(service, member, id, 'closed');
    const { retainedUntil } = await read(service, member, id);
    expect(ttlsOf(await rowsOf(service, 'vault'))).toEqual([dayAfter(retainedUntil)]);
    expect(ttlsOf(await caseRows())).toEqual([dayAfter(filed.retainedUntil)]);
    await setState(service, member, id, 'reopened');
    expect(ttlsOf(await rowsOf(service, 'vault'))).toEqual([dayAfter(filed.retainedUntil)]);
  });

  it('takes the keys a day after the expiry without any scheduled run, then the ciphertext; a scheduled run that comes back tidies up', async () => {
    await setState(service, member, id, 'closed');
    const end = Date.parse((await read(service, member, id)).retainedUntil);
    service.clock.now = new Date(end + day - 1_000);
    await service.emulators.dynamoDb.sweepExpired();
    expect(await rowsOf(service, 'vault')).toHaveLength(2);
    service.clock.now = new Date(end + day + 1_000);
    await service.emulators.dynamoDb.sweepExpired();
    expect(await rowsOf(service, 'vault')).toEqual([]);
    await service.scheduledRun();
    expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
    expect(service.logs.filter(({ event }) => event === 'fault')).toEqual([]);
  });

  it('takes everything a day after the hard limit', async () => {
    service.clock.now = new Date(Date.parse(filed.retainedUntil) + day + 1_000);
    await service.emulators.dynamoDb.sweepExpired();
    expect(await rowsNaming(service, id)).toEqual([]);
  });

  it('what must outlive cases has none: keys, members, tombstones and statistics', async () => {
    service.clock.now = new Date(filed.retainedUntil);
    await service.scheduledRun();
    const cases = await rowsOf(service, 'cases');
    expect(cases.map(sortKeyOf)).toContain('HEAD');
    expect(cases).toHaveLength(2);
    expect(ttlsOf(cases)).toEqual([undefined]);
    expect(ttlsOf(await rowsOf(service, 'team'))).toEqual([undefined]);
  });
});
