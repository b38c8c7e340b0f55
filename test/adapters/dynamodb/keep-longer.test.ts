import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, vaultKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import type { CaseVault } from '../../../functions/domain/casework/change/case-store.ts';
import type { SealedReport } from '../../../functions/domain/intake/submit-report.ts';
import { days, expiry, now, someChange, someReply, someReport } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('keeping longer', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(() => storage.close());

  const longer = new Date(expiry.getTime() + days(30));
  const until = { expiresAt: longer, nextActionAt: longer };
  const ttl = longer.getTime() / 1000 + 86_400;
  const filed = async (): Promise<{ report: SealedReport; vault: CaseVault }> => {
    const report = someReport();
    await storage.reporter.fileReport(report);
    const stored = await storage.cases.findCase(report.caseId);
    if (!stored) throw new Error('filed');
    return { report, vault: stored.vault };
  };

  it('moves the expiry of an unopened case in every row that has one, and tells the team', async () => {
    const { report, vault } = await filed();
    await storage.reporter.appendReply(someReply(report, 2, { sentKey: 'form' }), now);
    await storage.retention.keepLonger(vault, until, expiry);

    const { caseId, doorId } = report;
    expect(await storage.reporter.findDoor(doorId)).toMatchObject({ expiresAt: longer, hardLimit: longer });
    expect((await storage.cases.findCase(caseId))?.vault.expiresAt).toEqual(longer);
    expect((await storage.cases.findCase(caseId))?.head.hardLimit).toEqual(longer);
    const rows = [
      await storage.row('vault', vaultKeys.case(caseId)),
      await storage.row('vault', vaultKeys.door(doorId)),
      await storage.row('cases', caseKeys.head(caseId)),
      ...(await storage.rows('cases', caseKeys.thread(caseId, 'reporter'))),
    ];
    expect(rows.map((row) => row?.ttl)).toEqual(Array.from({ length: 7 }, () => ttl));
    const notices = (await storage.rows('cases', 'OUTBOX')).filter((row) => row.caseId === caseId);
    expect(notices).toHaveLength(3);
  });

  it('a reply sent meanwhile is kept as long as the rest', async () => {
    for (let round = 0; round < 6; round++) {
      const { report, vault } = await filed();
      await Promise.all([
        storage.retention.keepLonger(vault, until, now),
        storage.reporter.appendReply(someReply(report, 2), now),
      ]);

      const rows = await storage.rows('cases', caseKeys.thread(report.caseId, 'reporter'));
      expect(rows.map((row) => row.ttl)).toEqual([ttl, ttl, ttl]);
    }
  });

  it('a case that a member opens at the same time keeps one of the two expiries everywhere', async () => {
    for (let round = 0; round < 6; round++) {
      const { report, vault } = await filed();
      const stored = await storage.cases.findCase(report.caseId);
      if (!stored) throw new Error('filed');
      const [, opened] = await Promise.all([
        storage.retention.keepLonger(vault, until, now),
        storage.cases.commit(someChange(stored), now),
      ]);

      const expected = opened === 'committed' ? expiry : longer;
      const after = await storage.cases.findCase(report.caseId);
      expect(after?.vault.expiresAt).toEqual(expected);
      expect(after?.head.hardLimit).toEqual(expected);
      expect((await storage.reporter.findDoor(report.doorId))?.expiresAt).toEqual(expected);
    }
  });

  it('does not touch a withdrawn report', async () => {
    const { report, vault } = await filed();
    await storage.reporter.withdraw(report, now);
    await storage.retention.keepLonger(vault, until, now);

    expect((await storage.row('vault', vaultKeys.case(report.caseId)))?.expiresAt).toBe(
      '2026-03-10T09:00:00.000Z',
    );
    expect(await storage.row('vault', vaultKeys.door(report.doorId))).not.toHaveProperty('wrappedThreadKey');
  });
});
