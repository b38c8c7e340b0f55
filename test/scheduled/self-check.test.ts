import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys, dueAt, teamKeys, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { uploadStore } from '../../functions/adapters/dynamodb/case/upload-store.ts';
import { selfCheckMinute } from '../../functions/scheduled/scheduled-run.ts';
import { fileReport } from '../harness/requests.ts';
import { decidedCase } from '../team/decided-case.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, read as readCase, setState, tamper } from '../team/as-member.ts';

const day = 86_400_000;

describe('the self-check', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());

  /** What the scheduled run of that minute logs of the self-check. */
  const checkedAt = async (iso: string) => {
    service.clock.now = new Date(iso);
    service.logs.length = 0;
    await service.scheduledRun();
    const own = [
      'deadline-unseen',
      'erasure-late',
      'notices-late',
      'key-ring-closed',
      'files-full',
      'self-checked',
    ];
    return service.logs.filter(({ event }) => own.includes(event));
  };
  const checked = { event: 'self-checked' } as const;

  it('comes once an hour, at one minute, and says that it came', async () => {
    expect(selfCheckMinute).toBe(7);
    expect(await checkedAt('2026-03-10T10:07:59.000Z')).toEqual([checked]);
    for (const minute of ['06', '08', '30'])
      expect(await checkedAt(`2026-03-10T11:${minute}:00.000Z`)).toEqual([]);
  });

  it('finds nothing while everything is as it should be, whatever waits', async () => {
    await service.addMember();
    await fileReport(service);
    await fileReport(service, { urgent: true });
    expect(await checkedAt('2026-03-10T10:07:00.000Z')).toEqual([checked]);
  });

  it('a report nobody has read is told of six hours before its promise breaks, and no sooner', async () => {
    const member = await service.addMember();
    const filed = await fileReport(service);
    // Sent at 9:00 with 48 hours promised.
    for (const at of ['2026-03-11T10:07', '2026-03-12T02:07'])
      expect(await checkedAt(`${at}:00.000Z`)).toEqual([checked]);
    expect(await checkedAt('2026-03-12T03:07:00.000Z')).toEqual([
      { event: 'deadline-unseen', count: 1 },
      checked,
    ]);
    await get(service, member, `/api/cases/${await caseIdOf(service, filed)}`);
    expect(await checkedAt('2026-03-12T04:07:00.000Z')).toEqual([checked]);
  });

  it('a step of a deadline that nobody was told of for an hour is one, too', async () => {
    const member = await service.addMember();
    const filed = await fileReport(service);
    await get(service, member, `/api/cases/${await caseIdOf(service, filed)}`);
    // The sweep does not get to write: its transactions fail.
    service.interrupt.before = ({ caller, command, input }) => {
      if (caller !== 'scheduled' || command !== 'TransactWriteItemsCommand') return;
      if (JSON.stringify(input).includes('"told"')) throw new Error('no answer');
    };
    expect(await checkedAt('2026-03-11T10:07:00.000Z')).toEqual([
      { event: 'deadline-unseen', count: 1 },
      checked,
    ]);
  });

  it('a case that should have been erased a day ago is told of, a withdrawn report as well', async () => {
    const member = await service.addMember();
    const filed = await fileReport(service);
    const caseId = await caseIdOf(service, filed);
    await get(service, member, `/api/cases/${caseId}`);
    await readCase(service, member, caseId);
    await setState(service, member, caseId, 'closed');
    const withdrawn = await fileReport(service);
    service.interrupt.before = ({ caller, command, input }) => {
      const written = JSON.stringify(input);
      if (caller === 'scheduled' && command === 'TransactWriteItemsCommand' && written.includes('tombstone'))
        throw new Error('no answer');
    };
    await service.reporter('/api/follow-up', {
      method: 'DELETE',
      headers: { authorization: `Bearer ${withdrawn.token}` },
    });
    expect(await checkedAt('2026-03-11T08:07:00.000Z')).toEqual([checked]);
    expect(await checkedAt('2026-03-11T10:07:00.000Z')).toContainEqual({ event: 'erasure-late', count: 1 });
    service.clock.now = new Date(Date.parse('2026-03-10T10:07:00.000Z') + 366 * day);
    expect(await checkedAt(service.clock.now.toISOString())).toContainEqual({
      event: 'erasure-late',
      count: 2,
    });
    service.interrupt.before = undefined;
    service.clock.advance(60 * 60_000);
    expect(await checkedAt(service.clock.now.toISOString())).toEqual([checked]);
  });

  it('a line of the enforcement log that should have been deleted a day ago is told of', async () => {
    const member = await service.addMember();
    await decidedCase(service, member, { decidedOn: '2016-03-11' });
    const late = { event: 'erasure-late', count: 1 };
    // Its last day is 11 March. No scheduled run comes at the minute in which lines are deleted.
    expect(await checkedAt('2026-03-12T10:07:00.000Z')).not.toContainEqual(late);
    expect(await checkedAt('2026-03-13T10:07:00.000Z')).toContainEqual(late);
  });

  it('a notice that has waited for more than half an hour is told of', async () => {
    await service.addMember();
    await fileReport(service);
    service.interrupt.before = ({ caller, command, input }) => {
      if (caller !== 'scheduled') return;
      // The notice cannot be taken out of the outbox, whatever becomes of its mail.
      if (/^(BatchWriteItem|TransactWriteItems)/.test(command) && JSON.stringify(input).includes('OUTBOX'))
        throw new Error('no answer');
    };
    expect(await checkedAt('2026-03-10T10:07:00.000Z')).toEqual([checked]);
    expect(await checkedAt('2026-03-10T11:07:00.000Z')).toEqual([
      { event: 'notices-late', count: 1 },
      checked,
    ]);
  });

  it('a day on which reporters can add no more files is told of, and is over with the day', async () => {
    // What is left then is kept for forms of browsers without scripts.
    const budget = (2_000 * 1024 * 1024 * 7) / 8;
    const take = (bytes: number) =>
      uploadStore(service.dynamo, service.emulators.tables).takeFromDay('2026-03-10', bytes, budget);
    await take(budget - 2 * 1024 * 1024);
    expect(await checkedAt('2026-03-10T10:07:00.000Z')).toEqual([checked]);
    await take(2 * 1024 * 1024);
    expect(await checkedAt('2026-03-10T11:07:00.000Z')).toEqual([{ event: 'files-full' }, checked]);
    expect(await checkedAt('2026-03-11T00:07:00.000Z')).toEqual([checked]);
  });

  it('a key ring that does not open, or whose halves do not fit, is told of', async () => {
    service.emulators.faults.kms.next('Decrypt', {
      kind: 'fail',
      code: 'DisabledException',
      statusCode: 400,
    });
    expect(await checkedAt('2026-03-10T10:07:00.000Z')).toEqual([
      { event: 'key-ring-closed', count: 1 },
      checked,
    ]);
    expect(await checkedAt('2026-03-10T11:07:00.000Z')).toEqual([checked]);
    const other = { publicKey: new Uint8Array(32).fill(9) };
    await tamper(service, 'team', teamKeys.ringPublic('conduct', 'briefs'), { set: other });
    expect(await checkedAt('2026-03-10T12:07:00.000Z')).toEqual([
      { event: 'key-ring-closed', count: 1 },
      checked,
    ]);
    // A private half that is gone: a new public one is not made in its place.
    await service.dynamo.send(
      new DeleteItemCommand({
        TableName: service.emulators.tables.team,
        Key: toAttributes(teamKeys.ringPrivate('security', 'briefs', 1)),
      }),
    );
    expect(await checkedAt('2026-03-10T13:07:00.000Z')).toEqual([
      { event: 'key-ring-closed', count: 2 },
      checked,
    ]);
  });

  it('asks KMS once a channel, and DynamoDB a handful of times, whatever is stored', async () => {
    await service.addMember();
    for (let reports = 0; reports < 8; reports++) await fileReport(service);
    const callsAt = async (iso: string): Promise<{ readonly all: number; readonly kms: number }> => {
      service.clock.now = new Date(iso);
      await service.scheduledRun();
      service.clock.advance(60_000);
      service.calls.length = 0;
      await service.scheduledRun();
      const calls = service.calls.filter(({ caller }) => caller === 'scheduled');
      return { all: calls.length, kms: calls.filter(({ service: name }) => name === 'KMSClient').length };
    };
    const ordinary = await callsAt('2026-03-10T10:20:00.000Z');
    const checking = await callsAt('2026-03-10T11:06:00.000Z');
    expect(ordinary.kms).toBe(0);
    // Those of the two channels, the one of what is held, and the one of whom to mail.
    expect(checking.kms).toBe(4);
    // The rings once more and their private halves, the outbox, what is due twice, lines of the log, entries of the register,
    // and the budget of files.
    expect(checking.all - checking.kms - ordinary.all).toBeLessThanOrEqual(11);
  });

  it('a row that cannot be read is told of and stops nothing', async () => {
    await service.addMember();
    const filed = await fileReport(service);
    const caseId = await caseIdOf(service, filed);
    await tamper(service, 'vault', vaultKeys.case(caseId), { set: { expiresAt: 'soon' } });
    const soon = dueAt(new Date('2026-03-10T12:00:00.000Z'));
    await tamper(service, 'cases', caseKeys.head(caseId), { set: soon });
    // Not due yet: only the self-check looks so far ahead.
    expect(await checkedAt('2026-03-10T11:07:00.000Z')).toEqual([checked]);
    expect(service.logs).toContainEqual({ event: 'row-unreadable', count: 1 });
  });
});
