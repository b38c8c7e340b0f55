import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outboxPartition, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { bearer, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, post, read, tamper } from '../team/as-member.ts';

describe('notices', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());

  const mails = () => service.emulators.ses.mails();
  const recipients = async () => (await mails()).flatMap(({ to }) => to).sort();
  const waiting = async () =>
    (await queryPartition(service.dynamo, service.emulators.tables.cases, outboxPartition)).length;
  const runAt = async (iso: string) => {
    service.clock.now = new Date(iso);
    await service.scheduledRun();
  };
  /** The first full hour after the service began. */
  const onTheHour = '2026-03-10T10:00:00.000Z';
  const urgent = () => fileReport(service, { urgent: true });

  it('ordinary ones leave on the full hour and not before', async () => {
    const member = await service.addMember();
    await fileReport(service);
    await runAt('2026-03-10T09:21:00.000Z');
    await runAt('2026-03-10T09:59:59.999Z');
    expect(await mails()).toEqual([]);
    await runAt(onTheHour);
    expect(await recipients()).toEqual([member.email]);
    expect(await waiting()).toBe(0);
    expect(service.logs).toEqual([{ event: 'notices-sent', count: 1 }]);
  });

  it('urgent ones leave at the next scheduled run', async () => {
    const member = await service.addMember();
    await urgent();
    await service.scheduledRun();
    expect(await mails()).toMatchObject([
      { to: [member.email], subject: 'Something urgent is waiting for you' },
    ]);
  });

  it('the reporter’s reply and their wish to withdraw are told as well', async () => {
    const member = await service.addMember();
    const filed = await fileReport(service);
    await read(service, member, await caseIdOf(service, filed));
    await runAt(onTheHour);
    await get(service, member, '/api/cases');
    const { headers } = bearer(filed.token);
    await service.reporter('/api/follow-up/entries', jsonRequest({ text: 'More.' }, headers));
    await runAt('2026-03-10T11:00:00.000Z');
    await get(service, member, '/api/cases');
    await service.reporter('/api/follow-up', { method: 'DELETE', headers });
    await runAt('2026-03-10T12:00:00.000Z');
    expect(await mails()).toHaveLength(3);
  });

  it('say nothing of the case: every mail of a kind is the same but for its recipient', async () => {
    const member = await service.addMember({ name: 'Ada Lovelace' });
    const { headers } = { headers: { authorization: member.authorization } };
    const names: string[] = [];
    const answers = {
      conduct: { who: 'Mallory', where: 'Berlin' },
      security: { component: 'Berlin', impact: 'Mallory' },
    };
    for (const [channel, more] of Object.entries(answers)) {
      const filed = await fileReport(service, {
        channel,
        urgent: true,
        answers: { whatHappened: 'He shouted at me.', ...more },
      });
      names.push(filed.caseName, await caseIdOf(service, filed));
      await service.scheduledRun();
      await service.team('/api/cases', { headers });
    }
    const [one, other] = (await mails()).map((mail) => ({
      ...mail,
      messageId: '',
      raw: mail.raw?.replace(/^Message-ID: .*$/m, ''),
    }));
    expect(one).toEqual(other);
    expect(one?.html).toBeUndefined();
    const text = JSON.stringify(one);
    for (const secret of [
      ...names,
      'shouted',
      'Mallory',
      'Berlin',
      'Lovelace',
      'onduct channel',
      'ecurity',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(one?.text).toContain('https://team.example.org/');
  });

  it('none are sent for reports that were withdrawn or have expired, and none of them wait on', async () => {
    await service.addMember();
    const withdrawn = await fileReport(service);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(withdrawn.token) });
    const expired = await caseIdOf(service, await urgent());
    await tamper(service, 'vault', vaultKeys.case(expired), {
      set: { expiresAt: service.clock.now.toISOString() },
    });
    await runAt(onTheHour);
    expect(await mails()).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  it('there is one until the member has looked; urgent ones come through each time', async () => {
    const member = await service.addMember();
    await fileReport(service);
    await runAt(onTheHour);
    expect(await mails()).toHaveLength(1);
    await fileReport(service);
    await runAt('2026-03-10T11:00:00.000Z');
    expect(await mails()).toHaveLength(1);
    await urgent();
    await service.scheduledRun();
    expect(await mails()).toHaveLength(2);
    await urgent();
    await fileReport(service);
    await runAt('2026-03-10T12:00:00.000Z');
    expect(await mails()).toHaveLength(3);
    expect(await waiting()).toBe(0);
    await list(service, member);
    await fileReport(service);
    await runAt('2026-03-10T13:00:00.000Z');
    expect(await mails()).toHaveLength(4);
  });

  it('many reports in an hour are one mail a member', async () => {
    const members = [await service.addMember(), await service.addMember()];
    for (let number = 0; number < 120; number++) await fileReport(service);
    await runAt(onTheHour);
    expect(await recipients()).toEqual(members.map(({ email }) => email).sort());
    expect(await waiting()).toBe(0);
  });

  it('excluded members and members of other channels get none', async () => {
    const told = await service.addMember();
    const excluded = await service.addMember();
    await service.addMember({ channels: ['security'] });
    await service.addMember({ channels: [] });
    await fileReport(service, { urgent: true, excludedMembers: [excluded.memberId] });
    await service.scheduledRun();
    expect(await recipients()).toEqual([told.email]);
  });

  it('a report that comes in while a member looks is either on their list or mailed', async () => {
    const member = await service.addMember();
    await urgent();
    await service.scheduledRun();
    let late = '';
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'team' || command !== 'UpdateItemCommand' || late !== '') return;
      late = (await urgent()).caseName;
      await service.scheduledRun();
    };
    const { cases } = await list(service, member);
    const listed = cases.some(({ caseName }) => caseName === late);
    expect(late).not.toBe('');
    expect(listed || (await mails()).length === 2).toBe(true);
  });

  it('a look that cannot be marked stores nothing, so that sending the same again is one message', async () => {
    const member = await service.addMember();
    const id = await caseIdOf(service, await urgent());
    await service.scheduledRun();
    const busy = { kind: 'fail', code: 'ThrottlingException', statusCode: 400 } as const;
    service.emulators.faults.dynamoDb.next('UpdateItem', busy, 3);
    const path = `/api/cases/${id}/messages`;
    const refused = await post(service, member, path, { text: 'Hello.' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await post(service, member, path, { text: 'Hello.' })).status).toBe(201);
    expect((await read(service, member, id)).threads.reporter.entries).toHaveLength(2);
  });
});
