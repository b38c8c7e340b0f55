import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, vaultKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import type { StoredCase } from '../../../functions/domain/casework/change/case-store.ts';
import type { SealedReport } from '../../../functions/domain/intake/submit-report.ts';
import { before, days, expiry, now, ringSealed, someChange, someReply, someReport } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('changes of a case', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(() => storage.close());

  const read = async (caseId: string): Promise<StoredCase> => {
    const stored = await storage.cases.findCase(caseId);
    if (!stored) throw new Error('the case is there');
    return stored;
  };
  const filed = async (): Promise<{ report: SealedReport; caseId: string; stored: StoredCase }> => {
    const report = someReport();
    await storage.reporter.fileReport(report);
    return { report, caseId: report.caseId, stored: await read(report.caseId) };
  };
  const entry = (number: number, sentKey?: string) => ({
    number,
    sealed: randomBytes(1054),
    sentKey,
    objects: [],
  });

  it('head and vault of a new case say what was filed', async () => {
    const { report, caseId, stored } = await filed();

    expect(stored.head).toMatchObject({
      caseId,
      caseName: 'amber-falcon-27',
      channel: 'conduct',
      state: 'received',
      unread: true,
      version: 1,
      threads: { reporter: { entries: 1 } },
      hardLimit: expiry,
    });
    expect(stored.vault).toMatchObject({ doors: { reporter: [report.doorId] }, expiresAt: expiry });
    expect(stored.vault.openedAt).toBeUndefined();
  });

  it('a change is written with its entry, its note, its summary and the next version', async () => {
    const { report, caseId, stored } = await filed();
    const note = { number: 2, revision: 1, sealed: randomBytes(1054) };
    const change = someChange(stored, {
      after: { state: 'acknowledged', nextDeadline: '2026-03-17T09:00:00.000Z' },
      newCaseworkKey: ringSealed('conduct', 'reports'),
      entry: entry(2),
      note,
    });

    expect(await storage.cases.commit(change, now)).toBe('committed');
    const { head, vault } = await read(caseId);
    expect(head).toMatchObject({
      state: 'acknowledged',
      unread: false,
      version: 2,
      threads: { reporter: { entries: 2 } },
    });
    expect(vault.openedAt).toEqual(change.openedAt);
    expect(vault.sealedCaseworkKey?.bytes).toEqual(new Uint8Array(change.newCaseworkKey?.bytes ?? []));
    const thread = await storage.cases.readThread(caseId, 'reporter');
    expect(thread.entries.map(({ number }) => number)).toEqual([1, 2]);
    expect(thread.summary).toEqual({
      revision: 2,
      sealed: new Uint8Array(change.threads[0]?.sealedSummary ?? []),
    });
    expect((await storage.cases.readRecordsPage(caseId, 'note', { limit: 9 })).records).toEqual([
      { ...note, sealed: new Uint8Array(note.sealed) },
    ]);
    expect(await storage.reporter.findDoor(report.doorId)).toMatchObject({
      entries: 2,
      nextDeadline: '2026-03-17T09:00:00.000Z',
    });
  });

  it('an expiry that a change moves is moved for the case, its doors and the sweep', async () => {
    const { report, caseId, stored } = await filed();
    const closing = new Date('2026-09-01T09:00:00.000Z');
    const change = someChange(stored, { after: { state: 'closed' }, expiresAt: closing });

    expect(await storage.cases.commit(change, now)).toBe('committed');
    expect((await read(caseId)).vault.expiresAt).toEqual(closing);
    expect((await storage.reporter.findDoor(report.doorId))?.expiresAt).toEqual(closing);
    const dayAfter = closing.getTime() / 1000 + 86_400;
    expect((await storage.row('vault', vaultKeys.case(caseId)))?.ttl).toBe(dayAfter);
    expect((await storage.row('vault', vaultKeys.door(report.doorId)))?.ttl).toBe(dayAfter);
    expect(await storage.row('cases', caseKeys.head(caseId))).toMatchObject({
      queuePk: 'conduct#closed',
      dueSk: `${closing.toISOString()}#${closing.toISOString()}`,
    });
  });

  it('a change decided on an older version is refused whole', async () => {
    const { report, caseId, stored } = await filed();
    await storage.reporter.appendReply(someReply(report, 2), now);

    const change = someChange(stored, {
      after: { state: 'closed' },
      note: { number: 2, revision: 1, sealed: randomBytes(9) },
    });
    expect(await storage.cases.commit(change, now)).toBe('changed-meanwhile');
    const { head, vault } = await read(caseId);
    expect(head).toMatchObject({
      state: 'received',
      unread: true,
      version: 2,
      threads: { reporter: { entries: 2 } },
    });
    expect(vault.openedAt).toBeUndefined();
    expect((await storage.cases.readRecordsPage(caseId, 'note', { limit: 9 })).records).toEqual([]);
    expect((await storage.cases.readThread(caseId, 'reporter')).summary?.revision).toBe(1);
  });

  it('of two changes at once one is written and the other is told', async () => {
    const { stored } = await filed();
    const outcomes = await Promise.all(
      ['acknowledged', 'closed'].map(() =>
        storage.cases.commit(someChange(stored, { entry: entry(2) }), now),
      ),
    );

    expect(outcomes.toSorted()).toEqual(['changed-meanwhile', 'committed']);
  });

  it('of an answer and a reply at once neither overwrites the other', async () => {
    for (let round = 0; round < 6; round++) {
      const { report, caseId, stored } = await filed();
      const [answered, replied] = await Promise.all([
        storage.cases.commit(someChange(stored, { entry: entry(2) }), now),
        storage.reporter.appendReply(someReply(report, 2), now),
      ]);

      expect([
        ['committed', 'number-taken'],
        ['changed-meanwhile', 'appended'],
      ]).toContainEqual([answered, replied]);
      const { entries } = await storage.cases.readThread(caseId, 'reporter');
      expect(entries.map(({ number }) => number)).toEqual([1, 2]);
    }
  });

  it('a message that was sent before is told apart from a change meanwhile', async () => {
    const { caseId, stored } = await filed();
    const first = someChange(stored, { entry: entry(2, 'form') });
    expect(await storage.cases.commit(first, now)).toBe('committed');

    expect(await storage.cases.commit(first, now)).toBe('already-sent');
    const again = someChange(await read(caseId), { entry: entry(3, 'form') });
    expect(await storage.cases.commit(again, now)).toBe('already-sent');
    expect(await storage.cases.findSent(caseId, 'reporter', 'form')).toBe(2);
    expect((await storage.cases.readThread(caseId, 'reporter')).entries).toHaveLength(2);
  });

  it('a case can be changed until the moment of expiry, and not at it', async () => {
    const { caseId, stored } = await filed();

    expect(await storage.cases.commit(someChange(stored), before(expiry))).toBe('committed');
    expect(await storage.cases.commit(someChange(await read(caseId)), expiry)).toBe('changed-meanwhile');
    // Not even to be kept longer: an expired case does not come back.
    const longer = someChange(await read(caseId), { expiresAt: new Date(expiry.getTime() + days(30)) });
    expect(await storage.cases.commit(longer, expiry)).toBe('changed-meanwhile');
  });

  it('a withdrawn case stays withdrawn, even for a clock that runs behind', async () => {
    const { report, caseId, stored } = await filed();
    const hour = new Date('2026-03-10T10:00:00.000Z');
    expect(await storage.reporter.withdraw(report, hour)).toBe('withdrawn');

    expect(await storage.cases.commit(someChange(stored), before(hour, 50))).toBe('changed-meanwhile');
    // Read half before the withdrawal and half after it.
    const { head } = await read(caseId);
    expect(await storage.cases.commit(someChange({ head, vault: stored.vault }), before(hour, 50))).toBe(
      'changed-meanwhile',
    );
    expect((await storage.row('vault', vaultKeys.case(caseId)))?.expiresAt).toBe(hour.toISOString());
  });

  it('a first casework key is never overwritten by another, whose notes would not open', async () => {
    const { caseId, stored } = await filed();
    const first = someChange(stored, { newCaseworkKey: ringSealed('conduct', 'reports') });
    expect(await storage.cases.commit(first, now)).toBe('committed');

    // Read half before that change and half after it: one read of two items is not one moment.
    const { head, vault } = await read(caseId);
    const torn = { head, vault: stored.vault };
    const second = someChange(torn, { newCaseworkKey: ringSealed('conduct', 'reports') });
    expect(await storage.cases.commit(second, now)).toBe('changed-meanwhile');
    expect((await read(caseId)).vault.sealedCaseworkKey).toEqual(vault.sealedCaseworkKey);
  });

  it('an expiry that somebody else moved is not moved back', async () => {
    const { caseId, stored } = await filed();
    const closing = new Date('2026-09-01T09:00:00.000Z');
    await storage.cases.commit(someChange(stored, { after: { state: 'closed' }, expiresAt: closing }), now);

    const { head } = await read(caseId);
    const torn = someChange(
      { head, vault: stored.vault },
      { note: { number: 3, revision: 1, sealed: randomBytes(9) } },
    );
    expect(await storage.cases.commit(torn, now)).toBe('changed-meanwhile');
    expect((await read(caseId)).vault.expiresAt).toEqual(closing);
  });

  it('a case half of which time to live has taken cannot be changed', async () => {
    const doorTaken = await filed();
    await storage.expire('vault', vaultKeys.door(doorTaken.report.doorId));
    expect(await storage.cases.commit(someChange(doorTaken.stored), expiry)).toBe('changed-meanwhile');
    expect(await storage.row('vault', vaultKeys.door(doorTaken.report.doorId))).toBeUndefined();

    const vaultTaken = await filed();
    await storage.expire('vault', vaultKeys.case(vaultTaken.caseId));
    expect(await storage.cases.findCase(vaultTaken.caseId)).toBeUndefined();
    expect(await storage.cases.commit(someChange(vaultTaken.stored), expiry)).toBe('changed-meanwhile');
    expect(await storage.row('vault', vaultKeys.case(vaultTaken.caseId))).toBeUndefined();

    const headTaken = await filed();
    await storage.expire('cases', caseKeys.head(headTaken.caseId));
    expect(await storage.cases.findCase(headTaken.caseId)).toBeUndefined();
    expect(await storage.reporter.appendReply(someReply(headTaken.report, 2), now)).toBe('case-gone');
    expect(await storage.row('cases', caseKeys.head(headTaken.caseId))).toBeUndefined();
  });
});
