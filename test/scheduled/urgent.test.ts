import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outboxPartition } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { bearer, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, post, read } from '../team/as-member.ts';

const minute = 60_000;
const outside = 'ombud@example.org';
const urgently = 'Something urgent is waiting for you';
const several = 'Several urgent things are waiting for you';
const untaken = 'Something urgent is waiting, and nobody has taken it yet';
const toOutside = 'Something urgent is waiting, and nobody on the team has taken it';

describe('urgent notices', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({
      notices: { urgentPerHour: 3 },
      outsideContact: { label: 'Ombud', value: 'By letter', email: outside },
    });
  });
  afterEach(() => service.close());

  const mailsTo = async (email: string, subject: string) =>
    (await service.emulators.ses.mails()).filter(
      (mail) => mail.to.includes(email) && mail.subject === subject,
    ).length;
  const urgent = (more: object = {}) => fileReport(service, { urgent: true, ...more });
  const runAfter = async (minutes: number) => {
    service.clock.advance(minutes * minute);
    await service.scheduledRun();
  };
  const outbox = () => queryPartition(service.dynamo, service.emulators.tables.cases, outboxPartition);

  it('come one by one up to so many an hour; what is more is one mail when the hour is over', async () => {
    const member = await service.addMember();
    for (let number = 0; number < 8; number++) {
      const filed = await urgent();
      await service.scheduledRun();
      // Looking does not give back what the hour has had.
      if (number === 1) await read(service, member, await caseIdOf(service, filed));
    }
    expect(await mailsTo(member.email, urgently)).toBe(3);
    await runAfter(39);
    expect(await mailsTo(member.email, several)).toBe(0);
    await runAfter(1);
    expect(await mailsTo(member.email, several)).toBe(1);
    await runAfter(60);
    expect(await mailsTo(member.email, several)).toBe(1);
  });

  it('the mail for the rest counts in its hour, and in a long flood every hour has one', async () => {
    const member = await service.addMember();
    for (let hour = 0; hour < 3; hour++) {
      for (let number = 0; number < 5; number++) await urgent();
      await service.scheduledRun();
      service.clock.advance(60 * minute);
    }
    await service.scheduledRun();
    expect(await mailsTo(member.email, several)).toBe(3);
    expect(await mailsTo(member.email, urgently)).toBe(3 + 2 + 2);
  });

  it('who has looked since is not told that there is more', async () => {
    const member = await service.addMember();
    for (let number = 0; number < 5; number++) await urgent();
    await service.scheduledRun();
    await list(service, member);
    await runAfter(60);
    expect(await mailsTo(member.email, several)).toBe(0);
  });

  it('the mail for the rest is tried again until it is accepted, with an alarm', async () => {
    const member = await service.addMember();
    for (let number = 0; number < 5; number++) await urgent();
    await service.scheduledRun();
    for (let runs = 0; runs < 15; runs++) await runAfter(1);
    await get(service, member, '/api/cases').then(() => urgent());
    await urgent();
    service.clock.now = new Date('2026-03-10T09:59:00.000Z');
    await service.scheduledRun();
    service.emulators.ses.deliver('reject');
    for (let runs = 0; runs < 6; runs++) await runAfter(1);
    expect(service.logs).toContainEqual({ event: 'notice-undeliverable', attempts: 5 });
    service.emulators.ses.deliver('deliver');
    await runAfter(1);
    expect(await mailsTo(member.email, several)).toBe(1);
  });

  it('nobody takes it for ten minutes: the leads are told, then the outside contact', async () => {
    const member = await service.addMember();
    const lead = await service.addMember({ role: 'lead' });
    await urgent();
    await service.scheduledRun();
    await runAfter(9.9);
    expect(await mailsTo(lead.email, untaken)).toBe(0);
    await runAfter(0.1);
    expect(await mailsTo(lead.email, untaken)).toBe(1);
    expect(await mailsTo(member.email, untaken)).toBe(0);
    await runAfter(9.9);
    expect(await mailsTo(outside, toOutside)).toBe(0);
    await runAfter(0.1);
    expect(await mailsTo(outside, toOutside)).toBe(1);
    expect(await outbox()).toEqual([]);
    await runAfter(60);
    expect((await service.emulators.ses.mails()).length).toBe(4);
  });

  it('reading is not taking: each may think that another does something', async () => {
    const member = await service.addMember();
    const lead = await service.addMember({ role: 'lead' });
    const id = await caseIdOf(service, await urgent());
    await service.scheduledRun();
    await read(service, member, id);
    await runAfter(10);
    expect(await mailsTo(lead.email, untaken)).toBe(1);
  });

  it.each([
    ['takes it', 'taken', {}],
    ['answers', 'messages', { text: 'I am here.' }],
    ['acknowledges it', 'state', { state: 'acknowledged' }],
  ])('somebody who %s in time settles it for good', async (_, operation, body) => {
    const member = await service.addMember();
    await service.addMember({ role: 'lead' });
    const id = await caseIdOf(service, await urgent());
    await service.scheduledRun();
    await read(service, member, id);
    expect((await post(service, member, `/api/cases/${id}/${operation}`, body)).status).toBeLessThan(300);
    for (let runs = 0; runs < 4; runs++) await runAfter(10);
    expect((await service.emulators.ses.mails()).length).toBe(2);
    expect(await outbox()).toEqual([]);
  });

  it('what was taken weeks ago is taken; only what comes in as urgent waits for somebody again', async () => {
    const member = await service.addMember();
    const filed = await urgent();
    const id = await caseIdOf(service, filed);
    await read(service, member, id);
    await post(service, member, `/api/cases/${id}/taken`, {});
    await runAfter(1);
    await runAfter(20 * 24 * 60);
    await list(service, member);
    const { headers } = bearer(filed.token);
    const message = (more: object) =>
      service.reporter('/api/follow-up/entries', jsonRequest({ text: 'More.', ...more }, headers));
    await message({});
    for (let runs = 0; runs < 8; runs++) await runAfter(10);
    expect(await mailsTo(outside, toOutside)).toBe(0);
    await message({ urgent: true });
    for (let runs = 0; runs < 3; runs++) await runAfter(10);
    expect(await mailsTo(outside, toOutside)).toBe(1);
  });

  it('a member whose mail is not accepted does not keep the others from being told', async () => {
    const member = await service.addMember();
    const lead = await service.addMember({ role: 'lead' });
    service.interrupt.before = ({ command, input }) => {
      if (command === 'SendRawEmailCommand' && JSON.stringify(input).includes(member.email))
        throw new Error('not accepted');
    };
    await urgent();
    await service.scheduledRun();
    await runAfter(10);
    expect(await mailsTo(lead.email, untaken)).toBe(1);
    await runAfter(10);
    expect(await mailsTo(outside, toOutside)).toBe(1);
    service.interrupt.before = undefined;
    for (let runs = 0; runs < 40; runs++) await runAfter(1);
    expect(await mailsTo(member.email, urgently)).toBe(1);
    expect(await outbox()).toEqual([]);
  });

  it('an urgent message in a case that was read starts the clock again', async () => {
    const member = await service.addMember();
    const filed = await fileReport(service);
    await read(service, member, await caseIdOf(service, filed));
    const { headers } = bearer(filed.token);
    await service.reporter(
      '/api/follow-up/entries',
      jsonRequest({ text: 'It happened again.', urgent: true }, headers),
    );
    await service.scheduledRun();
    await runAfter(10);
    expect(await mailsTo(member.email, urgently)).toBe(1);
    expect(await mailsTo(outside, toOutside)).toBe(1);
  });

  it('a lead who is excluded is told nothing, at no step', async () => {
    const lead = await service.addMember({ role: 'lead' });
    const member = await service.addMember();
    await urgent({ excludedMembers: [lead.memberId] });
    for (let runs = 0; runs < 5; runs++) {
      await service.scheduledRun();
      service.clock.advance(10 * minute);
    }
    const told = (await service.emulators.ses.mails()).flatMap(({ to }) => to);
    expect(told.sort()).toEqual([member.email, outside].sort());
  });

  it('a report that is withdrawn within the ten minutes is told to nobody else', async () => {
    await service.addMember({ role: 'lead' });
    const filed = await urgent();
    await service.scheduledRun();
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    await runAfter(10);
    expect((await service.emulators.ses.mails()).length).toBe(1);
    expect(await outbox()).toEqual([]);
  });

  it('a flood with everybody excluded is one mail an hour to the outside contact', async () => {
    const excluded = await service.addMember();
    for (let number = 0; number < 20; number++) await urgent({ excludedMembers: [excluded.memberId] });
    await service.scheduledRun();
    expect((await service.emulators.ses.mails()).flatMap(({ to }) => to)).toEqual([outside]);
    await urgent({ excludedMembers: [excluded.memberId] });
    await runAfter(40);
    expect((await service.emulators.ses.mails()).flatMap(({ to }) => to)).toEqual([outside, outside]);
    expect(await outbox()).toEqual([]);
  });
});
