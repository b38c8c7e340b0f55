import { randomBytes, randomInt } from 'node:crypto';
import { BatchWriteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anchorStore } from '../../functions/adapters/dynamodb/scheduled/anchor-store.ts';
import { parseRow, toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys, due, teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { auditRow } from '../../functions/adapters/dynamodb/rows/rows.ts';
import {
  anchoredLine,
  anchorLeaf,
  anchorLogLeaf,
  anchorRoot,
  hex,
  isSignedBy,
  type SignedAnchor,
} from '../../functions/domain/audit/anchor.ts';
import { dailyAnchor } from '../../functions/domain/audit/anchor-audit-logs.ts';
import { checkAuditLog, type SealedAuditEntry } from '../../functions/domain/audit/audit-log-line.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, post, read, tamper, type SignedIn } from '../team/as-member.ts';
import { logWriteAfter } from '../../functions/domain/register/log-write.ts';
import { decidedCase, writeLog } from '../team/decided-case.ts';
import { rechained } from '../team/rechained.ts';
import { rowsOf } from './stored.ts';

const day = 86_400_000;
const random = {
  bytes: (length: number) => randomBytes(length),
  integer: (limit: number) => randomInt(limit),
};
const inTime = (): boolean => false;

const anchorsOf = ({ logs }: Service): SignedAnchor[] =>
  logs.flatMap((line) => {
    if (line.event !== 'audit-logs-anchored') return [];
    const { day: on, cases, lines, root, before, publicKey, signature } = line;
    return [
      {
        day: on,
        cases,
        ...(lines !== undefined && { lines }),
        root,
        ...(before && { before }),
        publicKey,
        signature,
      },
    ];
  });
const storeOf = ({ dynamo, emulators }: Service) => anchorStore(dynamo, emulators.tables, 30);

describe('the daily anchor of the audit logs', () => {
  let service: Service;
  let member: SignedIn;
  beforeEach(async () => {
    service = await startService();
    member = await service.addMember();
  });
  afterEach(() => service.close());

  const anchors = () => anchorsOf(service);
  const lastAnchor = (): SignedAnchor => {
    const anchor = anchors().at(-1);
    if (!anchor) throw new Error('nothing was anchored');
    return anchor;
  };
  const store = () => storeOf(service);
  const worked = async (): Promise<string> => {
    const id = await caseIdOf(service, await fileReport(service));
    await read(service, member, id);
    await post(service, member, `/api/cases/${id}/notes`, { text: 'A note.' });
    return id;
  };
  const lines = async (id: string): Promise<SealedAuditEntry[]> => {
    const rows = await queryPartition(service.dynamo, service.emulators.tables.cases, caseKeys.work(id));
    return rows.filter(({ sk }) => sk?.S?.startsWith('AUDIT#')).map((row) => parseRow(auditRow, row));
  };
  const leavesOf = (on: string, parts: number) => store().leaves({ day: on, parts, filled: parts });
  const nextDay = async (runs = 1) => {
    service.clock.advance(day);
    for (let scheduledRun = 0; scheduledRun < runs; scheduledRun++) {
      await service.scheduledRun();
      service.clock.advance(60_000);
    }
  };

  it('is one signed line a day, however many scheduled runs: day, cases, root, the root before', async () => {
    await worked();
    await worked();
    await fileReport(service);
    await nextDay(3);
    const [first, ...more] = anchors();
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      day: '2026-03-11',
      cases: 2,
      root: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    await nextDay(3);
    const [, second, ...others] = anchors();
    expect(others).toEqual([]);
    // Nothing was done in between.
    expect(second).toMatchObject({ day: '2026-03-12', cases: 2, root: first?.root, before: first?.root });
    expect(second?.publicKey).toBe(first?.publicKey);
    for (const anchor of anchors()) expect(isSignedBy(first?.publicKey ?? '', anchor)).toBe(true);
  });

  it('covers every log: one more line in one case is another root', async () => {
    await worked();
    const id = await worked();
    await nextDay();
    const before = lastAnchor();
    await post(service, member, `/api/cases/${id}/notes`, { text: 'One more.' });
    await nextDay();
    expect([lastAnchor().cases, lastAnchor().root === before.root]).toEqual([2, false]);
    const leaves = await leavesOf(lastAnchor().day, 1);
    expect(hex(anchorRoot(leaves))).toBe(lastAnchor().root);
    expect(hex(anchorRoot(await leavesOf(before.day, 1)))).toBe(before.root);
    expect(anchoredLine(leaves, id, await lines(id))).toBe(3);
    expect(anchoredLine(await leavesOf(before.day, 1), id, await lines(id))).toBe(2);
  });

  it('shows what the chain cannot: a log that was made again or cut off, by somebody who writes to the whole table', async () => {
    const [forged, cut] = [await worked(), await worked()];
    await nextDay();
    const anchor = lastAnchor();
    const replace = async (id: string, made: readonly SealedAuditEntry[]) => {
      for (const line of made)
        await service.dynamo.send(
          new PutItemCommand({
            TableName: service.emulators.tables.cases,
            Item: toAttributes({ ...caseKeys.audit(id, line.number), ...line }),
          }),
        );
      const { number, hash } = made.at(-1) ?? { number: 0 };
      await tamper(service, 'cases', caseKeys.head(id), { set: { audit: { number, hash } } });
      expect(checkAuditLog(id, made, made.at(-1))).toEqual({ kind: 'whole', entries: made.length });
    };
    await replace(forged, rechained(forged, await lines(forged), 1, { sealed: randomBytes(1054) }));
    await replace(cut, (await lines(cut)).slice(0, 1));
    const leaves = await leavesOf(anchor.day, 1);
    expect(hex(anchorRoot(leaves))).toBe(anchor.root);
    expect(anchoredLine(leaves, forged, await lines(forged))).toBeUndefined();
    expect(anchoredLine(leaves, cut, (await lines(cut)).slice(0, 1))).toBeUndefined();
  });

  it('keeps no case id, and its leaves as long as the log group keeps the line', async () => {
    const id = await worked();
    await nextDay();
    const rows = (await rowsOf(service, 'team')).filter((row) => row.pk?.S === teamKeys.anchorProgress().pk);
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toContain(id);
    const [leaves] = rows.filter((row) => row.leaves);
    expect(leaves?.ttl?.N).toBe(String(Date.parse('2026-04-11') / 1000));
  });

  it('covers every line of the enforcement log: one that was changed or taken away since is not what it was', async () => {
    const lead = await service.addMember({ role: 'lead' });
    const { caseId, lineId } = await decidedCase(service, lead);
    await decidedCase(
      service,
      lead,
      {},
      { channel: 'security', answers: { whatHappened: 'It.', component: 'X' } },
    );
    await nextDay(2);
    const anchor = lastAnchor();
    expect(anchor).toMatchObject({ cases: 2, lines: 2 });
    expect(isSignedBy(anchor.publicKey, anchor)).toBe(true);
    expect(isSignedBy(anchor.publicKey, { ...anchor, lines: 3 })).toBe(false);
    const leaves = (await leavesOf(anchor.day, 2)).map(hex);
    expect(hex(anchorRoot(await leavesOf(anchor.day, 2)))).toBe(anchor.root);
    const leafNow = async () => {
      const [row] = await service.teamContext.cases.logLines('conduct', [lineId]);
      return row && hex(anchorLogLeaf('conduct', row));
    };
    expect(leaves).toContain(await leafNow());
    await writeLog(service, lead, caseId, logWriteAfter({ logLine: lineId }, { status: 'ended' }));
    expect(leaves).not.toContain(await leafNow());
    await nextDay(2);
    expect(lastAnchor()).toMatchObject({ cases: 2, lines: 2, before: anchor.root });
    expect((await leavesOf(lastAnchor().day, 2)).map(hex)).toContain(await leafNow());
  });

  it('a head that cannot be read is in nobody’s way', async () => {
    const id = await worked();
    await worked();
    await tamper(service, 'cases', caseKeys.head(id), { set: { audit: 'nothing' } });
    await nextDay();
    expect(anchors().map(({ cases }) => cases)).toEqual([1]);
    expect(service.logs.filter(({ event }) => event === 'fault')).toEqual([]);
  });

  it('another process anchors no day a second time', async () => {
    await worked();
    service.clock.advance(day);
    const [one, other] = [dailyAnchor(store(), random), dailyAnchor(store(), random)];
    const results = [await one(service.clock.now, inTime), await other(service.clock.now, inTime)];
    expect(results.map(({ kind }) => kind)).toEqual(['anchored', 'done']);
    const yesterday = new Date(service.clock.now.getTime() - day);
    expect(await dailyAnchor(store(), random)(yesterday, inTime)).toEqual({ kind: 'done' });
  });

  it('two at the same time write one line, with the one key there is', async () => {
    await worked();
    service.clock.advance(day);
    const results = await Promise.all(
      [1, 2].map(() => dailyAnchor(store(), random)(service.clock.now, inTime)),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual(['anchored', 'done']);
  });
});

describe('the daily anchor of many cases', () => {
  let service: Service;
  const store = () => storeOf(service);
  const many = 2_050;
  const heads = Array.from({ length: many }, () => ({
    caseId: randomBytes(16).toString('base64url'),
    audit: { number: 1 + randomInt(9), hash: Uint8Array.from(randomBytes(32)) },
  }));
  const root = hex(anchorRoot(heads.map(({ caseId, audit }) => anchorLeaf(caseId, audit))));
  beforeAll(async () => {
    service = await startService();
    const table = service.emulators.tables.cases;
    for (let at = 0; at < many; at += 25) {
      const puts = heads.slice(at, at + 25).map(({ caseId, audit }, index) => ({
        PutRequest: {
          Item: toAttributes({
            ...caseKeys.head(caseId),
            audit,
            ...due(new Date(Date.parse('2031-01-01') + (at + index) * 60_000)),
          }),
        },
      }));
      await service.dynamo.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }));
    }
  });
  beforeEach(() => {
    service.clock.advance(day);
    service.logs.length = 0;
  });
  afterAll(() => service.close());

  it('takes as many scheduled runs as it needs, and goes on where it was', async () => {
    const kinds: string[] = [];
    let result;
    for (let runs = 0; runs < 6 && result?.kind !== 'anchored'; runs++) {
      // Each scheduled run has time for one part, and is another process.
      let asked = 0;
      result = await dailyAnchor(store(), random)(service.clock.now, () => ++asked > 1);
      kinds.push(result.kind);
    }
    expect(kinds).toEqual(['goes-on', 'goes-on', 'anchored']);
    expect(result).toMatchObject({ kind: 'anchored', anchor: { cases: many, root } });
  });

  it('a case that moves in the index meanwhile is neither left out nor counted twice', async () => {
    let asked = 0;
    const half = await dailyAnchor(store(), random)(service.clock.now, () => ++asked > 1);
    expect(half.kind).toBe('goes-on');
    for (const { caseId } of [...heads.slice(0, 20), ...heads.slice(-20)])
      await tamper(service, 'cases', caseKeys.head(caseId), {
        set: { dueSk: new Date(Date.parse('2030-01-01') + randomInt(10 ** 11)).toISOString() },
      });
    const whole = await dailyAnchor(store(), random)(service.clock.now, inTime);
    expect(whole).toMatchObject({ kind: 'anchored', anchor: { cases: many, root } });
  });

  it('a fault half-way loses nothing: the next scheduled run goes on', async () => {
    let batches = 0;
    service.interrupt.before = ({ caller, command }) => {
      if (caller === 'scheduled' && command === 'BatchGetItemCommand' && ++batches === 16)
        throw new Error('away');
    };
    await service.scheduledRun();
    expect([anchorsOf(service), service.logs.map(({ event }) => event)]).toEqual([[], ['fault']]);
    service.interrupt.before = undefined;
    await service.scheduledRun();
    expect(anchorsOf(service)).toMatchObject([{ cases: many, root }]);
  });

  it('a day that was begun and not finished is left behind', async () => {
    let asked = 0;
    await dailyAnchor(store(), random)(service.clock.now, () => ++asked > 1);
    service.clock.advance(day);
    await service.scheduledRun();
    expect(anchorsOf(service)).toMatchObject([{ cases: many, root }]);
    expect(anchorsOf(service)[0]?.day).toBe(service.clock.now.toISOString().slice(0, 10));
  });
});
