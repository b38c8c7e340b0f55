import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailKeysOf } from '../../functions/mail/mail-event.ts';
import { handOverMails } from '../../infra/local/smtp/hand-over-mails.ts';
import { mailEvent } from '../../infra/local/smtp/mail-event.ts';
import { mailLimitBytes, startSmtp, type Smtp } from '../../infra/local/smtp/start-smtp.ts';
import { listen } from '../../infra/local/listen.ts';
import { ObjectFiles } from '../../infra/local/s3/object-files.ts';
import { startEmulators, type Emulators } from '../../infra/local/start-emulators.ts';
import { openStateFolder, type StateFolder } from '../../infra/local/state-folder.ts';
import { SmtpClient, sendMail } from '../harness/smtp-client.ts';

type Taken = {
  readonly channel: string;
  readonly from: string;
  readonly recipient: string;
  readonly content: string;
};

describe('SMTP on this machine', () => {
  const taken: Taken[] = [];
  let fails = false;
  let smtp: Smtp;
  beforeAll(async () => {
    smtp = await startSmtp({
      channels: new Map([
        ['conduct@example.org', 'conduct'],
        ['security@example.org', 'security'],
      ]),
      port: 0,
      take: (channel, { from, recipient }, content) => {
        if (fails) return Promise.reject(new Error('the disk is full'));
        taken.push({ channel, from, recipient, content: content.toString('latin1') });
        return Promise.resolve();
      },
    });
  });
  afterAll(() => smtp.close());
  beforeEach(() => {
    fails = false;
    taken.length = 0;
  });

  const mail = {
    from: 'robin@mail.example',
    to: ['conduct@example.org'],
    content: 'Subject: x\r\n\r\nHe.\r\n',
  };

  it('takes a mail as it was sent, byte for byte', async () => {
    const content = Buffer.from([
      ...Buffer.from('Subject: \xe9\r\n\r\n..\r\n.x\r\n', 'latin1'),
      0xff,
      0x0d,
      0x0a,
    ]);
    expect((await sendMail(smtp.port, { ...mail, content })).code).toBe(250);
    expect(taken).toEqual([
      {
        channel: 'conduct',
        from: 'robin@mail.example',
        recipient: 'conduct@example.org',
        content: content.toString('latin1'),
      },
    ]);
  });

  it('takes tags, capitals and mails that want no answer', async () => {
    expect((await sendMail(smtp.port, { ...mail, from: '', to: ['Conduct+AbC@Example.ORG'] })).code).toBe(
      250,
    );
    expect(taken).toMatchObject([{ channel: 'conduct', from: '', recipient: 'Conduct+AbC@Example.ORG' }]);
  });

  it('files a mail to two channels once for each, and one to two addresses of a channel once', async () => {
    const to = ['security@example.org', 'conduct+a@example.org', 'conduct@example.org'];
    expect((await sendMail(smtp.port, { ...mail, to })).code).toBe(250);
    expect(taken.map(({ channel, recipient }) => [channel, recipient])).toEqual([
      ['security', 'security@example.org'],
      ['conduct', 'conduct+a@example.org'],
    ]);
  });

  it.each([
    'postmaster@example.org',
    'conduct@example.com',
    'conduct@mail.example.org',
    'xconduct@example.org',
    'conduct@example.org@example.com',
    '+conduct@example.org',
  ])('refuses %s: nothing is passed on', async (to) => {
    expect((await sendMail(smtp.port, { ...mail, to: [to] })).code).toBeGreaterThanOrEqual(500);
    expect(taken).toEqual([]);
  });

  it('refuses with 550 what is not ours, and goes on with what is', async () => {
    const client = await SmtpClient.at(smtp.port);
    await client.say('MAIL FROM:<robin@mail.example>');
    expect((await client.say('RCPT TO:<nobody@example.org>')).code).toBe(550);
    expect((await client.say('RCPT TO:<conduct@example.org>')).code).toBe(250);
    expect((await client.data(mail.content)).code).toBe(250);
    client.end();
    expect(taken).toHaveLength(1);
  });

  it('refuses a mail that says that it is larger than 40 MB, and one that is without saying so', async () => {
    const client = await SmtpClient.at(smtp.port);
    expect((await client.say(`MAIL FROM:<a@b.example> SIZE=${mailLimitBytes + 1}`)).code).toBe(552);
    await client.say('MAIL FROM:<a@b.example>');
    await client.say('RCPT TO:<conduct@example.org>');
    const line = `${'x'.repeat(997)}\r\n`;
    expect((await client.data(line.repeat(Math.ceil(mailLimitBytes / line.length) + 1))).code).toBe(552);
    expect((await client.say('NOOP')).code).toBe(250);
    client.end();
    expect(taken).toEqual([]);
  });

  it('says that it can be tried again when a mail could not be kept', async () => {
    fails = true;
    expect((await sendMail(smtp.port, mail)).code).toBe(451);
    fails = false;
    expect((await sendMail(smtp.port, mail)).code).toBe(250);
  });

  it('names the port that is taken', async () => {
    const other = await listen(createServer(), 0);
    const refused = startSmtp({ channels: new Map(), port: other.port, take: () => Promise.resolve() });
    await expect(refused).rejects.toMatchObject({ code: 'port-taken', port: other.port });
    await other.close();
  });
});

describe('mails on their way to the mail function', () => {
  let folder: string;
  let files: StateFolder;
  let emulators: Emulators;
  const now = (): Date => new Date('2026-03-10T09:20:30Z');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conductline-smtp-'));
    files = await openStateFolder(folder);
    emulators = await startEmulators(files, { sender: 'conduct@example.org', now, inMemory: [] });
  });
  afterAll(async () => {
    await emulators.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const envelope = { from: 'robin@mail.example', recipient: 'conduct+x@example.org', helo: 'client.example' };
  const bucketFolder = (): string => join(files.attachments, emulators.mailBucket);
  const stored = async (): Promise<ObjectFiles> => ObjectFiles.open(bucketFolder());
  const handingOver = (invoke: (event: string) => Promise<unknown>) =>
    handOverMails({ emulators, folder: bucketFolder(), invoke, now, pauses: [1, 1] });
  const empty = () => rm(bucketFolder(), { recursive: true, force: true });

  it('lie in the bucket with the trace of a server on top, and the function is told of them as by S3', async () => {
    const events: unknown[] = [];
    const mails = handingOver((event) => Promise.resolve(events.push(JSON.parse(event))));
    await mails.take('conduct', envelope, Buffer.from('Subject: x\r\n\r\nHe.\r\n'));
    await mails.settled();
    mails.stop();
    const [key = ''] = mailKeysOf(events[0]);
    expect(key).toMatch(/^conduct\/[0-9a-f]{40}$/);
    const raw = (await (await stored()).get(key))?.bytes.toString('latin1') ?? '';
    expect(raw).toMatch(/^Return-Path: <robin@mail\.example>\r\nReceived: from client\.example /);
    expect(raw).toContain(' for conduct+x@example.org;\r\n Tue, 10 Mar 2026 09:20:30 +0000 (UTC)\r\n');
    expect(raw.endsWith('dmarc=none\r\nSubject: x\r\n\r\nHe.\r\n')).toBe(true);
    await empty();
    await stored();
  });

  it('have a trace that no envelope can break', async () => {
    const events: string[] = [];
    const mails = handingOver((event) => Promise.resolve(events.push(event)));
    const hostile = { from: 'a>\r\nX-SES-Spam-Verdict: PASS', recipient: 'b;\n c', helo: '(x)\r\n' };
    await mails.take('conduct', hostile, Buffer.from('\r\n'));
    await mails.settled();
    mails.stop();
    const [key = ''] = mailKeysOf(JSON.parse(events[0] ?? ''));
    const raw = (await (await stored()).get(key))?.bytes.toString('latin1') ?? '';
    expect(raw.match(/^X-SES-Spam-Verdict/gm)).toHaveLength(1);
    expect(raw).toContain('Return-Path: <aX-SES-Spam-Verdict:PASS>\r\n');
    expect(raw).toContain(' for bc;\r\n');
    await empty();
    await stored();
  });

  it('are tried three times, and then lie there until the next start', async () => {
    let tries = 0;
    const failing = handingOver(() => Promise.reject(new Error(`try ${(tries += 1)}`)));
    await failing.take('conduct', envelope, Buffer.from('Subject: x\r\n\r\n'));
    await failing.settled();
    failing.stop();
    expect(tries).toBe(3);
    const keys = await (await stored()).keys();
    expect(keys).toHaveLength(1);

    const events: unknown[] = [];
    const next = handingOver((event) => Promise.resolve(events.push(JSON.parse(event))));
    await next.takeUp();
    await next.settled();
    next.stop();
    expect(events.flatMap(mailKeysOf)).toEqual(keys);
    await empty();
    await stored();
  });

  it('are not tried again once the process ends', async () => {
    let tries = 0;
    const failing = handOverMails({
      emulators,
      folder: bucketFolder(),
      invoke: () => Promise.reject(new Error(`try ${(tries += 1)}`)),
      now,
    });
    await failing.take('conduct', envelope, Buffer.from('Subject: x\r\n\r\n'));
    failing.stop();
    await failing.settled();
    expect(tries).toBeLessThan(3);
    expect(await readdir(bucketFolder())).toHaveLength(1);
    await empty();
    await stored();
  });

  it('have keys that come through the event as they are', () => {
    for (const key of ['conduct/ab12', 'a b+c/ü%2F?&=', 'x'.repeat(100)])
      expect(mailKeysOf(mailEvent({ bucket: 'b', key, bytes: 1 }, now()))).toEqual([key]);
  });
});
