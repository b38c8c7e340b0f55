import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vaultKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import type { SealedReport } from '../../../functions/domain/intake/submit-report.ts';
import { before, expiry, now, someChange, someReply, someReport } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('closing doors', () => {
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
  const replacementOf = async ({ doorId }: SealedReport) => {
    const door = await storage.reporter.findDoor(doorId);
    if (!door) throw new Error('filed');
    const id = randomBytes(32).toString('base64url');
    return { old: { doorId, door }, doorId: id, wrappedThreadKey: randomBytes(62) };
  };
  const doorRow = (doorId: string) => storage.row('vault', vaultKeys.door(doorId));

  it('a new door has all that the old one had but its key, and the old one has no key any more', async () => {
    const report = await filed();
    await storage.reporter.appendReply(someReply(report, 2), now);
    const was = await doorRow(report.doorId);
    const replacement = await replacementOf(report);

    expect(await storage.reporter.replaceDoor(replacement, now)).toBe('replaced');
    const opened = (await doorRow(replacement.doorId)) ?? {};
    const without = { pk: undefined, wrappedThreadKey: undefined };
    expect({ ...opened, ...without }).toEqual({ ...was, ...without });
    expect(opened.wrappedThreadKey).toEqual(new Uint8Array(replacement.wrappedThreadKey));
    expect(await storage.reporter.findDoor(report.doorId)).toBeUndefined();
    expect(await storage.reporter.doorState(report.doorId)).toBe('replaced');
    const left = Object.keys((await doorRow(report.doorId)) ?? {});
    expect(left.sort()).toEqual(['closed', 'expiresAt', 'pk', 'sk', 'ttl']);
    expect(await storage.row('vault', vaultKeys.case(report.caseId))).toMatchObject({
      doors: { reporter: [replacement.doorId] },
      closedDoors: [report.doorId],
    });
  });

  it('a door that is no longer as it was read is not replaced, nor is one that was closed', async () => {
    const report = await filed();
    const early = await replacementOf(report);
    await storage.reporter.appendReply(someReply(report, 2), now);
    expect(await storage.reporter.replaceDoor(early, now)).toBe('changed-meanwhile');
    expect(await doorRow(early.doorId)).toBeUndefined();

    const first = await replacementOf(report);
    const second = await replacementOf(report);
    expect(await storage.reporter.replaceDoor(first, now)).toBe('replaced');
    expect(await storage.reporter.replaceDoor(second, now)).toBe('changed-meanwhile');
    expect(await doorRow(second.doorId)).toBeUndefined();
  });

  it('of a replacement and a change by the team at once neither undoes the other', async () => {
    for (let round = 0; round < 8; round++) {
      const report = await filed();
      const stored = await storage.cases.findCase(report.caseId);
      if (!stored) throw new Error('filed');
      const nextDeadline = '2026-04-01T09:00:00.000Z';
      const replacement = await replacementOf(report);
      const outcomes = await Promise.all([
        storage.reporter.replaceDoor(replacement, now),
        storage.cases.commit(someChange(stored, { after: { nextDeadline } }), now),
      ]);
      expect([
        ['replaced', 'changed-meanwhile'],
        ['changed-meanwhile', 'committed'],
      ]).toContainEqual(outcomes);
    }
  });

  it('a case whose door was closed by leaving can be changed, and has no name and contact any more', async () => {
    const report = await filed();
    expect(await storage.reporter.leave(someReply(report, 2), now)).toBe('left');
    expect(await storage.reporter.leave(someReply(report, 3), now)).toBe('changed-meanwhile');
    const stored = await storage.cases.findCase(report.caseId);
    if (!stored) throw new Error('the case goes on');
    expect(stored.vault).toMatchObject({ doors: { reporter: [] }, closedDoors: [report.doorId] });
    expect(stored.vault.identity).toBeUndefined();
    expect(stored.head).toMatchObject({ unread: true, threads: { reporter: { entries: 2 } } });
    expect(await storage.cases.commit(someChange(stored), now)).toBe('committed');
  });

  it('of leaving and a reply at once nothing is lost and nothing half-done', async () => {
    const report = await filed();
    const [left, replied] = await Promise.all([
      storage.reporter.leave(someReply(report, 2), now),
      storage.reporter.appendReply(someReply(report, 2), now),
    ]);
    expect([
      ['left', 'case-gone'],
      ['changed-meanwhile', 'appended'],
    ]).toContainEqual([left, replied]);
  });

  it('until the moment of expiry a door can be closed or replaced, and not at it', async () => {
    const [one, other] = [await filed(), await filed()];
    expect(await storage.reporter.leave(someReply(one, 2), expiry)).toBe('changed-meanwhile');
    expect(await storage.reporter.leave(someReply(one, 2), before(expiry))).toBe('left');
    const replacement = await replacementOf(other);
    expect(await storage.reporter.replaceDoor(replacement, expiry)).toBe('changed-meanwhile');
    expect(await storage.reporter.replaceDoor(replacement, before(expiry))).toBe('replaced');
  });
});
