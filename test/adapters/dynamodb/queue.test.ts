import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, vaultKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import type { QueuePosition, QueueStatus } from '../../../functions/domain/casework/change/case-store.ts';
import { Fault } from '../../../functions/domain/kernel/fault.ts';
import { now, reportDue, someChange, someReport } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

const due = (day: number): string => `2026-04-${String(day).padStart(2, '0')}T09:00:00.000Z`;
/** An index of a real DynamoDB catches up within moments. */
const soon = { timeout: 60_000 };

describe('the queue', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(() => storage.close());

  const file = async (channel: string, acknowledgeBy: string): Promise<string> => {
    const report = reportDue(acknowledgeBy, { channel });
    await storage.reporter.fileReport(report);
    return report.caseId;
  };
  const open = async (caseId: string, own: Parameters<typeof someChange>[1] = {}): Promise<void> => {
    const stored = await storage.cases.findCase(caseId);
    if (!stored) throw new Error('filed');
    expect(await storage.cases.commit(someChange(stored, own), now)).toBe('committed');
  };
  const page = async (channel: string, status: QueueStatus, after?: QueuePosition, limit = 50) =>
    (await storage.cases.queuePage(channel, status, after, limit)).map(({ caseId }) => caseId);

  it('lists unread cases first, then by next deadline', async () => {
    const late = await file('order', due(20));
    const read = await file('order', due(1));
    const early = await file('order', due(10));
    await open(read);

    await expect.poll(() => page('order', 'open'), soon).toEqual([early, late, read]);
  });

  it('keeps channels and closed cases apart', async () => {
    const here = await file('apart', due(1));
    const elsewhere = await file('other', due(1));
    const closed = await file('apart', due(2));
    await open(closed, { after: { state: 'closed' } });

    await expect.poll(() => page('apart', 'open'), soon).toEqual([here]);
    await expect.poll(() => page('apart', 'closed'), soon).toEqual([closed]);
    await expect.poll(() => page('other', 'open'), soon).toEqual([elsewhere]);
    expect(await page('nowhere', 'open')).toEqual([]);
  });

  it('goes on exactly after a position, also among equal deadlines', async () => {
    const filed = await Promise.all(Array.from({ length: 7 }, () => file('pages', due(5))));
    await expect.poll(() => page('pages', 'open'), soon).toHaveLength(7);

    const seen: string[] = [];
    let after: QueuePosition | undefined;
    for (;;) {
      const rows = await storage.cases.queuePage('pages', 'open', after, 2);
      seen.push(...rows.map(({ caseId }) => caseId));
      const last = rows.at(-1);
      if (!last) break;
      after = { caseId: last.caseId, order: last.order };
    }
    expect(seen.toSorted()).toEqual(filed.toSorted());
  });

  it('a withdrawn case leaves the queue', async () => {
    const report = reportDue(due(1), { channel: 'leaving' });
    await storage.reporter.fileReport(report);
    await storage.reporter.withdraw(report, now);

    await expect.poll(() => page('leaving', 'open'), soon).toEqual([]);
  });

  it('a row that does not parse is listed as unreadable, and the others stand beside it', async () => {
    const good = await file('broken', due(1));
    await storage.put('cases', caseKeys.head('bad'), {
      queuePk: 'broken#open',
      queueSk: `0#${due(2)}`,
      state: 7,
    });

    await expect.poll(() => page('broken', 'open'), soon).toEqual([good, 'bad']);
    const rows = await storage.cases.queuePage('broken', 'open', undefined, 50);
    expect(rows.map(({ head }) => head === 'unreadable')).toEqual([false, true]);
  });

  it('attributes that nobody knows are left out, whatever is in them', async () => {
    const report = someReport();
    await storage.reporter.fileReport(report);
    const key = caseKeys.head(report.caseId);
    const row = await storage.row('cases', key);
    await storage.put('cases', key, {
      ...row,
      fromTheFuture: { deep: [1n, new Set(['a'])] },
      huge: 12345678901234567890123n,
    });

    const stored = await storage.cases.findCase(report.caseId);
    expect(stored?.head).toMatchObject({ caseId: report.caseId, version: 1 });
    expect(stored?.head).not.toHaveProperty('huge');
    expect(stored?.head).not.toHaveProperty('queuePk');
  });

  it('reads the vaults of a page in one answer: unknown ones are absent, broken ones unreadable', async () => {
    const one = await file('vaults', due(1));
    const other = await file('vaults', due(1));
    await storage.put('vault', vaultKeys.case('bad'), { expiresAt: 'soon' });

    const vaults = await storage.cases.vaults([one, 'unknown', 'bad', other, one]);
    expect([...vaults.keys()].toSorted()).toEqual(['bad', one, other].toSorted());
    expect(vaults.get('bad')).toBe('unreadable');
    expect(vaults.get(one)).toMatchObject({ caseId: one, channel: 'vaults' });
    expect(await storage.cases.vaults([])).toEqual(new Map());
  });

  it('100 vaults are read at once', async () => {
    const filed = await Promise.all(Array.from({ length: 100 }, () => file('hundred', due(1))));

    expect((await storage.cases.vaults(filed)).size).toBe(100);
  });

  it('a broken head or vault of a case is a fault that says nothing of it', async () => {
    for (const [table, key] of [
      ['cases', caseKeys.head],
      ['vault', vaultKeys.case],
    ] as const) {
      const report = someReport();
      await storage.reporter.fileReport(report);
      await storage.put(table, key(report.caseId), { caseId: report.caseId, caseName: 'x' });

      const reading = storage.cases.findCase(report.caseId);
      await expect(reading).rejects.toEqual(new Fault('row-unreadable'));
    }
  });

  it('an entry or a note that does not parse keeps its place, empty', async () => {
    const report = someReport();
    await storage.reporter.fileReport(report);
    const { caseId } = report;
    await storage.put('cases', caseKeys.entry(caseId, 'reporter', 2), { number: 'two' });
    await storage.put('cases', caseKeys.record(caseId, 'note', 3), { sealed: 'text' });

    const { entries } = await storage.cases.readThread(caseId, 'reporter');
    expect(entries).toEqual([
      { number: 1, sealed: new Uint8Array(report.sealedEntry) },
      { number: 2, sealed: new Uint8Array(0) },
    ]);
    expect((await storage.cases.readRecordsPage(caseId, 'note', { limit: 9 })).records).toEqual([
      { number: 3, revision: 0, sealed: new Uint8Array(0) },
    ]);
  });
});
