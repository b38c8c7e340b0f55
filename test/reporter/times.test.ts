import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, fileReport, formRequest, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { hiddenField, openReport, postForm } from './pages.ts';
import { contentOf, type TableContent } from './stored.ts';
import { openAsTeam } from './team-view.ts';

describe('what is stored of times', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  const tables = ['vault', 'cases', 'team'] as const;
  const snapshot = async (): Promise<Map<string, TableContent>> =>
    new Map(
      await Promise.all(tables.map(async (table) => [table, await contentOf(service, table)] as const)),
    );

  /** Times in a stored value that are finer than the hour, wherever they stand. */
  const fineTimes = (value: unknown): unknown[] => {
    if (value instanceof Uint8Array) return [];
    if (typeof value === 'string') {
      return [...value.matchAll(/\d{4}-\d\d-\d\dT\d\d:(\d\d:\d\d[.\d]*)/g)]
        .filter(([, rest]) => !/^00:00(\.0+)?$/.test(rest ?? ''))
        .map(([found]) => found);
    }
    if (typeof value === 'number') {
      if (value > 1e12) return value % 3_600_000 === 0 ? [] : [value];
      if (value > 1e9) return value % 3_600 === 0 ? [] : [value];
      return [];
    }
    if (value && typeof value === 'object') return Object.values(value).flatMap(fineTimes);
    return [];
  };

  it('the search finds a fine time, and lets a full hour pass', () => {
    const fine = [
      '2026-03-10T09:20:30.000Z',
      { a: [`x#2026-03-10T09:00:01Z`] },
      1_773_134_430,
      1_773_134_430_000,
    ];
    for (const value of fine) expect(fineTimes(value)).toHaveLength(1);
    for (const value of ['2026-03-10T09:00:00.000Z', 1_773_133_200, 12_345])
      expect(fineTimes(value)).toEqual([]);
  });

  it('after reports, replies and withdrawals no time finer than the hour is stored anywhere', async () => {
    const { authorization } = await service.addMember();
    const openedCase = await fileReport(service);
    await openAsTeam(service, authorization, openedCase.caseName);
    const before = await snapshot();
    service.clock.advance(7 * 60_000 + 13_457);
    const filed = await fileReport(service);
    const urgent = await fileReport(service, { urgent: true });
    const withdrawn = await fileReport(service);
    const reply = (token: string) =>
      service.reporter(
        '/api/follow-up/entries',
        jsonRequest({ text: 'x' }, { ...bearer(token).headers, 'idempotency-key': 'k' }),
      );
    const withdraw = (token: string) =>
      service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(token) });
    expect((await reply(filed.token)).status).toBe(201);
    expect((await withdraw(withdrawn.token)).status).toBe(200);
    expect((await withdraw(openedCase.token)).status).toBe(202);
    const thread = await openReport(service, urgent.passphrase);
    const fields = { handle: hiddenField(thread, 'handle'), text: 'x' };
    expect((await postForm(service, '/follow-up/reply', fields)).status).toBe(200);
    const after = await snapshot();
    const fine: unknown[] = [];
    let changed = 0;
    for (const table of tables) {
      for (const [key, item] of after.get(table) ?? []) {
        const earlier = before.get(table)?.get(key);
        if (JSON.stringify(earlier) === JSON.stringify(item)) continue;
        changed += 1;
        // When a member opened the case is the team's time.
        const reporters = Object.entries(item).filter(([name]) => name !== 'openedAt');
        fine.push(...fineTimes(reporters).map((time) => ({ table, key, time })));
      }
    }
    expect(changed).toBeGreaterThan(15);
    expect(fine).toEqual([]);
  });

  it('coming back to look changes nothing that is stored', async () => {
    const filed = await fileReport(service);
    const before = await snapshot();
    service.clock.advance(60_000);
    await openReport(service, filed.passphrase);
    await service.reporter('/api/follow-up', bearer(filed.token));
    await service.reporter('/follow-up', formRequest({ words: 'zoo' }));
    expect(await snapshot()).toEqual(before);
  });
});

describe('notices', () => {
  it('an ordinary report is told on the full hour, an urgent one at the next scheduled run, and neither says anything', async () => {
    const service = await startService();
    try {
      await service.addMember({ email: 'one@example.org' });
      const sent = async (): Promise<number> => {
        await service.scheduledRun();
        return (await service.emulators.ses.mails()).length;
      };
      const ordinary = await fileReport(service, { answers: { whatHappened: 'Marked text', who: 'Bob' } });
      expect(await sent()).toBe(0);
      service.clock.now = new Date('2026-03-10T09:59:59.000Z');
      expect(await sent()).toBe(0);
      service.clock.advance(1_000);
      expect(await sent()).toBe(1);
      service.clock.advance(20 * 60_000);
      const urgent = await fileReport(service, { urgent: true });
      expect(await sent()).toBe(2);
      const mails = JSON.stringify(await service.emulators.ses.mails());
      for (const told of ['Marked text', 'Bob', ordinary.caseName, urgent.caseName]) {
        expect(mails).not.toContain(told);
      }
    } finally {
      await service.close();
    }
  });
});
