import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogEvent } from '../../functions/adapters/log/log.ts';
import { logFile } from '../harness/files.ts';
import { startService, type CountedCall, type Service } from '../harness/service.ts';
import type { WrittenMail } from '../harness/written-mail.ts';
import { countCases } from '../reporter/stored.ts';
import { byMail, filed, put, readMailed, rowsUnder } from './mailed.ts';

const withFile: WrittenMail = {
  text: 'Look at this.',
  files: [{ name: 'one.log', kind: 'attachment', bytes: logFile().bytes }],
};

/** As the SDK throws it when it has given up. */
const outage = (): Error =>
  Object.assign(new Error('of marker@mail.example'), {
    name: 'InternalServerError',
    $metadata: { httpStatusCode: 500 },
  });

const codesIn = (logs: readonly LogEvent[]): unknown[] =>
  logs.map((event) => (event.event === 'fault' ? event.code : event));

describe('when something fails while a mail is filed', () => {
  let service: Service;
  let member: Awaited<ReturnType<Service['addMember']>>;
  beforeEach(async () => {
    service = await startService(byMail);
    member = await service.addMember();
  });
  afterEach(() => service.close());

  const callsOfMail = async (written: WrittenMail): Promise<number> => {
    const key = await put(service, written);
    service.calls.length = 0;
    await service.mail(key);
    return service.calls.filter(({ caller }) => caller === 'mail').length;
  };

  /** Lets the n-th call of the mail function fail: before it is made, or after it was done. */
  const failAt = (wanted: number): void => {
    let calls = 0;
    service.interrupt.before = ({ caller }: CountedCall) => {
      if (caller !== 'mail') return;
      calls += 1;
      if (calls === wanted) throw outage();
    };
  };

  it('at whichever call: the mail lies there still, and tried again it is one case with its file and one answer', async () => {
    const calls = await callsOfMail({ ...withFile, text: 'Counted.' });
    expect(calls).toBeGreaterThan(8);
    for (let at = 1; at <= calls; at += 1) {
      const written = { ...withFile, text: `Fails at ${at}.`, sender: { address: `r${at}@mail.example` } };
      const before = await countCases(service);
      const key = await put(service, written);
      failAt(at);
      const failure: unknown = await service.mail(key).then(
        () => undefined,
        (error: unknown) => error,
      );
      service.interrupt.before = undefined;
      // A call that another one stands in for need not fail the whole.
      if (failure !== undefined) {
        expect(failure).toMatchObject({ name: 'MailNotFiled', stack: '' });
        expect(failure).toHaveProperty('message', expect.stringMatching(/^[a-z-]+$/));
        await service.mail(key);
      }
      expect(await countCases(service), `call ${at}`).toBe(before + 1);
      await expect(service.mailContext.mails.get(key)).resolves.toBeUndefined();
    }
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toHaveLength(calls + 1);
    expect(JSON.stringify(service.logs)).not.toContain('marker');
  });

  it('at whichever call of a reply: tried again it is one entry', async () => {
    const made = await filed(service);
    const reply = (text: string): WrittenMail => ({ ...withFile, recipients: [made.replyTo], text });
    const calls = await callsOfMail(reply('Counted.'));
    for (let at = 1; at <= calls; at += 1) {
      const key = await put(service, reply(`Fails at ${at}.`));
      failAt(at);
      await service.mail(key).catch(() => undefined);
      service.interrupt.before = undefined;
      await service.mail(key);
    }
    const { entries } = await readMailed(service, member, made.id);
    expect(entries).toHaveLength(calls + 2);
    expect(await countCases(service)).toBe(1);
  });

  it.each(['hang', 'drop'] as const)(
    'and the answer to the one transaction is lost (%s): it is one case all the same, and the raw mail goes last',
    async (kind) => {
      const key = await put(service, { text: `Lost: ${kind}.` });
      service.emulators.faults.dynamoDb.next('TransactWriteItems', { kind, after: true }, 3);
      await service.mail(key).catch(() => undefined);
      await service.mail(key);
      expect(await countCases(service)).toBe(1);
      expect(await rowsUnder(service, 'vault', 'MAILOUT')).toHaveLength(1);
      const commands = service.calls.filter(({ caller }) => caller === 'mail').map(({ command }) => command);
      expect(commands.at(-1)).toBe('DeleteObjectCommand');
      expect(commands.lastIndexOf('TransactWriteItemsCommand')).toBeLessThan(
        commands.indexOf('DeleteObjectCommand'),
      );
    },
  );

  it.each([
    [
      'KMS',
      () =>
        service.emulators.faults.kms.next(
          'Decrypt',
          { kind: 'fail', code: 'KMSInternalException', statusCode: 500 },
          3,
        ),
      'kms-unavailable',
    ],
    [
      'S3',
      () =>
        service.emulators.faults.s3.next(
          'GetObject',
          { kind: 'fail', code: 'InternalError', statusCode: 500 },
          3,
        ),
      'storage-unavailable',
    ],
    [
      'S3, which refuses',
      () =>
        service.emulators.faults.s3.next('GetObject', {
          kind: 'fail',
          code: 'AccessDenied',
          statusCode: 403,
        }),
      'storage-refused',
    ],
  ])('%s: the log has a code, nothing is stored, and the next try files it', async (_, fail, code) => {
    const key = await put(service);
    fail();
    await expect(service.mail(key)).rejects.toThrow(code);
    expect(codesIn(service.logs)).toEqual([code]);
    expect(await countCases(service)).toBe(0);
    await service.mail(key);
    expect(await countCases(service)).toBe(1);
  });

  it('two deliveries at once are one case', async () => {
    const key = await put(service, withFile);
    const again = await put(service, withFile);
    await Promise.allSettled([service.mail(key), service.mail(key), service.mail(again)]);
    for (const one of [key, again]) await service.mail(one);
    expect(await countCases(service)).toBe(1);
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toHaveLength(1);
    expect(await rowsUnder(service, 'cases', 'OUTBOX')).toHaveLength(1);
  });

  it('an event that tells of no mail is logged by its code, and not tried again', async () => {
    await expect(service.mailEvent({ Records: [{}] })).resolves.toBeUndefined();
    expect(service.logs).toEqual([{ event: 'crash', code: 'bad-event' }]);
  });

  it('one mail of an event that fails leaves the others filed', async () => {
    const [good, missing] = [await put(service), 'conduct/never-there'];
    const records = [missing, good].map((key) => ({ eventSource: 'aws:s3', s3: { object: { key } } }));
    await expect(service.mailEvent({ Records: records })).rejects.toThrow('storage-refused');
    expect(await countCases(service)).toBe(1);
  });
});
