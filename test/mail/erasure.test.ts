import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { addDays, day } from '../../functions/domain/kernel/clock.ts';
import { logFile, objectNames } from '../harness/files.ts';
import { bearer, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { conductAddress } from '../harness/written-mail.ts';
import { countCases } from '../reporter/stored.ts';
import { rowsNaming } from '../scheduled/stored.ts';
import { openedStorage } from '../team/opened-storage.ts';
import { post, read, setState } from '../team/as-member.ts';
import { decideWith } from '../team/measured-case.ts';
import { agreeTo } from '../team/two-people.ts';
import { filed, ownToken, readMailed, rowsUnder, send } from './mailed.ts';

const settings = {
  channels: {
    conduct: { mail: { address: conductAddress } },
    security: { mail: { address: 'security@example.org' } },
  },
};
const story = {
  text: 'planted-text',
  subject: 'planted-subject',
  quoted: 'planted-quoted',
  signature: 'planted-signature',
  sender: { address: 'planted-address@mail.example', name: 'planted-name' },
  files: [{ name: 'planted-file.log', kind: 'attachment' as const, bytes: logFile('planted-content').bytes }],
};

describe('what came by mail', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let colleague: Awaited<ReturnType<Service['addMember']>>;
  let made: Awaited<ReturnType<typeof filed>>;
  beforeEach(async () => {
    service = await startService(settings);
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    colleague = await service.addMember({ name: 'Bea' });
    made = await filed(service, story);
  });
  afterEach(() => service.close());

  /** Whether mails come in, and answers go out. */
  const mailed = async () => {
    const [row] = await rowsUnder(service, 'vault', `CASE#${made.id}`);
    return { in: row?.mailDoor !== undefined, out: row?.mail !== undefined };
  };
  const replies = async (text: string): Promise<number> => {
    const before = await countCases(service);
    await send(service, { ...story, files: [], recipients: [made.replyTo], text });
    return (await countCases(service)) - before;
  };
  const leave = async (choice: string) => {
    const token = await ownToken(service, made.token);
    return service.reporter('/api/follow-up/withdrawal', jsonRequest({ choice }, bearer(token).headers));
  };
  const open = async () => {
    for (const one of [lead, colleague]) await read(service, one, made.id);
  };

  it('takes mails and is answered while it is an ordinary case', async () => {
    expect(await mailed()).toEqual({ in: true, out: true });
    expect(await replies('More.')).toBe(0);
  });

  it('is gone with a withdrawal, files included: a reply is a case of its own', async () => {
    const token = await ownToken(service, made.token);
    const answer = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(token) });
    expect(answer.status).toBe(200);
    expect(await mailed()).toEqual({ in: false, out: false });
    await service.scheduledRun();
    expect(await objectNames(service, 'kept/')).toEqual([]);
    expect(await rowsUnder(service, 'vault', `CASE#${made.id}`)).toEqual([]);
    expect(await rowsUnder(service, 'cases', `THREAD#${made.id}`)).toEqual([]);
    expect(await replies('Are you there?')).toBe(1);
  });

  it('delivered once more after a withdrawal is not brought back, weeks later neither', async () => {
    const token = await ownToken(service, made.token);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(token) });
    await service.scheduledRun();
    const comesBack = async () => {
      await send(service, story);
      const [vault, thread] = [`CASE#${made.id}`, `THREAD#${made.id}`];
      return [...(await rowsUnder(service, 'vault', vault)), ...(await rowsUnder(service, 'cases', thread))];
    };
    expect(await comesBack()).toEqual([]);
    // The marks that it was filed are kept for some weeks.
    for (const { pk, sk } of await rowsUnder(service, 'cases', 'MAILSEEN'))
      await service.dynamo.send(
        new DeleteItemCommand({ TableName: service.emulators.tables.cases, Key: toAttributes({ pk, sk }) }),
      );
    expect(await comesBack()).toEqual([]);
    expect(await rowsUnder(service, 'cases', 'MAILSEEN')).not.toEqual([]);
  });

  it('goes with a reporter who leaves, as far as it says who they are; what they wrote stays', async () => {
    await open();
    expect((await leave('close-door')).status).toBe(200);
    expect(await mailed()).toEqual({ in: false, out: false });
    expect(await replies('I am back.')).toBe(1);
    const { shown, entries } = await readMailed(service, lead, made.id);
    expect([shown.identity, shown.mail]).toEqual([{}, undefined]);
    expect(entries[0]?.text).toContain('planted-text');
  });

  it('stays when a reporter only wants no more messages of the team', async () => {
    await open();
    expect((await leave('stop-writing')).status).toBe(200);
    expect(await mailed()).toEqual({ in: true, out: true });
  });

  it('is gone with the reporter’s words that two members erase; what was decided stays', async () => {
    await open();
    await decideWith(service, lead, made.id, { decision: { rung: 'correction' } });
    const token = await ownToken(service, made.token);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(token) });
    const asked = await post(service, lead, `/api/cases/${made.id}/erasure`, { decision: 'erase-words' });
    expect(asked.status).toBe(200);
    expect((await agreeTo(service, colleague, made.id)).status).toBe(200);
    expect(await mailed()).toEqual({ in: false, out: false });
    expect(await openedStorage(service, made.id)).not.toContain('planted');
    await service.scheduledRun();
    expect(await objectNames(service, 'kept/')).toEqual([]);
    expect(await replies('More.')).toBe(1);
  });

  it('is gone when two members erase the whole case', async () => {
    await open();
    const token = await ownToken(service, made.token);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(token) });
    const asked = await post(service, lead, `/api/cases/${made.id}/erasure`, { decision: 'erase' });
    expect(asked.status).toBe(200);
    await agreeTo(service, colleague, made.id);
    expect(await mailed()).toEqual({ in: false, out: false });
    await service.scheduledRun();
    expect(await objectNames(service, 'kept/')).toEqual([]);
    expect(await replies('More.')).toBe(1);
  });

  it('goes with retention, and no row names the case but its tombstone', async () => {
    await open();
    await setState(service, lead, made.id, 'closed');
    const [row] = await rowsUnder(service, 'vault', `CASE#${made.id}`);
    service.clock.now = new Date(String(row?.expiresAt));
    await service.scheduledRun();
    const left = (await rowsNaming(service, made.id)).filter((key) => !key.startsWith('OUTBOX'));
    expect(left.filter((key) => !key.startsWith('MAILOUT'))).toEqual([`CASE#${made.id}/HEAD`]);
    expect(await objectNames(service, 'kept/')).toEqual([]);
    expect(await replies('More.')).toBe(1);
  });

  it('takes mails while a hold keeps the case beyond its time', async () => {
    await open();
    await setState(service, lead, made.id, 'closed');
    const [before] = await rowsUnder(service, 'vault', `CASE#${made.id}`);
    const ends = new Date(String(before?.expiresAt));
    service.clock.now = addDays(ends, -30);
    const until = day(addDays(ends, 60));
    const held = await post(service, lead, `/api/cases/${made.id}/holds`, { until, reason: 'A court asks.' });
    expect(held.status, await held.clone().text()).toBe(201);
    service.clock.now = addDays(ends, 1);
    await service.scheduledRun();
    expect(await mailed()).toEqual({ in: true, out: true });
    expect(await replies('More.')).toBe(0);
    expect((await rowsUnder(service, 'vault', `CASE#${made.id}`))[0]?.mailDoor).toEqual(before?.mailDoor);
  });

  it('goes with its case to another channel: replies to the old address are entries there', async () => {
    await open();
    const moved = await post(service, lead, `/api/cases/${made.id}/transfer`, {
      channel: 'security',
      reason: 'It is about a password.',
    });
    expect(moved.status).toBe(200);
    expect(await mailed()).toEqual({ in: true, out: true });
    expect(await replies('More.')).toBe(0);
    const { entries } = await readMailed(service, lead, made.id);
    expect(entries.at(-1)?.text).toContain('More.');
  });

  it('stays with the first case when a part of it becomes another', async () => {
    await open();
    const split = await post(service, lead, `/api/cases/${made.id}/split`, {
      channel: 'conduct',
      text: 'A part.',
      reason: 'It is another matter.',
    });
    const { id } = (await split.json()) as { id: string };
    const [part] = await rowsUnder(service, 'vault', `CASE#${id}`);
    expect([part?.mail, part?.mailDoor]).toEqual([undefined, undefined]);
    expect(await mailed()).toEqual({ in: true, out: true });
    expect(await replies('More.')).toBe(0);
  });

  it('opens a closed case again in the team’s list', async () => {
    await open();
    await setState(service, lead, made.id, 'closed');
    expect(await replies('It goes on.')).toBe(0);
    const [head] = (await rowsUnder(service, 'cases', `CASE#${made.id}`)).filter(({ sk }) => sk === 'HEAD');
    expect(head).toMatchObject({ queuePk: 'conduct#open', unread: true });
  });

  it('ends with the reporter’s button: no more answers and no more mails, once, and the team reads it', async () => {
    const token = await ownToken(service, made.token);
    const stop = () => service.reporter('/api/follow-up/mails', { method: 'DELETE', ...bearer(token) });
    expect([(await stop()).status, (await stop()).status]).toEqual([200, 200]);
    expect(await mailed()).toEqual({ in: false, out: false });
    const { shown, entries } = await readMailed(service, lead, made.id);
    expect(shown.mail).toBeUndefined();
    expect(entries.map(({ kind }) => kind)).toEqual(['report', 'stop-mails']);
    const thread = await service.reporter('/api/follow-up', bearer(token));
    expect(await thread.json()).not.toHaveProperty('answersMailed');
    expect(await replies('More.')).toBe(1);
  });
});
