import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, teamKeys, vaultKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import type { SealedReport } from '../../../functions/domain/intake/submit-report.ts';
import type { Erasure } from '../../../functions/domain/sweep/retention-store.ts';
import { newId } from '../../../functions/domain/kernel/random.ts';
import {
  before,
  days,
  expiry,
  now,
  random,
  ringSealed,
  someChange,
  someReply,
  someReport,
} from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

const day = '2027-03-10';

describe('erasing', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(() => storage.close());

  const filed = async (): Promise<SealedReport> => {
    const report = someReport();
    await storage.reporter.fileReport(report);
    return report;
  };
  const open = async ({ caseId }: SealedReport): Promise<void> => {
    const stored = await storage.cases.findCase(caseId);
    if (!stored) throw new Error('filed');
    const newCaseworkKey = ringSealed('conduct', 'reports');
    const note = { number: 2, revision: 1, sealed: randomBytes(1054) };
    expect(await storage.cases.commit(someChange(stored, { newCaseworkKey, note }), now)).toBe('committed');
  };
  const erasureOf = ({ caseId, channel, doorId }: SealedReport, own: Partial<Erasure> = {}): Erasure => ({
    caseId,
    channel,
    reason: 'expired',
    doors: [doorId],
    threads: ['reporter'],
    day,
    statistic: { month: '2026-03', id: newId(random), sealed: ringSealed(channel, 'register', 1024) },
    ...own,
  });
  const found = async (caseId: string) => {
    const [due] = await storage.retention.findDueCases([caseId]);
    if (!due) throw new Error('every case that is asked for is answered');
    return due;
  };
  const statistics = async () => (await storage.rows('cases', 'STAT#2026-03')).length;

  it('nothing is erased before its expiry', async () => {
    const report = await filed();

    expect(await storage.retention.eraseKeys(erasureOf(report), before(expiry))).toBe('changed-meanwhile');
    expect(await storage.row('vault', vaultKeys.case(report.caseId))).toHaveProperty('threads');
    expect(await storage.reporter.findDoor(report.doorId)).toBeDefined();
    expect((await found(report.caseId)).kind).toBe('case');
  });

  it('from the moment of expiry the keys go, and a tombstone without content stays', async () => {
    const report = await filed();
    await open(report);
    const { count } = await storage.retention.erasuresOn(day);
    const erased = await statistics();

    expect(await storage.retention.eraseKeys(erasureOf(report), expiry)).toBe('erased');
    expect(await storage.row('vault', vaultKeys.case(report.caseId))).toBeUndefined();
    expect(await storage.reporter.findDoor(report.doorId)).toBeUndefined();
    expect(await storage.cases.findCase(report.caseId)).toBeUndefined();
    expect(await storage.row('cases', caseKeys.head(report.caseId))).toEqual({
      ...caseKeys.head(report.caseId),
      tombstone: true,
      caseId: report.caseId,
      channel: 'conduct',
      reason: 'expired',
      erasedOn: day,
      threads: ['reporter'],
      duePk: 'DUE',
      dueSk: expiry.toISOString(),
    });
    expect((await storage.retention.erasuresOn(day)).count).toBe(count + 1);
    expect(await statistics()).toBe(erased + 1);
  });

  it('two erasures at once of one case count once', async () => {
    const report = await filed();
    const { count } = await storage.retention.erasuresOn(day);
    const erased = await statistics();
    const outcomes = await Promise.all([
      storage.retention.eraseKeys(erasureOf(report), expiry),
      storage.retention.eraseKeys(erasureOf(report), expiry),
    ]);

    expect(outcomes.toSorted()).toEqual(['changed-meanwhile', 'erased']);
    expect((await storage.retention.erasuresOn(day)).count).toBe(count + 1);
    expect(await statistics()).toBe(erased + 1);
  });

  it('a crash between keys and content is taken up again, and the content goes, 1 MB or more of it', async () => {
    const report = await filed();
    await open(report);
    for (let number = 2; number <= 8; number++) {
      const reply = someReply(report, number, { sealedEntry: randomBytes(200_000), sentKey: `k${number}` });
      expect(await storage.reporter.appendReply(reply, now)).toBe('appended');
    }
    await storage.retention.eraseKeys(erasureOf(report), expiry);

    expect(await found(report.caseId)).toEqual({
      kind: 'half-erased',
      caseId: report.caseId,
      threads: ['reporter'],
    });
    await storage.retention.eraseContent(report.caseId, ['reporter']);
    expect(await storage.rows('cases', caseKeys.thread(report.caseId, 'reporter'))).toEqual([]);
    expect(await storage.rows('cases', caseKeys.work(report.caseId))).toEqual([]);
    const tombstone = await storage.row('cases', caseKeys.head(report.caseId));
    expect(tombstone).toMatchObject({ tombstone: true });
    expect(tombstone).not.toHaveProperty('duePk');
  });

  it('erasing content that is not there makes nothing', async () => {
    await storage.retention.eraseContent('never', ['reporter']);

    expect(await storage.row('cases', caseKeys.head('never'))).toBeUndefined();
  });

  it('a withdrawn report is erased without counting against the guard', async () => {
    const report = await filed();
    await storage.reporter.withdraw(report, now);
    const { count } = await storage.retention.erasuresOn(day);

    expect(await storage.retention.eraseKeys(erasureOf(report, { reason: 'withdrawn' }), now)).toBe('erased');
    expect((await storage.retention.erasuresOn(day)).count).toBe(count);
  });

  it('what time to live left of a case is erased too', async () => {
    const halves: ((report: SealedReport) => Promise<void>)[] = [
      ({ doorId }) => storage.expire('vault', vaultKeys.door(doorId)),
      ({ caseId }) => storage.expire('vault', vaultKeys.case(caseId)),
      ({ caseId }) => storage.expire('cases', caseKeys.entry(caseId, 'reporter', 1)),
    ];
    for (const take of halves) {
      const report = await filed();
      await take(report);

      expect((await found(report.caseId)).kind).toBe('case');
      expect(await storage.retention.eraseKeys(erasureOf(report), expiry)).toBe('erased');
      await storage.retention.eraseContent(report.caseId, ['reporter']);
      expect(await storage.rows('vault', vaultKeys.case(report.caseId).pk)).toEqual([]);
      expect(await storage.rows('cases', caseKeys.thread(report.caseId, 'reporter'))).toEqual([]);
    }
  });

  it('a reply that races the erasure leaves nothing behind', async () => {
    for (let round = 0; round < 6; round++) {
      const report = await filed();
      const [erased, replied] = await Promise.all([
        storage.retention.eraseKeys(erasureOf(report), expiry),
        storage.reporter.appendReply(someReply(report, 2), before(expiry)),
      ]);
      await storage.retention.eraseContent(report.caseId, ['reporter']);

      expect(erased).toBe('erased');
      expect(['appended', 'door-changed']).toContain(replied);
      expect(await storage.rows('cases', caseKeys.thread(report.caseId, 'reporter'))).toEqual([]);
      expect(await storage.row('cases', caseKeys.head(report.caseId))).toMatchObject({ tombstone: true });
    }
  });

  it('of reopening and erasing at once exactly one happens', async () => {
    for (let round = 0; round < 6; round++) {
      const report = await filed();
      await open(report);
      const stored = await storage.cases.findCase(report.caseId);
      if (!stored) throw new Error('opened');
      const reopening = someChange(stored, { expiresAt: new Date(expiry.getTime() + days(100)) });
      const [erased, reopened] = await Promise.all([
        storage.retention.eraseKeys(erasureOf(report), expiry),
        storage.cases.commit(reopening, before(expiry)),
      ]);

      expect([
        ['erased', 'changed-meanwhile'],
        ['changed-meanwhile', 'committed'],
      ]).toContainEqual([erased, reopened]);
    }
  });

  it('a broken head or vault is one unreadable case, not a fault that stops the sweep', async () => {
    const headless = await filed();
    await storage.put('cases', caseKeys.head(headless.caseId), { state: 7 });
    const vaultless = await filed();
    await storage.put('vault', vaultKeys.case(vaultless.caseId), { expiresAt: 'soon' });

    expect(await found(headless.caseId)).toEqual({ kind: 'unreadable' });
    expect(await found(vaultless.caseId)).toEqual({ kind: 'unreadable' });
    expect(await found('never')).toEqual({ kind: 'unreadable' });
  });

  it('the guard reads what ops has confirmed', async () => {
    expect(await storage.retention.erasuresOn('2031-01-01')).toEqual({ count: 0, confirmed: 0 });
    await storage.put('team', teamKeys.erasureGuard('2031-01-02'), { confirmed: 40 });
    expect(await storage.retention.erasuresOn('2031-01-02')).toEqual({ count: 0, confirmed: 40 });
  });
});
