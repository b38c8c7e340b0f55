import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../functions/domain/mail/receive-mail.ts';
import { readMail } from '../../functions/mail/reading/read-mail.ts';
import { photo } from '../harness/files.ts';
import { startService, type Service } from '../harness/service.ts';
import type { WrittenMail } from '../harness/written-mail.ts';
import { countCases } from '../reporter/stored.ts';
import { list } from '../team/as-member.ts';
import { byMail, filed, madeOf, ownToken, put, readMailed, rowsUnder, send } from './mailed.ts';

const followUp = async (service: Service, token: string): Promise<string> => {
  const answer = await service.reporter('/api/follow-up', { headers: { authorization: `Bearer ${token}` } });
  return answer.text();
};

/** A domain of colleagues that says nothing of who writes in whose name. */
const unproven = { verdicts: { dmarc: 'unknown' } } as const satisfies WrittenMail;
const robin = 'robin@mail.example';
const mallory = 'mallory@mail.example';

describe('somebody who writes in another’s name', () => {
  let service: Service;
  let member: Awaited<ReturnType<Service['addMember']>>;
  beforeEach(async () => {
    service = await startService({ ...byMail, mail: { answersPerHour: 3, casesPerHour: 3 } });
    member = await service.addMember();
  });
  afterEach(() => service.close());

  it('and has the answers sent to themselves never reads what that person reports', async () => {
    const forged = { ...unproven, sender: { address: robin }, answerTo: mallory };
    for (const text of ['1', '2', '3']) await send(service, { ...forged, text });
    const made = await madeOf(service, { ...forged, text: '3' });
    const token = await ownToken(service, made.token);
    const report = { ...unproven, sender: { address: robin }, answerTo: robin, text: 'It was Mallory.' };
    const mine = await filed(service, report);
    expect(await followUp(service, token)).not.toContain('It was Mallory.');
    const { shown, entries } = await readMailed(service, member, mine.id);
    expect([shown.hasDoor, entries[0]?.answers?.whatHappened]).toEqual([true, 'It was Mallory.']);
  });

  it('uses up nothing of them by having answers sent to them', async () => {
    const proven = { sender: { address: mallory }, answerTo: robin };
    for (const text of ['1', '2', '3', '4']) await send(service, { ...proven, text });
    const mine = await filed(service, { sender: { address: robin }, answerTo: robin, text: 'Mine.' });
    const { shown } = await readMailed(service, member, mine.id);
    expect(shown.hasDoor).toBe(true);
  });

  it('has us send them no more answers in an hour than there may be, under however many names', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
      await send(service, {
        sender: { address: `${name}@mail.example` },
        answerTo: robin,
        text: name,
      });
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toHaveLength(3);
  });

  it.each([
    ['with answers to themselves', { answerTo: mallory }],
    ['as a program', { automatic: 'auto-reply' as const }],
    ['without proof', { verdicts: { dmarc: 'fail' as const } }],
  ])('and sends a copy of their mail first, %s, keeps nothing from the team or from them', async (_, as) => {
    const report = { sender: { address: robin }, answerTo: robin, text: 'It was Mallory.' };
    await send(service, { ...report, ...as });
    const mine = await filed(service, report);
    const { shown } = await readMailed(service, member, mine.id);
    expect([shown.hasDoor, await countCases(service)]).toEqual([true, 2]);
  });

  it('and sends a copy of their mail to a conversation of their own keeps nothing from the team', async () => {
    const own = await filed(service, { sender: { address: mallory }, answerTo: mallory, text: 'Nothing.' });
    const report = { sender: { address: robin }, answerTo: robin, text: 'It was Mallory.' };
    await send(service, { ...report, recipients: [own.replyTo], automatic: 'auto-reply' });
    await send(service, { ...report, recipients: [own.replyTo] });
    const mine = await filed(service, report);
    expect((await readMailed(service, member, mine.id)).shown.hasDoor).toBe(true);
  });
});

describe('mails of one address above the limit of an hour', () => {
  it('never go to members of another channel', async () => {
    const service = await startService({
      channels: {
        conduct: { mail: { address: 'conduct@example.org' } },
        security: { mail: { address: 'security@example.org' } },
      },
      mail: { answersPerHour: 1, casesPerHour: 1 },
    });
    try {
      await send(service, { text: 'A hole.' }, 'security');
      await send(service, { text: 'It was a member of security.' }, 'conduct');
      expect(await countCases(service)).toBe(2);
    } finally {
      await service.close();
    }
  });
});

describe('a reply that quotes our own answer', () => {
  it('gives no member the reporter’s words, nor the address that writes in their place', async () => {
    const service = await startService(byMail);
    try {
      const member = await service.addMember();
      const made = await filed(service);
      const host = 'https://reports.example/follow-up';
      const rewritten = `https://safe.example/?url=https%3A%2F%2Freports.example%2Ffollow-up%23${made.token}&data=1`;
      const quoted = [
        `> ${host}#${made.token}`,
        `> <${rewritten}>`,
        `> ${host}#`,
        `> ${made.token}`,
        `> Reply-To: ${made.replyTo}`,
      ].join('\n');
      const words = [`Is it this? ${host}#${made.token}.`, `I write to ${made.replyTo.toUpperCase()}.`].join(
        '\n',
      );
      const more = Buffer.from(`${words}\n${quoted}`);
      await send(service, {
        recipients: [made.replyTo],
        text: words,
        quoted,
        signature: `${host}#${made.token}`,
        files: [{ name: '', kind: 'other-version', bytes: new Uint8Array(more) }],
      });
      const handle = /\+(\w+)@/.exec(made.replyTo)?.[1] ?? 'none';
      const { shown, entries } = await readMailed(service, member, made.id);
      expect(JSON.stringify(shown)).not.toContain(made.token);
      expect(JSON.stringify(shown).toLowerCase()).not.toContain(handle);
      expect(entries[1]?.text).toContain('Is it this? https://reports.example/follow-up#…');
      expect(entries[1]?.byMail?.remarks).toContain('keys-left-out');
      expect(entries[1]?.attachments).toHaveLength(1);
    } finally {
      await service.close();
    }
  });
});

describe('a mail', () => {
  const security = 'security@example.org';

  it('that answers one channel and is sent to another as well reaches both, once each', async () => {
    const service = await startService({
      channels: { ...byMail.channels, security: { mail: { address: security } } },
    });
    try {
      const [member, other] = [
        await service.addMember({ channels: ['conduct'] }),
        await service.addMember({ channels: ['security'] }),
      ];
      const made = await filed(service);
      const reply = { recipients: [made.replyTo, security], text: 'And here is how he got in.' };
      await send(service, reply, 'conduct');
      await send(service, reply, 'security');
      expect((await readMailed(service, member, made.id)).entries).toHaveLength(2);
      expect((await list(service, other)).cases).toHaveLength(1);
    } finally {
      await service.close();
    }
  });

  it('that another delivery files meanwhile is no fault', async () => {
    const service = await startService(byMail);
    try {
      const { mailContext } = service;
      const key = await put(service);
      const mails = {
        ...mailContext.mails,
        get: async (one: string) => {
          await receiveMail(mailContext, one);
          return mailContext.mails.get(one);
        },
      };
      await receiveMail({ ...mailContext, mails }, key);
      expect(await countCases(service)).toBe(1);
      await expect(receiveMail(mailContext, 'conduct/lost')).rejects.toMatchObject({
        code: 'storage-refused',
      });
    } finally {
      await service.close();
    }
  });
});

describe('what a mail cannot do without', () => {
  let service: Service;
  let member: Awaited<ReturnType<Service['addMember']>>;
  beforeEach(async () => {
    service = await startService({
      ...byMail,
      attachments: { filesPerEntry: 3, fileMegabytes: 1, caseMegabytes: 1 },
    });
    member = await service.addMember();
  });
  afterEach(() => service.close());

  const unreadable = (bytes: Uint8Array): WrittenMail => ({
    text: '',
    files: [{ name: '', kind: 'unreadable', bytes }],
  });
  const attached = async (id: string) => {
    const { entries } = await readMailed(service, member, id);
    return entries.map(({ attachments, byMail }) => [attachments.length, byMail?.leftOut]);
  };

  it('is taken although it has no room in a case, and then in a case of its own', async () => {
    const large = unreadable(new Uint8Array(2 * 1024 * 1024).fill(7));
    const made = await filed(service, large);
    expect(await attached(made.id)).toEqual([[1, undefined]]);
    const reply = { ...large, messageId: 'second@mail.example', recipients: [made.replyTo] };
    const other = await filed(service, reply);
    expect(await attached(other.id)).toEqual([[1, undefined]]);
    expect((await readMailed(service, member, other.id)).entries[0]?.byMail?.remarks).toEqual([
      'conversation-full',
    ]);
  });

  it('is taken as it came where no cleaner would look at it', async () => {
    // A picture that says it has more pixels than anybody could look at.
    const picture = new Uint8Array(photo().bytes);
    const frame = Buffer.from(picture.buffer).indexOf(Buffer.from([0xff, 0xc0]));
    picture.set([0xff, 0xff, 0xff, 0xff], frame + 5);
    const made = await filed(service, unreadable(picture));
    expect(await attached(made.id)).toEqual([[1, undefined]]);
    const asFile: WrittenMail = { files: [{ name: 'a.jpg', kind: 'attachment', bytes: picture }] };
    expect(await attached((await filed(service, asFile)).id)).toMatchObject([[0, [{}]]]);
  });
});

describe('work that somebody could make of a mail', () => {
  it('is bounded by what address fields hold together: each of them costs the square of its length', async () => {
    const long = `Cc: ${'a:b;'.repeat(5_000)}`;
    const fields = [long, long, long, 'Cc: far@mail.example'];
    const mail = await readMail(Buffer.from(['To: near@mail.example', ...fields, '', 'Hello.'].join('\r\n')));
    expect(mail.recipients).toContain('near@mail.example');
    expect(mail.recipients).not.toContain('far@mail.example');
  });

  it('is one for the link that a text stands in, however many names stand in it', async () => {
    const page = `<a href="https://mail.example/x">${'<a name="n">x</a>'.repeat(50)}</a>`;
    const mail = await readMail(Buffer.from(`Content-Type: text/html\r\n\r\n${page}`));
    expect(mail.text).toBe(`${'x'.repeat(50)} (https://mail.example/x)`);
  });
});

describe('what a mail says of itself', () => {
  const from = (address: string, ...more: readonly string[]) =>
    readMail(Buffer.from([`From: ${address}`, ...more, '', 'Hello.'].join('\r\n')));

  it.each([
    ['its subject begins like an answer from holidays', 'Subject: Out of office harassment'],
    ['its sender wants no automatic answers', 'X-Auto-Response-Suppress: All'],
  ])('may be a person’s although %s', async (_, field) => {
    expect((await from('robin@mail.example', field)).automatic).toBe('maybe-program');
  });

  it('is a person’s although they look after the server', async () => {
    expect((await from('postmaster@mail.example')).automatic).toBeUndefined();
    expect((await from('mailer-daemon@mail.example')).automatic).toBe('bounce');
    expect((await from('postmaster@mail.example', 'X-Failed-Recipients: a@mail.example')).automatic).toBe(
      'bounce',
    );
  });

  const dmarcOf = async (results: string) => {
    const trace = [
      'Return-Path: <mallory@evil.example>',
      'Received: from evil.example by inbound-smtp.eu-west-1.amazonaws.com with SMTP id x for conduct@example.org; Tue, 10 Mar 2026 10:00:00 +0000 (UTC)',
      `Authentication-Results: amazonses.com; ${results}`,
    ];
    const raw = [...trace, 'From: robin@mail.example', '', 'Hello.'].join('\r\n');
    return (await readMail(Buffer.from(raw))).verdicts.dmarc;
  };

  it.each([
    ['the address of its envelope', 'spf=pass envelope-from="a; dmarc=pass; b"@evil.example; dmarc=fail'],
    [
      'its signature',
      'dkim=pass header.i="; dmarc=pass ;"@evil.example; dmarc=none header.from=mail.example',
    ],
    ['a comment in a comment', 'spf=pass (a (b); dmarc=pass; c); dmarc=fail header.from=mail.example'],
    ['a name without quotation marks', 'spf=pass helo=a;dmarc=pass; dmarc=fail header.from=mail.example'],
  ])('about who sent it is not believed in %s', async (_, results) => {
    expect(await dmarcOf(results)).not.toBe('pass');
    expect(await dmarcOf('spf=pass; dkim=pass header.i=@mail.example; dmarc=pass')).toBe('pass');
  });
});
