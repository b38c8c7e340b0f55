import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import type { SealedReport } from '../../../functions/domain/intake/submit-report.ts';
import type { LiveCase, ToldNow } from '../../../functions/domain/sweep/retention-store.ts';
import { after, before, days, expiry, now, someChange, someReply, someReport } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

/** An index of a real DynamoDB catches up within moments. */
const soon = { timeout: 60_000 };

describe('what is due', () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await startStorage();
  });
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
  const due = async (at: Date, limit = 200) =>
    (await storage.retention.dueCases(at, limit)).cases.map(({ caseId }) => caseId);

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

    const erasure = { caseId, channel, doors: [doorId], threads: ['reporter'], statistic: undefined };
    await storage.retention.eraseKeys({ ...erasure, reason: 'withdrawn', day: '2026-03-10' }, now);
    await expect.poll(() => due(now), soon).toEqual([caseId]);
    await storage.retention.eraseContent(caseId, ['reporter']);
    await expect.poll(() => due(expiry), soon).toEqual([]);
  });

  const live = async (caseId: string): Promise<LiveCase> => {
    const [found] = await storage.retention.findDueCases([caseId]);
    if (found?.kind !== 'case' || !found.vault) throw new Error('the case is there');
    return { ...found, vault: found.vault };
  };
  const overdue: ToldNow = {
    told: { acknowledgeBy: { by: '2026-03-12T09:00:00.000Z', step: 'overdue' } },
    notices: [
      {
        caseId: 'c',
        channel: 'conduct',
        urgent: false,
        step: 'overdue',
        notBefore: '2026-03-12T09:00:00.000Z',
      },
    ],
  };
  const outbox = async () => (await storage.rows('cases', 'OUTBOX')).filter(({ step }) => step === 'overdue');

  it('a case goes on at its next time, with its marks and its notices', async () => {
    const report = await filed();
    await open(report);
    const seen = await live(report.caseId);
    const later = new Date('2026-03-13T09:00:00.000Z');
    expect(await storage.retention.goOn(seen, { nextActionAt: later, toldNow: overdue })).toBe('written');

    await expect.poll(() => due(before(later)), soon).toEqual([]);
    await expect.poll(() => due(later), soon).toEqual([report.caseId]);
    expect((await live(report.caseId)).head).toEqual({ ...seen.head, told: overdue.told });
    expect(await outbox()).toHaveLength(1);
    // Once more without anything to tell: what was told stays told.
    expect(await storage.retention.goOn(await live(report.caseId), { nextActionAt: expiry })).toBe('written');
    expect((await live(report.caseId)).head.told).toEqual(overdue.told);
  });

  it('of two sweeps that have read the same case one goes on', async () => {
    const seen = await live((await filed()).caseId);
    const outcomes = await Promise.all([
      storage.retention.goOn(seen, { nextActionAt: expiry, toldNow: overdue }),
      storage.retention.goOn(seen, { nextActionAt: expiry, toldNow: overdue }),
    ]);

    expect(outcomes.toSorted()).toEqual(['changed-meanwhile', 'written']);
    expect(await outbox()).toHaveLength(1);
  });

  it.each<[string, (report: SealedReport) => Promise<unknown>]>([
    ['answered', (report) => open(report, { nextActionAt: now })],
    ['closed', (report) => open(report, { after: { state: 'closed' }, expiresAt: after(now, days(30)) })],
    ['written to', (report) => storage.reporter.appendReply(someReply(report, 2), now)],
    ['withdrawn', (report) => storage.reporter.withdraw(report, now)],
  ])('a case that was %s since it was read is left as it is, and nothing is told', async (_, change) => {
    const report = await filed();
    const seen = await live(report.caseId);
    await change(report);
    const row = await storage.row('cases', caseKeys.head(report.caseId));

    expect(await storage.retention.goOn(seen, { nextActionAt: expiry, toldNow: overdue })).toBe(
      'changed-meanwhile',
    );
    expect(await storage.row('cases', caseKeys.head(report.caseId))).toEqual(row);
    expect(await outbox()).toEqual([]);
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
