import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outboxPartition } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, post, read } from '../team/as-member.ts';

const minute = 60_000;
const outside = 'ombud@example.org';
const untaken = 'Something urgent is waiting, and nobody has taken it yet';
const toOutside = 'Something urgent is waiting, and nobody on the team has taken it';
/** The service's clock begins on a Tuesday at 9:20 UTC. */
const onCall = 'tue 08:00-20:00';
const away = { from: '2026-03-09', until: '2026-03-12' };

describe('on call', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({
      outsideContact: { label: 'Ombud', value: 'By letter', email: outside },
    });
  });
  afterEach(() => service.close());

  let seen = 0;
  beforeEach(() => {
    seen = 0;
  });
  /** Addresses of the mails since the last time that nobody has taken it. */
  const called = async () => {
    const mails = await service.emulators.ses.mails();
    const calls = mails.filter(({ subject }) => subject === untaken || subject === toOutside);
    const fresh = calls.length - seen;
    seen = calls.length;
    return [...calls]
      .sort((one, other) => one.sentAt.localeCompare(other.sentAt))
      .slice(calls.length - fresh)
      .flatMap(({ to }) => to);
  };
  const runAfter = async (minutes: number) => {
    service.clock.advance(minutes * minute);
    await service.scheduledRun();
  };
  const urgent = async (more: object = {}) => {
    const filed = await fileReport(service, { urgent: true, ...more });
    await service.scheduledRun();
    return filed;
  };
  const outbox = () => queryPartition(service.dynamo, service.emulators.tables.cases, outboxPartition);

  it('one after the other is called, ten minutes each, then the leads, then the outside contact', async () => {
    const members = [await service.addMember({ onCall }), await service.addMember({ onCall })];
    await service.addMember();
    const lead = await service.addMember({ role: 'lead' });
    await urgent();
    expect(await called()).toEqual([]);
    await runAfter(9.9);
    expect(await called()).toEqual([]);
    await runAfter(0.1);
    const first = await called();
    await runAfter(10);
    const second = await called();
    expect([first.length, second.length]).toEqual([1, 1]);
    expect([...first, ...second].sort()).toEqual(members.map(({ email }) => email).sort());
    await runAfter(10);
    expect(await called()).toEqual([lead.email]);
    await runAfter(10);
    expect(await called()).toEqual([outside]);
    await runAfter(10);
    expect(await called()).toEqual([]);
    expect(await outbox()).toEqual([]);
  });

  it('whoever is called and takes it ends it', async () => {
    const member = await service.addMember({ onCall });
    await service.addMember({ role: 'lead' });
    const id = await caseIdOf(service, await urgent());
    await runAfter(10);
    expect(await called()).toEqual([member.email]);
    await read(service, member, id);
    expect((await post(service, member, `/api/cases/${id}/taken`, {})).status).toBe(200);
    await runAfter(10);
    await runAfter(10);
    expect(await called()).toEqual([]);
    expect(await outbox()).toEqual([]);
  });

  it('at most three are called before it goes to the leads', async () => {
    for (let number = 0; number < 5; number++) await service.addMember({ onCall });
    const lead = await service.addMember({ role: 'lead' });
    await urgent();
    for (let step = 0; step < 3; step++) await runAfter(10);
    expect(new Set(await called()).size).toBe(3);
    await runAfter(10);
    expect(await called()).toEqual([lead.email]);
  });

  it('nobody is called who is away, off their hours, excluded, or has left the case', async () => {
    await service.addMember({ onCall, absence: away });
    await service.addMember({ onCall: 'wed 08:00-20:00' });
    const excluded = await service.addMember({ onCall });
    const leaving = await service.addMember({ onCall });
    const lead = await service.addMember({ role: 'lead' });
    const id = await caseIdOf(service, await urgent({ excludedMembers: [excluded.memberId] }));
    await post(service, leaving, `/api/cases/${id}/recusal`, {});
    await runAfter(10);
    expect(await called()).toEqual([lead.email]);
  });

  it('when hours end in the ten minutes, it goes on to the leads without waiting', async () => {
    await service.addMember({ onCall: 'tue 08:00-09:29' });
    const lead = await service.addMember({ role: 'lead' });
    await urgent();
    await runAfter(10);
    expect(await called()).toEqual([lead.email]);
  });

  it('a lead who is away is called only when every lead is', async () => {
    const absent = await service.addMember({ role: 'lead', absence: away });
    await urgent();
    await runAfter(10);
    expect(await called()).toEqual([absent.email]);
    const lead = await service.addMember({ role: 'lead' });
    await urgent();
    await runAfter(10);
    expect((await called()).filter((email) => email !== outside)).toEqual([lead.email]);
  });

  it('a mail to whoever is on call that is not accepted does not keep the next from being called', async () => {
    const member = await service.addMember({ onCall });
    const lead = await service.addMember({ role: 'lead' });
    await urgent();
    service.interrupt.before = ({ command, input }) => {
      if (command === 'SendRawEmailCommand' && JSON.stringify(input).includes(member.email))
        throw new Error('not accepted');
    };
    await runAfter(10);
    await runAfter(10);
    expect(await called()).toEqual([lead.email]);
    service.interrupt.before = undefined;
    await runAfter(2);
    expect(await called()).toEqual([member.email]);
  });
});
