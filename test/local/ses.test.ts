import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendEmailCommand, SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import PostalMime from 'postal-mime';
import { composeMail, type MailMessage } from '../../functions/adapters/ses/compose-mail.ts';
import { mailSender, type Outgoing } from '../../functions/adapters/ses/send-mail.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { allow } from '../../infra/aws/statement.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { tableNames } from '../../infra/local/create-tables.ts';
import type { Listening } from '../../infra/local/listen.ts';
import { PolicyGate } from '../../infra/local/policies/gate.ts';
import { localArns } from '../../infra/local/policies/local-arns.ts';
import { localPolicies } from '../../infra/local/policies/local-policies.ts';
import { startInbox } from '../../infra/local/ses/start-inbox.ts';
import { startSes, type Ses } from '../../infra/local/ses/start-ses.ts';

const sender = 'conductline@example.org';
let folder: string;
let ses: Ses;
let inbox: Listening;
let seconds = 0;

const everybodys = 'sends-from-anywhere';
const { callers } = localPolicies({
  tables: tableNames(''),
  keyArn: localArns.key('none'),
  bucket: 'none',
  mailBucket: 'none',
  sender,
  configurationSets: ['local'],
});
const sending = allow({ sid: 'Send', actions: ['ses:*'], resources: ['*'] });
const gate = new PolicyGate({
  callers: { ...callers, [everybodys]: { arn: localArns.role(everybodys), statements: [sending] } },
});

const start = () =>
  startSes({
    mailFolder: join(folder, 'mail'),
    gate,
    verified: [sender, 'verified.example'],
    configurationSets: ['local'],
    now: () => new Date(Date.UTC(2030, 0, 1, 0, 0, (seconds += 1))),
  });
const as = (accessKeyId: string): SESClient =>
  new SESClient({
    endpoint: ses.url,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'local' },
    maxAttempts: 1,
  });
type Letter = {
  readonly from?: string;
  readonly to?: string[];
  readonly subject?: string;
  readonly text?: string;
  readonly set?: string;
};
const send = async (letter: Letter = {}, caller: string = everybodys): Promise<string> => {
  const {
    from = sender,
    to = ['member@example.org'],
    subject = 'Something is waiting',
    text = 'Look.',
  } = letter;
  const { MessageId = '' } = await as(caller).send(
    new SendEmailCommand({
      Source: from,
      Destination: { ToAddresses: to },
      Message: { Subject: { Data: subject }, Body: { Text: { Data: text } } },
      ConfigurationSetName: letter.set,
    }),
  );
  return MessageId;
};

const random = { bytes: (length: number) => randomBytes(length), integer: () => 0 };
const message: MailMessage = {
  from: sender,
  to: 'member@example.org',
  subject: 'Something is waiting',
  text: 'Look.',
  autoSubmitted: 'auto-generated',
};
/** As the scheduled function sends. */
const sendComposed = (more: Partial<Outgoing> = {}): Promise<void> => {
  const at = new Date('2026-03-10T09:20:30Z');
  const sends = mailSender(as(accessKeys.scheduled), { random, clock: () => at });
  return sends({ ...message, configurationSet: 'local', ...more });
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'no error');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-ses-'));
  ses = await start();
  inbox = await startInbox({ mails: () => ses.mails(), port: 0 });
});
beforeEach(() => ses.deliver('deliver'));
afterAll(async () => {
  await inbox.close();
  await ses.close();
  await rm(folder, { recursive: true });
});

describe('SendEmail', () => {
  test('puts the mail in the inbox, newest first, and it is still there after a restart', async () => {
    const first = await send({ subject: 'Grüße', text: 'Zeile 1\nZeile 2 & <b>' });
    const second = await send({ from: `Team <someone@verified.example>`, set: 'local' });
    await ses.close();
    ses = await start();
    const [newest, older] = await ses.mails();
    expect(newest).toMatchObject({ messageId: second, configurationSet: 'local' });
    expect(older).toMatchObject({
      messageId: first,
      source: sender,
      to: ['member@example.org'],
      subject: 'Grüße',
      text: 'Zeile 1\nZeile 2 & <b>',
    });
    const [name = ''] = await readdir(join(folder, 'mail'));
    expect((await stat(join(folder, 'mail', name))).mode & 0o777).toBe(0o600);
  });

  test.each<[string, Letter, string]>([
    ['a source nobody verified', { from: 'stranger@example.com' }, 'MessageRejected'],
    ['a source that is no address', { from: 'conductline' }, 'InvalidParameterValue'],
    ['a recipient without a domain', { to: ['member@'] }, 'InvalidParameterValue'],
    [
      'a recipient with a line break',
      { to: ['a@example.org\r\nBcc: b@example.org'] },
      'InvalidParameterValue',
    ],
    ['a recipient that is not ASCII', { to: ['mémber@example.org'] }, 'InvalidParameterValue'],
    ['no recipient', { to: [] }, 'InvalidParameterValue'],
    ['51 recipients', { to: Array<string>(51).fill('a@example.org') }, 'InvalidParameterValue'],
    ['a subject with a line break', { subject: 'a\nBcc: b@example.org' }, 'InvalidParameterValue'],
    ['a configuration set that is not there', { set: 'other' }, 'ConfigurationSetDoesNotExist'],
  ])('refuses %s and keeps nothing', async (_what, letter, name) => {
    const before = (await ses.mails()).length;
    const refused = await send(letter).catch((error: unknown) => error);
    expect(nameOf(refused)).toContain(name);
    expect(await ses.mails()).toHaveLength(before);
  });

  const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

  test.each([accessKeys.reporter, accessKeys.team, accessKeys.ops])('is refused to %s', async (caller) => {
    await expect(send({}, caller)).rejects.toMatchObject(denied);
  });

  test('is granted to the scheduled function from the sender, to anybody, and from nobody else', async () => {
    await sendComposed({ to: 'new-member@elsewhere.example' });
    for (const from of ['someone@verified.example', 'stranger@example.com'])
      await expect(sendComposed({ from })).rejects.toMatchObject(denied);
    await expect(sendComposed({ configurationSet: 'other' })).rejects.toMatchObject(denied);
    await expect(send({ set: 'local' }, accessKeys.scheduled)).rejects.toMatchObject(denied);
  });

  test('can be made to reject and to throttle', async () => {
    const before = (await ses.mails()).length;
    ses.deliver('reject');
    await expect(send()).rejects.toMatchObject({ name: 'MessageRejected' });
    ses.deliver('throttle');
    expect(nameOf(await send().catch((error: unknown) => error))).toContain('Throttling');
    ses.deliver('deliver');
    await send();
    expect(await ses.mails()).toHaveLength(before + 1);
  });
});

test('SendRawEmail reads sender, recipients and subject from the headers', async () => {
  const lines = [`From: ${sender}`, 'To: a@example.org,', ' b@example.org', 'Subject: Raw', '', 'Body'];
  const RawMessage = { Data: Buffer.from(lines.join('\r\n')) };
  await as(everybodys).send(new SendRawEmailCommand({ RawMessage }));
  const [mail] = await ses.mails();
  expect(mail).toMatchObject({ source: sender, to: ['a@example.org', 'b@example.org'], subject: 'Raw' });
});

describe('a mail of the service', () => {
  const now = new Date('2026-03-10T09:59:59Z');
  /** Any text, with the characters that mail has its own mind about. */
  const texts = fc.array(
    fc.oneof(
      fc.constantFrom(
        '=',
        '=3D',
        '.',
        'From ',
        '--',
        ' ',
        '\t',
        '\n',
        '\n\n',
        '?=',
        '=?UTF-8?Q?x?=',
        'é',
        'ب',
        '🦉',
      ),
      fc
        .string({ unit: 'grapheme', maxLength: 40 })
        .map((text) => text.replace(/[\r\u0085\u2028\u2029]/g, '')),
    ),
    { maxLength: 60 },
  );

  test('is read by another program as it was written, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, async (subject, body) => {
        const line = subject.join('').replace(/\p{Cc}+/gu, ' ');
        const text = body.join('').replace(/(?![\n\t])\p{Cc}/gu, '');
        const raw = composeMail({ ...message, subject: line, text }, { now, random });
        expect(raw).toMatch(/^[\r\n\x20-\x7e]*$/);
        for (const one of raw.split('\r\n')) expect(one.length).toBeLessThanOrEqual(78);
        const read = await PostalMime.parse(raw);
        expect((read.subject ?? '').trim()).toBe(line.trim());
        expect((read.text ?? '').replaceAll('\r\n', '\n').replace(/\n+$/, '')).toBe(text.replace(/\n+$/, ''));
      }),
      { numRuns: 200 },
    );
  });

  test.each(['a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', 'A <a@b.example>', ''])(
    'goes to one address and nothing else: %j',
    (to) => expect(() => composeMail({ ...message, to }, { now, random })).toThrow('one address'),
  );

  test('is tagged for events of SES, in no header', async () => {
    await sendComposed({ tags: { member: 'a-member' } });
    const [mail] = await ses.mails();
    expect(mail).toMatchObject({ tags: { member: 'a-member' }, text: 'Look.' });
    expect(mail?.raw).not.toContain('a-member');
  });
});

describe('the inbox', () => {
  test('shows text, not markup, and loads nothing', async () => {
    await send({ subject: '<script>alert(1)</script>', text: '</pre><img src=x onerror=alert(1)>' });
    const response = await fetch(inbox.url);
    const html = await response.text();
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|<img/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('gives the mails as JSON', async () => {
    const messageId = await send();
    const mails: unknown = await (await fetch(`${inbox.url}/messages.json`)).json();
    expect(mails).toMatchObject([{ messageId }, ...(await ses.mails()).slice(1).map(() => ({}))]);
  });

  test('does not answer to a foreign host name', async () => {
    const status = await new Promise((resolve, reject) => {
      request(`${inbox.url}/messages.json`, { headers: { host: 'attacker.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});
