import { randomUUID } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { mailEvent } from '../../infra/local/smtp/mail-event.ts';
import { region } from '../../infra/local/start-emulators.ts';
import type { Local } from '../../infra/local/start-local.ts';
import { clientFor, everything } from '../local/dynamodb/with-dynamodb.ts';
import { leftBehind, type LeftBehind } from './left-behind.ts';
import { MarkedPerson } from './marked-person.ts';
import { findSecrets, place, secret } from './search.ts';

const reporter = new MarkedPerson('mailer');
let left: LeftBehind;
let cases = 0;

/** A whole mail in which everything is a mark: addresses, names, subject, Message-ID, text, history, a file and its name. */
const rawMail = (name: string): string => {
  const mark = (what: string): string => reporter.mark(`${name} ${what}`);
  return [
    'Return-Path: <bounces@mail.example>',
    `Received: from ${mark('host')}.example (198.51.100.207) by inbound.example for conduct@example.org`,
    'X-SES-Spam-Verdict: PASS',
    'X-SES-Virus-Verdict: PASS',
    `From: "${mark('display name')}" <${mark('address')}@mail.example>`,
    'To: conduct@example.org',
    `Subject: ${mark('subject')}`,
    `Message-ID: <${mark('message id')}@mail.example>`,
    'Date: Tue, 10 Mar 2026 09:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    mark('body'),
    '',
    'On Monday, Alex wrote:',
    `> ${mark('history')}`,
    '',
    '-- ',
    mark('signature'),
    '--part',
    `Content-Type: text/plain; name="${mark('file name')}.log"`,
    `Content-Disposition: attachment; filename="${mark('file name')}.log"`,
    '',
    mark('file content'),
    '--part--',
    '',
  ].join('\r\n');
};

const put = async (local: Local, client: S3Client, name: string): Promise<string> => {
  const { mailBucket: bucket } = local.emulators;
  const [key, raw] = [`conduct/${randomUUID()}`, rawMail(name)];
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: raw }));
  return JSON.stringify(mailEvent({ bucket, key, bytes: raw.length }, new Date()));
};

const everythingHappens = async (local: Local): Promise<void> => {
  const client = new S3Client({
    endpoint: local.emulators.s3.url,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: accessKeys.inbound, secretAccessKey: 'local' },
  });
  const { mail } = local.functions;
  const { dynamoDb, s3, kms } = local.emulators.faults;
  const invoke = (event: string): Promise<unknown> => mail.invoke(event, randomUUID());
  const failing = (event: string) => expect(invoke(event)).rejects.toThrow();

  await invoke(await put(local, client, 'plain'));

  const message = reporter.mark('message of an error');
  for (const [faults, operation] of [
    [kms, 'Decrypt'],
    [s3, 'GetObject'],
    [dynamoDb, 'TransactWriteItems'],
    [s3, 'PutObject'],
    [s3, 'DeleteObject'],
  ] as const) {
    const event = await put(local, client, `failing ${operation}`);
    // The key is kept for minutes: another thread asks for it again.
    if (operation === 'Decrypt') await mail.stop();
    faults.next(operation, { kind: 'fail', code: 'InternalError', statusCode: 500, message }, 3);
    await failing(event);
    faults.clear();
    await invoke(event);
  }

  const killed = await put(local, client, 'killed half-way');
  dynamoDb.next('TransactWriteItems', { kind: 'hang', after: true });
  const running = failing(killed);
  await until(() => dynamoDb.take('TransactWriteItems') === undefined);
  await mail.stop();
  await running;
  dynamoDb.clear();
  await invoke(killed);
  client.destroy();
};

/** Looks again until it is so. */
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
};

beforeAll(async () => {
  const settings = { channels: { conduct: { mail: { address: 'conduct@example.org' } } } };
  left = await leftBehind({ settings }, async (local) => {
    await everythingHappens(local);
    const client = clientFor(local.emulators.dynamoDb.url);
    const rows = await everything(client, local.emulators.tables.cases);
    cases = rows.filter(({ sk }) => sk?.S === 'HEAD').length;
    client.destroy();
  });
});

describe('mails that were filed, some of them at the second try and one after a crash', () => {
  test('are a case each', () => {
    expect(cases).toBe(7);
    expect(left.denied).toEqual([]);
  });

  test.each(['files', 'items', 'rows', 'logs', 'output'] as const)(
    'left no address, name, subject, Message-ID, text, history or file in clear in the %s',
    (kind) => {
      expect(left.places[kind].length).toBeGreaterThan(0);
      expect(findSecrets(reporter.secrets, left.places[kind])).toEqual([]);
    },
  );

  test('were logged by codes alone, and the search would have found more', () => {
    const { log } = left;
    for (const code of ['kms-unavailable', 'storage-unavailable']) expect(log).toContain(`"code":"${code}"`);
    // What the runtime writes of what is thrown, besides our own lines: a code, and no stack.
    const thrown =
      /^\{"timestamp":"[^"]*","level":"ERROR","message":\{"errorType":"MailNotFiled","errorMessage":"[a-z-]+","stackTrace":\[""\]\}\}$/;
    const own = /^(\{"event":"[a-z-]+"[^{}]*\})?$/;
    expect(log.split('\n').filter((line) => !own.test(line) && !thrown.test(line))).toEqual([]);
    const [mark = secret('none', 'none')] = reporter.secrets.slice(-1);
    expect(findSecrets([mark], [place('log', mark.bytes)])).not.toEqual([]);
  });
});
