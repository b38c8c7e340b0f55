import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, outboxPartition, vaultKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { reportLimitBytes } from '../../../functions/domain/kernel/text.ts';
import { sealEntry } from '../../../functions/domain/thread/entry.ts';
import { after, before, expiry, now, someChange, someReply, someReport } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('the reporter store', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(() => storage.close());

  const filed = async (own = {}) => {
    const report = someReport(own);
    expect(await storage.reporter.fileReport(report)).toBe('filed');
    return report;
  };
  const noticesOf = async (caseId: string) =>
    (await storage.rows('cases', outboxPartition)).filter((row) => row.caseId === caseId);

  it('a filed report is found by its door, with its entry, its summary and one notice', async () => {
    const report = await filed();

    expect(await storage.reporter.findDoor(report.doorId)).toEqual({
      caseId: report.caseId,
      thread: 'reporter',
      channel: 'conduct',
      wrappedThreadKey: new Uint8Array(report.wrappedThreadKey),
      expiresAt: expiry,
      entries: 1,
      textBytes: report.textBytes,
      attachmentBytes: 0,
      nextDeadline: '2026-03-12T09:00:00.000Z',
      hardLimit: expiry,
    });
    expect(await storage.reporter.readThread(report.caseId, 'reporter')).toEqual({
      entries: [{ number: 1, sealed: new Uint8Array(report.sealedEntry) }],
      summary: { revision: 1, sealed: new Uint8Array(report.sealedSummary) },
      isSurveyed: false,
    });
    expect(await noticesOf(report.caseId)).toMatchObject([{ urgent: false, attempts: 0 }]);
  });

  it('time to live takes the keys a day after the expiry, and nothing of the content sooner', async () => {
    const { caseId, doorId } = await filed();

    const dayAfter = expiry.getTime() / 1000 + 86_400;
    expect((await storage.row('vault', vaultKeys.case(caseId)))?.ttl).toBe(dayAfter);
    expect((await storage.row('vault', vaultKeys.door(doorId)))?.ttl).toBe(dayAfter);
    expect((await storage.row('cases', caseKeys.head(caseId)))?.ttl).toBe(dayAfter);
    expect((await storage.row('cases', caseKeys.entry(caseId, 'reporter', 1)))?.ttl).toBe(dayAfter);
  });

  it('a door that nobody has is not found, and its thread is empty', async () => {
    expect(await storage.reporter.findDoor('none')).toBeUndefined();
    expect(await storage.reporter.readThread('none', 'reporter')).toEqual({
      entries: [],
      summary: undefined,
      isSurveyed: false,
    });
  });

  it('filing with the same door again files nothing', async () => {
    const first = await filed();
    const second = someReport({ doorId: first.doorId });

    expect(await storage.reporter.fileReport(second)).toBe('already-filed');
    expect(await storage.cases.findCase(second.caseId)).toBeUndefined();
    expect(await noticesOf(second.caseId)).toEqual([]);
    expect((await storage.reporter.findDoor(first.doorId))?.caseId).toBe(first.caseId);
  });

  it('the same form sent eight times at once is one report', async () => {
    const { doorId } = someReport();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => storage.reporter.fileReport(someReport({ doorId }))),
    );

    expect(outcomes.filter((outcome) => outcome === 'filed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'already-filed')).toHaveLength(7);
  });

  it('the longest report fits into one item', async () => {
    const texts = new Map([['whatHappened', '€'.repeat(Math.floor(reportLimitBytes / 3))]]);
    const sealedEntry = sealEntry(
      randomBytes(32),
      { caseId: 'x', thread: 'reporter', number: 1 },
      { from: 'reporter', kind: 'report', on: now.toISOString(), texts },
    );
    const report = await filed({ sealedEntry });

    const { entries } = await storage.reporter.readThread(report.caseId, 'reporter');
    expect(entries[0]?.sealed).toEqual(new Uint8Array(report.sealedEntry));
  });

  it('a thread of more than 1 MB is read whole and in order', async () => {
    const report = await filed();
    for (let number = 2; number <= 8; number++) {
      const reply = someReply(report, number, { sealedEntry: randomBytes(200_000) });
      expect(await storage.reporter.appendReply(reply, now)).toBe('appended');
    }

    const { entries, summary } = await storage.reporter.readThread(report.caseId, 'reporter');
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(summary?.revision).toBe(1);
  });

  it('a reply moves the thread on, marks the case unread and leaves a notice', async () => {
    const report = await filed();

    expect(await storage.reporter.appendReply(someReply(report, 2), now)).toBe('appended');
    expect((await storage.reporter.findDoor(report.doorId))?.entries).toBe(2);
    expect(await storage.row('cases', caseKeys.head(report.caseId))).toMatchObject({
      entries: 2,
      version: 2,
      unread: true,
      queueSk: '0#2026-03-12T09:00:00.000Z',
    });
    expect(await noticesOf(report.caseId)).toHaveLength(2);
  });

  it('a number that is taken refuses the reply, and nothing of it is written', async () => {
    const report = await filed();

    expect(await storage.reporter.appendReply(someReply(report, 1, { sentKey: 'k' }), now)).toBe(
      'number-taken',
    );
    expect(await storage.reporter.findSent(report.caseId, 'reporter', 'k')).toBeUndefined();
    expect(await storage.row('cases', caseKeys.head(report.caseId))).toMatchObject({
      entries: 1,
      version: 1,
    });
    expect(await noticesOf(report.caseId)).toHaveLength(1);
  });

  it('a reply key is used once, and tells which entry it was', async () => {
    const report = await filed();
    await storage.reporter.appendReply(someReply(report, 2, { sentKey: 'form' }), now);

    expect(await storage.reporter.appendReply(someReply(report, 3, { sentKey: 'form' }), now)).toBe(
      'already-sent',
    );
    expect(await storage.reporter.findSent(report.caseId, 'reporter', 'form')).toBe(2);
    expect(await storage.reporter.findSent(report.caseId, 'reporter', 'other')).toBeUndefined();
  });

  it('the same reply sent eight times at once is one entry', async () => {
    const report = await filed();
    const reply = someReply(report, 2, { sentKey: 'form' });
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => storage.reporter.appendReply(reply, now)),
    );

    expect(outcomes.filter((outcome) => outcome === 'appended')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'already-sent')).toHaveLength(7);
  });

  it('50 replies at once get 50 numbers', async () => {
    const report = await filed();
    const send = async (name: number): Promise<number> => {
      for (;;) {
        const number = ((await storage.reporter.findDoor(report.doorId))?.entries ?? 0) + 1;
        const reply = someReply(report, number, { sentKey: `form-${name}` });
        const outcome = await storage.reporter.appendReply(reply, now).catch(() => 'busy');
        if (outcome === 'appended') return number;
        if (outcome === 'already-sent') {
          // The answer to an earlier attempt was lost, its writing was not.
          return (await storage.reporter.findSent(report.caseId, 'reporter', `form-${name}`)) ?? 0;
        }
        if (outcome !== 'busy') expect(outcome).toBe('number-taken');
      }
    };
    const numbers = await Promise.all(Array.from({ length: 50 }, (_, name) => send(name)));

    const expected = Array.from({ length: 50 }, (_, index) => index + 2);
    expect(numbers.toSorted((one, other) => one - other)).toEqual(expected);
    const { entries } = await storage.reporter.readThread(report.caseId, 'reporter');
    expect(entries.map(({ number }) => number)).toEqual([1, ...expected]);
  });

  it('a reply is taken until the moment of expiry, and not at it', async () => {
    const report = await filed();

    expect(await storage.reporter.appendReply(someReply(report, 2), before(expiry))).toBe('appended');
    expect(await storage.reporter.appendReply(someReply(report, 3), expiry)).toBe('door-changed');
    expect((await storage.reporter.readThread(report.caseId, 'reporter')).entries).toHaveLength(2);
  });

  it('withdrawing takes the keys away at once and keeps no exact time', async () => {
    const report = await filed();

    expect(await storage.reporter.withdraw(report, now)).toBe('withdrawn');
    const vault = await storage.row('vault', vaultKeys.case(report.caseId));
    expect(vault).toMatchObject({
      withdrawnAt: '2026-03-10T09:00:00.000Z',
      expiresAt: '2026-03-10T09:00:00.000Z',
    });
    expect(vault).not.toHaveProperty('threads');
    expect(vault).not.toHaveProperty('sealedBrief');
    const door = await storage.row('vault', vaultKeys.door(report.doorId));
    expect(door).not.toHaveProperty('wrappedThreadKey');
    expect(door?.expiresAt).toBe('2026-03-10T09:00:00.000Z');
    expect(await storage.reporter.appendReply(someReply(report, 2), now)).toBe('door-changed');
  });

  it('withdrawing exactly on the hour takes effect in that moment', async () => {
    const report = await filed();
    const hour = new Date('2026-03-10T10:00:00.000Z');

    expect(await storage.reporter.withdraw(report, hour)).toBe('withdrawn');
    expect(await storage.reporter.appendReply(someReply(report, 2), hour)).toBe('door-changed');
  });

  it('of withdrawals at once one withdraws and the others find nothing', async () => {
    const report = await filed();
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => storage.reporter.withdraw(report, now)),
    );

    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'case-gone'), 'withdrawn']);
  });

  it('a report that a member has opened is not withdrawn, and keeps its keys', async () => {
    const report = await filed();
    const stored = await storage.cases.findCase(report.caseId);
    if (!stored) throw new Error('filed');
    expect(await storage.cases.commit(someChange(stored), now)).toBe('committed');

    expect(await storage.reporter.withdraw(report, now)).toBe('opened');
    expect(await storage.row('vault', vaultKeys.case(report.caseId))).toHaveProperty('threads');
  });

  it('of withdrawing and opening at once exactly one happens', async () => {
    for (let round = 0; round < 8; round++) {
      const report = await filed();
      const stored = await storage.cases.findCase(report.caseId);
      if (!stored) throw new Error('filed');
      const [withdrawn, opened] = await Promise.all([
        storage.reporter.withdraw(report, now),
        storage.cases.commit(someChange(stored), now),
      ]);

      expect([
        ['withdrawn', 'changed-meanwhile'],
        ['opened', 'committed'],
      ]).toContainEqual([withdrawn, opened]);
    }
  });

  it('of a reply and a withdrawal at once the reply is never left behind in an open case', async () => {
    const report = await filed();
    const [replied, withdrawn] = await Promise.all([
      storage.reporter.appendReply(someReply(report, 2), now),
      storage.reporter.withdraw(report, after(now)),
    ]);

    expect(withdrawn).toBe('withdrawn');
    expect(['appended', 'case-gone']).toContain(replied);
    expect(await storage.row('cases', caseKeys.head(report.caseId))).not.toHaveProperty('queuePk');
  });
});
