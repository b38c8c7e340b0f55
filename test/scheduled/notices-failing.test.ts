import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  outboxKey,
  outboxPartition,
  teamKeys,
  vaultKeys,
} from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { openEarlierCases, revokeMember } from '../../infra/ops/member/members.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, tamper } from '../team/as-member.ts';

const minute = 60_000;
const hour = 60 * minute;
const rejection = { kind: 'fail', code: 'MessageRejected', statusCode: 400 } as const;

describe('notices that cannot be sent', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());

  const mails = () => service.emulators.ses.mails();
  const recipients = async () => (await mails()).flatMap(({ to }) => to).sort();
  const waiting = async () =>
    (await queryPartition(service.dynamo, service.emulators.tables.cases, outboxPartition)).length;
  const urgent = () => fileReport(service, { urgent: true });

  it.each([
    ['rejected', rejection, 1],
    ['throttled', { kind: 'fail', code: 'Throttling', statusCode: 400 }, 3],
    ['lost', { kind: 'drop' }, 3],
  ] as const)('when one of two is %s, only that one is tried again', async (_, fault, times) => {
    const members = [await service.addMember(), await service.addMember()];
    await urgent();
    service.emulators.faults.ses.next('SendRawEmail', fault, times);
    await service.scheduledRun();
    expect(await mails()).toHaveLength(1);
    expect(service.logs).toEqual([
      { event: 'notices-sent', count: 1 },
      { event: 'notice-failing', attempts: 1 },
    ]);
    await service.scheduledRun();
    expect(await mails()).toHaveLength(1);
    service.clock.advance(minute);
    await service.scheduledRun();
    expect(await recipients()).toEqual(members.map(({ email }) => email).sort());
    expect(await waiting()).toBe(0);
  });

  it('waits longer each time, raises an alarm from the fifth attempt on, and drops nothing', async () => {
    const member = await service.addMember();
    await urgent();
    service.emulators.ses.deliver('reject');
    const begin = service.clock.now.getTime();
    const attemptedAt: number[] = [];
    for (let runs = 0; runs < 70; runs++) {
      service.calls.length = 0;
      await service.scheduledRun();
      if (service.calls.some(({ command }) => command === 'SendRawEmailCommand')) {
        attemptedAt.push((service.clock.now.getTime() - begin) / minute);
      }
      service.clock.advance(minute);
    }
    expect(attemptedAt).toEqual([0, 1, 3, 7, 15, 31, 63]);
    // Beside it the scheduled run has looked at itself once, and found nothing late: what is tried again has a later time.
    expect(service.logs.filter(({ event }) => event !== 'self-checked')).toEqual([
      ...[1, 2, 3, 4].map((attempts) => ({ event: 'notice-failing', attempts })),
      ...[5, 6, 7].map((attempts) => ({ event: 'notice-undeliverable', attempts })),
    ]);
    expect(await waiting()).toBe(1);
    service.emulators.ses.deliver('deliver');
    service.clock.advance(7 * hour);
    await service.scheduledRun();
    expect(await recipients()).toEqual([member.email]);
    expect(await waiting()).toBe(0);
  });

  it.each([
    ['there are no members', {}],
    ['every member is excluded', { excludedMembers: ['everybody'] }],
  ])('when %s the notice is kept, with an alarm, until somebody can be told', async (_, report) => {
    const excluded = 'excludedMembers' in report ? [(await service.addMember()).memberId] : [];
    await fileReport(service, { urgent: true, excludedMembers: excluded });
    for (let runs = 0; runs < 20; runs++) {
      await service.scheduledRun();
      service.clock.advance(minute);
    }
    expect(service.logs.at(-1)).toEqual({ event: 'notice-undeliverable', attempts: 5 });
    expect(await mails()).toEqual([]);
    const late = await service.addMember();
    await openEarlierCases(service.ops, late.memberId);
    service.clock.advance(hour);
    await service.scheduledRun();
    expect(await recipients()).toEqual([late.email]);
    expect(await waiting()).toBe(0);
  });

  it('a crash between sending and marking costs at most one mail twice, and loses none', async () => {
    const members = [await service.addMember(), await service.addMember(), await service.addMember()];
    await urgent();
    let marks = 0;
    service.interrupt.before = ({ command, input }) => {
      if (command === 'UpdateItemCommand' && JSON.stringify(input).includes('noticed') && ++marks === 2) {
        throw new Error('the function was killed');
      }
    };
    await service.scheduledRun();
    expect(await mails()).toHaveLength(2);
    expect(service.logs).toEqual([{ event: 'fault', code: 'storage-unavailable' }]);
    await service.scheduledRun();
    await service.scheduledRun();
    const told = await recipients();
    expect(new Set(told)).toEqual(new Set(members.map(({ email }) => email)));
    expect(told).toHaveLength(4);
    expect(await waiting()).toBe(0);
  });

  it('a crash between marking and taking the notice out of the outbox sends nothing twice', async () => {
    await service.addMember();
    await urgent();
    service.emulators.faults.dynamoDb.next(
      'BatchWriteItem',
      { kind: 'fail', code: 'InternalServerError', statusCode: 500 },
      3,
    );
    await service.scheduledRun();
    expect(await waiting()).toBe(1);
    await service.scheduledRun();
    expect(await mails()).toHaveLength(1);
    expect(await waiting()).toBe(0);
  });

  it('a member removed while their notice waits is told nothing more and holds nothing up', async () => {
    const staying = await service.addMember();
    const leaving = await service.addMember();
    await urgent();
    service.emulators.ses.deliver('reject');
    await service.scheduledRun();
    service.emulators.ses.deliver('deliver');
    await revokeMember(service.ops, leaving.memberId);
    service.clock.advance(minute);
    await service.scheduledRun();
    expect(await recipients()).toEqual([staying.email]);
    expect(await waiting()).toBe(0);
  });

  it('while KMS does not answer they wait, without losing their turn, and leave when it does', async () => {
    const member = await service.addMember();
    await urgent();
    const busy = { kind: 'fail', code: 'ThrottlingException', statusCode: 400 } as const;
    service.emulators.faults.kms.next('Decrypt', busy, 3);
    await service.scheduledRun();
    expect(service.logs).toEqual([{ event: 'fault', code: 'kms-busy' }]);
    await service.scheduledRun();
    expect(await recipients()).toEqual([member.email]);
  });

  it('a case whose brief cannot be read is told to nobody, kept with an alarm, and holds up no other', async () => {
    const member = await service.addMember();
    const ids: string[] = [];
    for (let number = 0; number < 3; number++) ids.push(await caseIdOf(service, await urgent()));
    await tamper(service, 'vault', vaultKeys.case(ids[0] ?? ''), { set: { doors: 'none' } });
    await tamper(service, 'vault', vaultKeys.case(ids[1] ?? ''), {
      set: {
        sealedBrief: { version: 1, suite: 1, keyRing: 'conduct/briefs', epoch: 9, bytes: new Uint8Array(99) },
      },
    });
    await service.scheduledRun();
    expect(await recipients()).toEqual([member.email]);
    expect(await waiting()).toBe(2);
    expect(service.logs.filter(({ event }) => event === 'notice-failing')).toHaveLength(2);
  });

  it('a row of the outbox or of a member that does not parse is logged and holds up no other', async () => {
    const told = await service.addMember();
    const broken = await service.addMember();
    await tamper(service, 'team', teamKeys.member(broken.memberId), { set: { channels: 'all' } });
    await tamper(service, 'cases', outboxKey('2026-03-10T01:00:00.000Z#x'), {
      set: { urgent: 'very' },
    });
    await urgent();
    await service.scheduledRun();
    expect(await recipients()).toEqual([told.email]);
    expect(service.logs).toContainEqual(expect.objectContaining({ event: 'row-unreadable' }));
    expect(await waiting()).toBe(1);
  });
});
