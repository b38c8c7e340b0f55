import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMail } from '../../functions/mail/reading/read-mail.ts';
import { logFile } from '../harness/files.ts';
import { startService, type Service } from '../harness/service.ts';
import { conductAddress } from '../harness/written-mail.ts';
import { countCases } from '../reporter/stored.ts';
import { list } from '../team/as-member.ts';
import { byMail, filed, ownToken, put, readMailed, rowsUnder, send } from './mailed.ts';

describe('a reply to an answer', () => {
  let service: Service;
  let member: Awaited<ReturnType<Service['addMember']>>;
  beforeEach(async () => {
    service = await startService(byMail);
    member = await service.addMember();
  });
  afterEach(() => service.close());

  const entriesOf = async (id: string) => (await readMailed(service, member, id)).entries;

  it('is an entry of its conversation, in whatever case the address is, and both doors count it', async () => {
    const made = await filed(service);
    const token = await ownToken(service, made.token);
    const reply = { recipients: ['else@example.org', made.replyTo.toUpperCase()], text: 'He came again.' };
    await send(service, reply);
    await send(service, reply);
    const entries = await entriesOf(made.id);
    expect(entries.map(({ kind }) => kind)).toEqual(['report', 'message']);
    expect(entries[1]?.text).toContain('He came again.');
    const again = await service.reporter('/api/follow-up/entries', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'From the page.' }),
    });
    expect(again.status).toBe(201);
    expect(await entriesOf(made.id)).toHaveLength(3);
    expect(await countCases(service)).toBe(1);
  });

  it('from another address is one that says so', async () => {
    const made = await filed(service);
    await send(service, {
      recipients: [made.replyTo],
      sender: { address: 'else@mail.example' },
      text: 'Me too.',
    });
    expect((await entriesOf(made.id))[1]?.byMail?.remarks).toEqual(['other-sender']);
  });

  it('by a program is no entry, no case and no answer', async () => {
    const made = await filed(service);
    await send(service, { recipients: [made.replyTo], automatic: 'auto-reply', text: 'I am away.' });
    expect([await countCases(service), (await entriesOf(made.id)).length]).toEqual([1, 1]);
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toHaveLength(1);
  });

  it('is an entry although nobody has used the words of the first answer in time', async () => {
    const made = await filed(service);
    service.clock.advance(40 * 86_400_000);
    await service.scheduledRun();
    await send(service, { recipients: [made.replyTo], text: 'He came again.' });
    expect((await entriesOf(made.id))[1]?.text).toContain('He came again.');
  });

  it('that only looks like a program’s is an entry, and says so', async () => {
    const made = await filed(service);
    const mail = await readMail(
      Buffer.from('From: robin@mail.example\r\nSubject: Out of office party\r\n\r\nHe came again.'),
    );
    await send(service, { recipients: [made.replyTo], automatic: mail.automatic, text: mail.text });
    expect((await entriesOf(made.id))[1]?.text).toContain('He came again.');
    expect((await entriesOf(made.id))[1]?.byMail?.sentences).toContain(
      'A program may have sent it by itself.',
    );
  });

  it('that could not be delivered tells the team once that answers do not arrive', async () => {
    const made = await filed(service);
    await send(service, {
      recipients: [made.replyTo],
      automatic: 'bounce',
      sender: { address: 'postmaster@mail.example' },
      text: 'No such mailbox.',
    });
    const { shown, entries } = await readMailed(service, member, made.id);
    expect(shown.mail).toEqual({ as: 'notice', failedOn: '2026-03-10' });
    expect([entries.length, await countCases(service)]).toEqual([1, 1]);
  });

  it('of a reporter who writes from a server’s mailbox is an entry', async () => {
    const admin = { automatic: 'bounce' as const, sender: { address: 'postmaster@mail.example' } };
    const made = await filed(service, admin);
    await send(service, { ...admin, recipients: [made.replyTo], text: 'It is me again.' });
    expect((await entriesOf(made.id))[1]?.text).toContain('It is me again.');
  });

  it.each([
    ['unknown', conductAddress.replace('@', `+${'a'.repeat(26)}@`)],
    ['of no form of ours', conductAddress.replace('@', '+conduct@')],
  ])('to a handle that is %s is a case', async (_, recipient) => {
    await send(service, { recipients: [recipient] });
    expect(await countCases(service)).toBe(1);
  });

  it('to a case whose time is over is a case of its own', async () => {
    const made = await filed(service);
    service.clock.advance(4_000 * 86_400_000);
    await send(service, { recipients: [made.replyTo], text: 'Are you there?' });
    expect(await service.mailContext.store.findMailCase(made.id, service.clock.now)).toBeUndefined();
    expect(await countCases(service)).toBe(2);
  });

  it('to a conversation that is full is a case that says so', async () => {
    const made = await filed(service);
    const long = 'x'.repeat(180_000);
    for (const number of [1, 2, 3, 4])
      await send(service, { recipients: [made.replyTo], text: `${number}${long}` });
    const { cases } = await list(service, member);
    expect(cases).toHaveLength(2);
    const other = cases.find(({ id }) => id !== made.id);
    expect((await entriesOf(other?.id ?? ''))[0]?.byMail?.remarks).toEqual(['conversation-full']);
  });

  it('comes in while others write there: everybody finds a place', async () => {
    const made = await filed(service);
    const token = await ownToken(service, made.token);
    const keys = await Promise.all(
      ['a', 'b', 'c'].map((text) => put(service, { recipients: [made.replyTo], text })),
    );
    const written = service.reporter('/api/follow-up/entries', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'd' }),
    });
    await Promise.all([...keys.map((key) => service.mail(key)), written]);
    const texts = (await entriesOf(made.id)).slice(1).map(({ text }) => text.split('\n')[0] ?? '');
    expect(texts.sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('brings files, within what the case still takes', async () => {
    const made = await filed(service);
    const file = { name: 'one.log', kind: 'attachment' as const, bytes: logFile().bytes };
    await send(service, { recipients: [made.replyTo], files: [file] });
    expect((await entriesOf(made.id))[1]?.attachments.map(({ name }) => name)).toEqual(['one.log']);
  });
});
