import { afterEach, describe, expect, it } from 'vitest';
import { outboxPartition } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, post } from '../team/as-member.ts';

const minute = 60_000;
const outside = 'ombud@example.org';

describe('a case that everybody has left', () => {
  let service: Service;
  afterEach(() => service.close());

  const start = async (email?: string) => {
    service = await startService({
      outsideContact: { label: 'Ombud', value: 'By letter', ...(email === undefined ? {} : { email }) },
    });
  };
  const runAt = async (iso: string) => {
    service.clock.now = new Date(iso);
    await service.scheduledRun();
  };
  /** One member is excluded, the other leaves; everybody has looked at what they were mailed. */
  const left = async (more: object = {}) => {
    const [excluded, leaving] = [await service.addMember(), await service.addMember()];
    const filed = await fileReport(service, { excludedMembers: [excluded.memberId], ...more });
    await runAt('2026-03-10T10:00:00.000Z');
    for (const member of [excluded, leaving]) await list(service, member);
    const id = await caseIdOf(service, filed);
    expect((await post(service, leaving, `/api/cases/${id}/recusal`, {})).status).toBeLessThan(300);
    expect((await get(service, leaving, `/api/cases/${id}`)).status).toBe(404);
    return { id, caseName: filed.caseName };
  };
  const mailsTo = async (email: string) =>
    (await service.emulators.ses.mails()).filter(({ to }) => to.includes(email));
  const waiting = async () =>
    (await queryPartition(service.dynamo, service.emulators.tables.cases, outboxPartition)).length;

  it('is told to the outside contact on the hour, with no word about it and not to ask the team', async () => {
    await start(outside);
    const { id, caseName } = await left();
    await runAt('2026-03-10T10:59:00.000Z');
    expect(await mailsTo(outside)).toEqual([]);
    await runAt('2026-03-10T11:00:00.000Z');
    const [mail, ...more] = await mailsTo(outside);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Something is waiting that nobody on the team may see');
    expect(mail?.text).toContain('Please don’t ask the team');
    for (const secret of [id, caseName, 'conduct channel', 'Something happened'])
      expect(JSON.stringify(mail)).not.toContain(secret);
    expect(await service.emulators.ses.mails()).toHaveLength(2);
    expect(await waiting()).toBe(0);
  });

  it('is told to them at once when it is urgent and nobody had taken it', async () => {
    await start(outside);
    await left({ urgent: true });
    service.clock.advance(minute);
    await service.scheduledRun();
    expect(await mailsTo(outside)).toHaveLength(1);
  });

  it('without an address for them it waits, with an alarm, until somebody of the team may know of it', async () => {
    await start();
    const { id } = await left();
    service.logs.length = 0;
    await runAt('2026-03-10T11:00:00.000Z');
    for (let runs = 0; runs < 20; runs++) {
      service.clock.advance(minute);
      await service.scheduledRun();
    }
    expect(service.logs).toContainEqual({ event: 'notice-undeliverable', attempts: 5 });
    expect(await waiting()).toBe(1);
    const late = await service.addMember({ role: 'lead' });
    expect((await get(service, late, `/api/cases/${id}`)).status).toBe(404);
    expect(await service.emulators.ses.mails()).toHaveLength(1);
  });
});
