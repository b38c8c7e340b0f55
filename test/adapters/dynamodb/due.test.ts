import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import type { SealedReport } from '../../../functions/domain/report/submit-report.ts';
import { before, days, expiry, now, someChange, someReport } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

/** An index of a real DynamoDB catches up within moments. */
const soon = { timeout: 5_000 };

describe('what is due', () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await startStorage();
  }, 120_000);
  afterEach(() => storage.close());

  const filed = async (): Promise<SealedReport> => {
    const report = someReport();
    await storage.reporter.fileReport(report);
    return report;
  };
  const open = async (
    { caseId }: SealedReport,
    own: Parameters<typeof someChange>[1] = {},
  ): Promise<void> => {
    const stored = await storage.cases.findCase(caseId);
    if (!stored) throw new Error('filed');
    expect(await storage.cases.commit(someChange(stored, own), now)).toBe('committed');
  };
  const due = async (at: Date, limit = 200) => (await storage.retention.dueCases(at, limit)).caseIds;

  it('an unopened case is due 14 days before its expiry, an opened one at it', async () => {
    const unopened = await filed();
    const opened = await filed();
    await open(opened);

    const warning = before(expiry, days(14));
    await expect.poll(() => due(warning), soon).toEqual([unopened.caseId]);
    expect(await due(before(warning))).toEqual([]);
    await expect.poll(() => due(expiry), soon).toEqual([unopened.caseId, opened.caseId]);
    expect(await due(expiry, 1)).toEqual([unopened.caseId]);
  });

  it('a withdrawn case is due at once, an erased one never again', async () => {
    const { caseId, channel, doorId } = await filed().then(async (report) => {
      await storage.reporter.withdraw(report, now);
      return report;
    });
    await expect.poll(() => due(now), soon).toEqual([caseId]);

    const erasure = { caseId, channel, state: 'received', doors: [doorId], threads: ['reporter'] };
    await storage.retention.eraseKeys({ ...erasure, reason: 'withdrawn', day: '2026-03-10' }, now);
    await expect.poll(() => due(now), soon).toEqual([caseId]);
    await storage.retention.eraseContent(caseId, ['reporter']);
    await expect.poll(() => due(expiry), soon).toEqual([]);
  });

  it('a case is looked at later when its expiry was moved', async () => {
    const report = await filed();
    await open(report);
    const row = await storage.row('cases', caseKeys.head(report.caseId));
    await storage.put('cases', caseKeys.head(report.caseId), { ...row, dueSk: now.toISOString() });
    await expect.poll(() => due(now), soon).toEqual([report.caseId]);

    await storage.retention.checkLater(report.caseId, expiry);
    await expect.poll(() => due(before(expiry)), soon).toEqual([]);
    await expect.poll(() => due(expiry), soon).toEqual([report.caseId]);
  });

  it('looking later does not put off an erasure that somebody has set meanwhile', async () => {
    const report = await filed();
    const closing = new Date('2026-09-01T09:00:00.000Z');
    await open(report, { after: { state: 'closed' }, expiresAt: closing });

    // Decided on the expiry before closing.
    await storage.retention.checkLater(report.caseId, expiry);
    await expect.poll(() => due(closing), soon).toEqual([report.caseId]);
  });

  it('looking later at a case that is gone makes nothing', async () => {
    await storage.retention.checkLater('never', expiry);

    expect(await storage.row('cases', caseKeys.head('never'))).toBeUndefined();
  });

  it('counts the cases that are stored, over pages of 1 MB', async () => {
    await filed();
    const padding = 'x'.repeat(900);
    const many = Array.from({ length: 1500 }, (_, index) => index);
    for (let at = 0; at < many.length; at += 100) {
      await Promise.all(
        many.slice(at, at + 100).map((index) =>
          storage.put('cases', caseKeys.head(`${padding}${index}`), {
            duePk: 'DUE',
            dueSk: expiry.toISOString(),
          }),
        ),
      );
    }

    await expect.poll(() => storage.retention.countCases(), soon).toBe(1501);
  });
});
