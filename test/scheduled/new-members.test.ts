import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { addMember, revokeMember } from '../../infra/ops/member/members.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { tamper } from '../team/as-member.ts';

const minute = 60_000;

describe('members whom ops add', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());

  const add = (name: string) =>
    addMember(service.ops, { name, email: `${name}@example.org`, channels: ['conduct'], role: 'lead' });
  const told = async () => {
    const mails = await service.emulators.ses.mails();
    return mails.flatMap(({ to }) => to).sort();
  };
  const refuseNext = () =>
    service.emulators.faults.ses.next('SendRawEmail', {
      kind: 'fail',
      code: 'MessageRejected',
      statusCode: 400,
    });

  it('are announced to everybody else once, by a mail that does not say who', async () => {
    await add('ada');
    await service.scheduledRun();
    expect(await told()).toEqual([]);
    const one = await service.addMember();
    await add('bo');
    await service.scheduledRun();
    await service.scheduledRun();
    expect(await told()).toEqual(['ada@example.org', one.email].sort());
    const mails = await service.emulators.ses.mails();
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Your team has a new member',
      'Your team has a new member',
    ]);
    expect(JSON.stringify(mails)).not.toMatch(/"[^"@]*\bbo\b[^"@]*"/);
    service.clock.advance(minute);
    await service.scheduledRun();
    expect(await told()).toHaveLength(2);
  });

  it('two at once are one mail to each of the others, and each hears of the other', async () => {
    const one = await service.addMember();
    await add('ada');
    await add('bo');
    await service.scheduledRun();
    expect(await told()).toEqual(['ada@example.org', 'bo@example.org', one.email].sort());
  });

  it('a mail that is not accepted is tried again for who missed it, later each time', async () => {
    await service.addMember({ email: 'zoe@example.org' });
    await service.addMember({ email: 'yan@example.org' });
    refuseNext();
    await add('ada');
    await service.scheduledRun();
    expect(await told()).toHaveLength(1);
    await service.scheduledRun();
    expect(await told()).toHaveLength(1);
    refuseNext();
    service.clock.advance(minute);
    await service.scheduledRun();
    service.clock.advance(minute);
    await service.scheduledRun();
    expect(await told()).toHaveLength(1);
    service.clock.advance(minute);
    await service.scheduledRun();
    expect(await told()).toEqual(['yan@example.org', 'zoe@example.org']);
  });

  it('are marked on the members page, and those whom a lead adds are not announced', async () => {
    const lead = await service.addMember({ role: 'lead' });
    const headers = { authorization: lead.authorization, 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'Cy', email: 'cy@example.org', channels: ['conduct'] });
    expect((await service.team('/api/members', { method: 'POST', headers, body })).status).toBe(201);
    await service.scheduledRun();
    expect(await told()).toEqual([]);
    await add('ada');
    const { members } = await bodyOf<{ members: { name: string; addedByOps: boolean }[] }>(
      await service.team('/api/members', { headers }),
    );
    const marked = Object.fromEntries(members.map(({ name, addedByOps }) => [name, addedByOps]));
    expect(marked).toMatchObject({ Cy: false, ada: true });
  });

  it('whoever is gone before they were announced, or cannot be read, stops nothing', async () => {
    const one = await service.addMember();
    const gone = await add('ada');
    const broken = await add('bo');
    await revokeMember(service.ops, gone.memberId);
    await tamper(service, 'team', teamKeys.member(broken.memberId), { set: { announcement: 7 } });
    await add('cy');
    await service.scheduledRun();
    expect(await told()).toEqual([one.email]);
    expect(service.logs.filter(({ event }) => event === 'fault')).toEqual([]);
  });
});
