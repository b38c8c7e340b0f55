import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { bearer, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, setState } from '../team/as-member.ts';
import { handedOver, withOwnWords } from '../team/case-with-door.ts';
import { closeDoorOf, doorOf, withDoors } from '../team/many-doors.ts';
import { openedStorage } from '../team/opened-storage.ts';
import { agreeTo } from '../team/two-people.ts';
import { expectNothingOpens, keysOf, rowsOf } from './stored.ts';

describe('how long what was written behind a door is kept', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let colleague: typeof lead;
  let other: typeof lead;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    colleague = await service.addMember();
    other = await service.addMember({ role: 'lead', channels: ['security'] });
    filed = await fileReport(service);
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
  });
  afterEach(() => service.close());

  const at = (iso: string): void => {
    service.clock.now = new Date(iso);
  };
  const runs = async (): Promise<void> => {
    for (let run = 0; run < 3; run++) await service.scheduledRun();
  };
  const write = (token: string, text: string) =>
    service.reporter('/api/follow-up/entries', jsonRequest({ text }, bearer(token).headers));
  const rowsOfThread = async (thread: string): Promise<string[]> =>
    keysOf(await rowsOf(service, 'cases')).filter((key) => key.startsWith(`THREAD#${id}#${thread}/`));
  const vault = async () =>
    (await rowsOf(service, 'vault')).find(({ pk }) => pk?.S === vaultKeys.case(id).pk) ?? {};
  const limits = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      Object.entries((await vault()).threadLimits?.M ?? {}).map(([thread, limit]) => [
        thread,
        limit.M?.until?.S ?? '',
      ]),
    );
  const whole = async (): Promise<string> => (await get(service, lead, `/api/cases/${id}`)).text();
  const begun = async (kind: Parameters<typeof doorOf>[0]) => {
    const made = await handedOver(service, lead, id, doorOf(kind));
    const token = await withOwnWords(service, made.token);
    expect((await write(token, `planted-${made.thread}`)).status).toBe(201);
    return { ...made, token };
  };

  it('a witness’s goes twelve months after their door was closed, with keys, rows and door; the case goes on', async () => {
    const { thread } = await begun('witness');
    expect(await limits()).toEqual({});
    await closeDoorOf(service, lead, id, thread);
    expect(await limits()).toEqual({ [thread]: '2027-03-10T09:00:00.000Z' });
    at('2027-03-10T08:59:59.000Z');
    await runs();
    expect(await rowsOfThread(thread)).toHaveLength(2);
    expect(await openedStorage(service, id)).toContain(`planted-${thread}`);
    at('2027-03-10T09:00:00.000Z');
    await runs();
    expect(service.logs).toContainEqual({ event: 'threads-erased', count: 1 });
    expect(await rowsOfThread(thread)).toEqual([]);
    expect(await openedStorage(service, id)).not.toContain(`planted-${thread}`);
    expect((await vault()).threads?.M).not.toHaveProperty(thread);
    expect(await whole()).toContain(`"${thread}":{"on":"2027-03-10","through":1}`);
    expect((await post(service, lead, `/api/cases/${id}/notes`, { text: 'Going on.' })).status).toBe(201);
    service.logs.length = 0;
    await runs();
    expect(service.logs.map(({ event }) => event)).not.toContain('threads-erased');
  });

  it('is gone for every reader and writer at its hour, before anything is swept', async () => {
    const { thread, token } = await begun('platform');
    await setState(service, lead, id, 'closed');
    expect(await limits()).toEqual({ [thread]: '2026-09-10T09:00:00.000Z' });
    at('2026-09-10T08:59:59.000Z');
    expect((await service.reporter('/api/follow-up', bearer(token))).status).toBe(200);
    at('2026-09-10T09:00:00.000Z');
    const neverBorn = await service.reporter('/api/follow-up', bearer('A'.repeat(22)));
    const over = await service.reporter('/api/follow-up', bearer(token));
    expect([over.status, await over.text()]).toEqual([neverBorn.status, await neverBorn.text()]);
    expect((await write(token, 'Hello?')).status).toBe(401);
    expect((await get(service, lead, `/api/cases/${id}`)).status).toBe(200);
    const door = (await rowsOf(service, 'vault')).filter(({ pk }) => pk?.S?.startsWith('DOOR#'));
    await runs();
    const left = (await rowsOf(service, 'vault')).filter(
      ({ pk, caseId }) => pk?.S?.startsWith('DOOR#') && caseId !== undefined,
    );
    expect(left.length).toBe(door.filter(({ caseId }) => caseId !== undefined).length - 1);
  });

  it('its time stops while the case is open again and somebody can come back', async () => {
    await begun('witness');
    await setState(service, lead, id, 'closed');
    expect(Object.values(await limits())).toEqual(['2027-03-10T09:00:00.000Z']);
    await setState(service, lead, id, 'reopened');
    expect(await limits()).toEqual({});
  });

  it('an expert’s runs from the last day of their door, and a respondent’s stays as long as the case', async () => {
    await begun('response');
    const { thread } = await begun('expert');
    expect(await limits()).toEqual({ [thread]: '2026-09-20T23:00:00.000Z' });
    at('2026-09-20T23:00:00.000Z');
    await runs();
    const opened = await openedStorage(service, id);
    expect(opened).not.toContain('planted-expert');
    expect(opened).toContain('planted-response');
  });

  it('a hold keeps it as it keeps the case', async () => {
    const { thread } = await begun('witness');
    await closeDoorOf(service, lead, id, thread);
    const ask = (path: string, body: object) => post(service, lead, `/api/cases/${id}${path}`, body);
    expect((await ask('/holds', { until: '2027-06-01', reason: 'A court asks.' })).status).toBe(201);
    expect(await limits()).toEqual({ [thread]: '2027-06-02T00:00:00.000Z' });
    at('2027-04-01T09:00:00.000Z');
    await runs();
    expect(await rowsOfThread(thread)).toHaveLength(2);
    expect((await ask('/holds/lift', { hold: 1, reason: 'Over.' })).status).toBe(200);
    expect(await limits()).toEqual({ [thread]: '2027-03-10T09:00:00.000Z' });
    await runs();
    expect(await rowsOfThread(thread)).toEqual([]);
  });

  it('a crash between keys and rows is taken up again', async () => {
    const { thread } = await begun('witness');
    await closeDoorOf(service, lead, id, thread);
    at('2027-03-10T09:00:00.000Z');
    service.interrupt.before = ({ caller, command }) => {
      if (caller === 'scheduled' && command === 'BatchWriteItemCommand') throw new Error('down');
    };
    await service.scheduledRun();
    expect(await rowsOfThread(thread)).toHaveLength(2);
    service.interrupt.before = undefined;
    await runs();
    expect(await rowsOfThread(thread)).toEqual([]);
    expect((await vault()).threadsToSweep?.L).toEqual([]);
  });

  describe('of a case with forty doors', () => {
    const kinds = (['response', 'witness', 'expert', 'platform'] as const).flatMap((kind) =>
      Array.from({ length: 10 }, () => kind),
    );
    beforeEach(async () => {
      expect(await withDoors(service, lead, id, kinds)).toHaveLength(40);
    });

    it('thirty go together, each with its rows, and the case goes on', async () => {
      await setState(service, lead, id, 'closed');
      at('2027-03-09T09:00:00.000Z');
      await runs();
      const threads = [
        ...new Set((await rowsOf(service, 'cases')).flatMap(({ pk }) => pk?.S?.split('#')[2] ?? [])),
      ];
      expect(threads.filter((thread) => /^(expert|platform)/.test(thread))).toEqual([]);
      expect(threads.filter((thread) => thread.startsWith('witness'))).toHaveLength(10);
      expect(Object.keys((await vault()).threads?.M ?? {})).toHaveLength(21);
      expect((await get(service, lead, `/api/cases/${id}`)).status).toBe(200);
    });

    it('is erased with all of them at its time, held and moved before', async () => {
      const ask = (path: string, body: object) => post(service, lead, `/api/cases/${id}${path}`, body);
      expect((await ask('/holds', { until: '2026-06-01', reason: 'A court asks.' })).status).toBe(201);
      expect((await ask('/transfer', { channel: 'security', reason: 'Theirs.' })).status).toBe(200);
      await read(service, other, id);
      const closed = await setState(service, other, id, 'closed');
      expect(closed.status).toBe(200);
      at('2030-03-10T09:00:00.000Z');
      await runs();
      await expectNothingOpens(service);
      expect(keysOf(await rowsOf(service, 'cases')).filter((key) => key.includes('THREAD'))).toEqual([]);
    });

    it('is gone at once for all of them when two agree', async () => {
      await read(service, colleague, id);
      const asked = await post(service, lead, `/api/cases/${id}/erasure/requests`, { reason: 'They asked.' });
      expect(asked.status).toBe(201);
      expect((await agreeTo(service, colleague, id)).status).toBe(200);
      await runs();
      await expectNothingOpens(service);
      expect(keysOf(await rowsOf(service, 'cases')).filter((key) => key.includes('THREAD'))).toEqual([]);
    });

    it('what the reporter wrote goes, and nothing of the others', async () => {
      await read(service, colleague, id);
      const wanted = { what: 'words', reason: 'They asked.' };
      expect((await post(service, lead, `/api/cases/${id}/erasure/requests`, wanted)).status).toBe(201);
      expect((await agreeTo(service, colleague, id)).status).toBe(200);
      await runs();
      expect(await openedStorage(service, id)).not.toContain('planted-excerpt');
      expect(Object.values((await vault()).doors?.M ?? {}).flatMap(({ L }) => L ?? [])).toHaveLength(40);
      expect(await rowsOfThread('reporter')).toHaveLength(1);
    });
  });
});
