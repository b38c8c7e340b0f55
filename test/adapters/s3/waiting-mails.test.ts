import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { lazyWaitingMails } from '../../../functions/adapters/s3/lazy-waiting-mails.ts';
import { waitingMails } from '../../../functions/adapters/s3/waiting-mails.ts';
import { handOverWaiting, mostHandedOver } from '../../../functions/domain/sweep/waiting-mails.ts';
import { handedOverMails } from '../../harness/handed-over-mails.ts';

const now = new Date('2026-03-10T09:27:00.000Z');
const options = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

const opened = () => {
  const [s3, lambda] = [new S3Client(options), new LambdaClient({ ...options, maxAttempts: 1 })];
  const mails = waitingMails(s3, lambda, { bucket: 'mails-x', lambda: 'Conductline-mail' });
  return { mails, s3: mockClient(s3), lambda: mockClient(lambda) };
};
const always = (): boolean => false;

describe('mails that wait', () => {
  it('are those that came an hour ago or earlier, on every page; what SES put there itself is none', async () => {
    const { mails, s3, lambda } = opened();
    s3.on(ListObjectsV2Command, { ContinuationToken: undefined })
      .resolves({
        Contents: [
          { Key: 'conduct/AMAZON_SES_SETUP_NOTIFICATION', LastModified: minutesAgo(9_000) },
          { Key: 'conduct/a', LastModified: minutesAgo(60) },
          { Key: 'conduct/b', LastModified: minutesAgo(59) },
        ],
        NextContinuationToken: 'next',
      })
      .on(ListObjectsV2Command, { ContinuationToken: 'next' })
      .resolves({ Contents: [{ Key: 'security/ü+1', LastModified: minutesAgo(600) }] });
    lambda.on(InvokeCommand).resolves({ StatusCode: 202 });
    expect(await handOverWaiting({ mails, now, outOfTime: always })).toBe(2);
    expect(handedOverMails(lambda.commandCalls(InvokeCommand))).toEqual([
      ['Conductline-mail', 'Event', 'conduct/a'],
      ['Conductline-mail', 'Event', 'security/ü+1'],
    ]);
  });

  it('are handed over by turns, so that those which cannot be filed hold up no others', async () => {
    const waiting = Array.from({ length: 3 * mostHandedOver - 1 }, (_, index) => `m${index}`);
    const handed = new Set<string>();
    const mails = {
      cameBefore: () => Promise.resolve(waiting),
      handOver: (key: string) => Promise.resolve(void handed.add(key)),
    };
    for (const hours of [0, 1, 2]) {
      const then = new Date(now.getTime() + hours * 3_600_000);
      await handOverWaiting({ mails, now: then, outOfTime: always });
    }
    expect(handed.size).toBe(waiting.length);
  });

  it('are all counted, and handed over a limited number at a time and no longer than there is time', async () => {
    const handed: string[] = [];
    const mails = {
      cameBefore: () =>
        Promise.resolve(Array.from({ length: mostHandedOver + 5 }, (_, index) => `m${index}`)),
      handOver: (key: string) => Promise.resolve(void handed.push(key)),
    };
    expect(await handOverWaiting({ mails, now, outOfTime: always })).toBe(mostHandedOver + 5);
    expect(handed).toHaveLength(mostHandedOver);
    handed.splice(0);
    expect(await handOverWaiting({ mails, now, outOfTime: () => handed.length === 3 })).toBeGreaterThan(3);
    expect(handed).toHaveLength(3);
  });

  it('that cannot be listed or handed over are a fault with a code and nothing of the mail', async () => {
    const { mails, s3, lambda } = opened();
    s3.on(ListObjectsV2Command).resolves({
      Contents: [{ Key: 'conduct/a', LastModified: minutesAgo(90) }],
    });
    lambda
      .on(InvokeCommand)
      .rejects(Object.assign(new Error('conduct/a'), { name: 'TooManyRequestsException' }));
    await expect(handOverWaiting({ mails, now, outOfTime: always })).rejects.toMatchObject({
      code: 'storage-busy',
      message: 'storage-busy',
    });
  });

  it('are looked for only where something takes mails', () => {
    const places = { MAIL_BUCKET: 'mails-x', MAIL_FUNCTION: 'Conductline-mail' };
    expect(lazyWaitingMails({}, options)).toBeUndefined();
    expect(lazyWaitingMails({ MAIL_BUCKET: 'mails-x' }, options)).toBeUndefined();
    expect(lazyWaitingMails(places, options)).toBeDefined();
  });
});
