import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { logLineOfRow } from '../../functions/adapters/dynamodb/rows/log-rows.ts';
import type { LogLine } from '../../functions/domain/register/log-line.ts';
import { logWriteAfter, newLogLineId } from '../../functions/domain/register/log-write.ts';
import { openLogLine, type SealedLogLine } from '../../functions/domain/register/sealed-log-line.ts';
import { startService, type Service } from '../harness/service.ts';
import { get, post, tamper } from './as-member.ts';
import { decide, decidedCase, editCase, someFacts, writeLog } from './decided-case.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

describe('lines of the enforcement log', () => {
  let service: Service;
  let lead: Member;
  let otherLead: Member;
  let member: Member;
  let caseId: string;
  let lineId: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead' });
    otherLead = await service.addMember({ role: 'lead' });
    member = await service.addMember();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    ({ caseId, lineId } = await decidedCase(service, lead));
  });

  const rowsOf = async (channel = 'conduct'): Promise<readonly SealedLogLine[]> => {
    const { cases } = service.emulators.tables;
    return (await queryPartition(service.dynamo, cases, caseKeys.logOf(channel))).map(logLineOfRow);
  };
  const rowOf = async (id: string, channel = 'conduct'): Promise<SealedLogLine> => {
    const row = (await rowsOf(channel)).find((one) => one.id === id);
    if (!row) throw new Error('no such line');
    return row;
  };
  const opened = async (row: SealedLogLine, channel = 'conduct'): Promise<LogLine | undefined> =>
    openLogLine(await service.teamContext.openKeyRing(channel, 'register', 1), row);
  const lineOf = async (id: string, channel = 'conduct') => opened(await rowOf(id, channel), channel);
  const act = async (who: Member, path: string, body: object): Promise<void> => {
    const { status } = await post(service, who, `/api/cases/${caseId}/${path}`, body);
    if (status >= 300) throw new Error(`${path} is answered ${status}`);
  };

  it('are written with the decision, sealed to the ring of the register, and name their case inside alone', async () => {
    expect(await lineOf(lineId)).toMatchObject({
      ...someFacts(service.clock.now),
      caseId,
      channel: 'conduct',
      keptUntil: '2036-03-10',
      hiddenFrom: [],
      grantedMembers: [],
    });
    const row = await rowOf(lineId);
    expect(row.revision).toBe(1);
    expect(row.sealed).toMatchObject({ keyRing: 'conduct/register', epoch: 1 });
    expect(Buffer.from(row.sealed.bytes).includes('teal')).toBe(false);
  });

  it('have one size, whatever stands in them', async () => {
    const measures = Array.from({ length: 20 }, (_, index) => `measure-${index}`);
    const id = await decide(service, lead, caseId, { measures, rules: ['one', 'two', 'three'] });
    expect((await rowOf(id)).sealed.bytes).toHaveLength((await rowOf(lineId)).sealed.bytes.length);
  });

  it('that are longer than that open as well', async () => {
    const measures = Array.from({ length: 60 }, (_, index) => `a-measure-with-a-long-name-${index}`);
    const id = await decide(service, lead, caseId, { measures });
    expect(await lineOf(id)).toMatchObject({ measures });
  });

  it('that are moved to another place, or taken from an earlier revision, do not open', async () => {
    const row = await rowOf(lineId);
    expect(
      await opened({ ...row, id: newLogLineId(service.teamContext.random, '2026-03-10') }),
    ).toBeUndefined();
    expect(await opened({ ...row, revision: 2 })).toBeUndefined();
  });

  it('say what became of the decision, in their place', async () => {
    await writeLog(service, lead, caseId, logWriteAfter({ logLine: lineId }, { status: 'ended' }));
    expect(await lineOf(lineId)).toMatchObject({ status: 'ended', person: 'teal-heron', caseId });
    expect((await rowOf(lineId)).revision).toBe(2);
    expect(logWriteAfter({}, { status: 'ended' })).toEqual([]);
  });

  it('are not written when the change of the case is not', async () => {
    const before = await rowsOf();
    service.interrupt.before = async ({ command, caller }) => {
      if (caller !== 'team' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      await tamper(service, 'cases', caseKeys.logLine('conduct', lineId), { set: { revision: 7 } });
    };
    await expect(
      writeLog(service, lead, caseId, [
        ...logWriteAfter({ logLine: lineId }, { status: 'replaced' }),
        {
          kind: 'new',
          id: newLogLineId(service.teamContext.random, '2026-03-10'),
          facts: someFacts(service.clock.now),
        },
      ]),
    ).resolves.toBeUndefined();
    // Decided again after the conflict: the line that was not as it was read does not open any more, and stays.
    expect(await rowsOf()).toHaveLength(before.length + 1);
    expect((await rowOf(lineId)).revision).toBe(7);
  });

  it('are no way to the line of another case', async () => {
    const other = await decidedCase(service, lead);
    await writeLog(service, lead, caseId, logWriteAfter({ logLine: other.lineId }, { status: 'ended' }));
    expect(await lineOf(other.lineId)).toMatchObject({ status: 'in-force' });
  });

  it('follow who may see the case: set aside, let back, granted, recused', async () => {
    const second = await decide(service, lead, caseId, { person: 'amber-falcon' });
    const later = await service.addMember({ name: 'Later' });
    await act(lead, 'aside', { memberId: member.memberId, reason: 'Close.' });
    for (const id of [lineId, second])
      expect(await lineOf(id)).toMatchObject({ hiddenFrom: [member.memberId] });
    await act(lead, 'grants', { memberId: later.memberId, reason: 'To help.' });
    expect(await lineOf(second)).toMatchObject({ grantedMembers: [later.memberId] });
    await act(lead, 'aside/lift', { memberId: member.memberId, reason: 'Not so close.' });
    expect(await lineOf(lineId)).toMatchObject({ hiddenFrom: [] });
    await act(otherLead, 'recusal', {});
    expect(await lineOf(lineId)).toMatchObject({ hiddenFrom: [otherLead.memberId] });
  });

  it('of a report that excludes somebody are hidden from them from the first', async () => {
    const { lineId: id } = await decidedCase(service, lead, {}, { excludedMembers: [member.memberId] });
    expect(await lineOf(id)).toMatchObject({ hiddenFrom: [member.memberId] });
  });

  it('go with the case into the log of another channel, and are in one alone', async () => {
    const before = await lineOf(lineId);
    await act(lead, 'transfer', { channel: 'security', reason: 'It is a leak.' });
    expect((await rowsOf()).map(({ id }) => id)).not.toContain(lineId);
    expect(await lineOf(lineId, 'security')).toEqual({ ...before, channel: 'security' });
  });

  it('that are damaged keep nobody from leaving the case', async () => {
    await tamper(service, 'cases', caseKeys.logLine('conduct', lineId), { remove: ['sealed'] });
    await act(otherLead, 'recusal', {});
    expect((await get(service, otherLead, `/api/cases/${caseId}`)).status).toBe(404);
  });

  it('are asked for by nothing else: an edit that leaves access as it is calls neither the log nor KMS', async () => {
    service.clock.advance(6 * 60_000);
    service.calls.length = 0;
    await editCase(service, lead, caseId, {});
    const text = JSON.stringify(service.calls.map(({ input }) => input));
    expect(text).not.toContain('LOG#');
    expect(text).not.toContain(JSON.stringify(toAttributes({ purpose: 'register' })).slice(1, -1));
  });
});
