import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { eventOfMail } from '../../functions/adapters/lambda/event-of-mail.ts';
import { handMailsAgain, mailPartsOf } from '../../infra/ops/mail/hand-mails-again.ts';
import { handedOverMails } from '../harness/handed-over-mails.ts';

const now = new Date('2026-03-10T09:20:30.000Z');
const options = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const parts = { bucket: 'mails-x', lambda: 'Conductline-mail', queueUrl: 'https://sqs.example/dead' };

const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const letterOf = (key: string): string =>
  `{"version":"1.0","requestContext":{"condition":"RetriesExhausted"},"requestPayload":${eventOfMail(key)},"responsePayload":{"errorType":"Error"}}`;

const account = (letters: readonly string[]) => {
  const clients = {
    files: new S3Client(options),
    lambda: new LambdaClient(options),
    queues: new SQSClient(options),
  };
  const files = mockClient(clients.files);
  const lambda = mockClient(clients.lambda);
  const queues = mockClient(clients.queues);
  files
    .on(ListObjectsV2Command, { ContinuationToken: undefined })
    .resolves({
      Contents: [
        { Key: 'conduct/AMAZON_SES_SETUP_NOTIFICATION', LastModified: minutesAgo(9_000) },
        { Key: 'conduct/old', LastModified: minutesAgo(90) },
        { Key: 'conduct/at work', LastModified: minutesAgo(1) },
      ],
      NextContinuationToken: 'next',
    })
    .on(ListObjectsV2Command, { ContinuationToken: 'next' })
    .resolves({ Contents: [{ Key: 'security/old+1', LastModified: minutesAgo(30) }] });
  lambda.on(InvokeCommand).resolves({ StatusCode: 202 });
  queues
    .on(ReceiveMessageCommand)
    .resolvesOnce({
      Messages: letters.map((Body, index) => ({ Body, ReceiptHandle: `handle-${index}` })),
    })
    .resolves({});
  queues.on(DeleteMessageCommand).resolves({});
  return { clients, lambda, queues };
};

describe('mails are handed over again', () => {
  it('one by one, all that nobody is at work on, on every page of the list', async () => {
    const { clients, lambda } = account([]);
    const done = await handMailsAgain(clients, parts, { now, forget: false });
    expect(done).toEqual({ handedOver: 2, deadLetters: 0, gone: 0, forgotten: 0 });
    expect(handedOverMails(lambda.commandCalls(InvokeCommand))).toEqual([
      ['Conductline-mail', 'Event', 'conduct/old'],
      ['Conductline-mail', 'Event', 'security/old+1'],
    ]);
  });

  it('dead letters whose mail lies there stay; of the others they are told, and deleted when asked', async () => {
    const letters = [letterOf('conduct/old'), letterOf('conduct/gone'), 'no letter of ours'];
    const looked = account(letters);
    expect(await handMailsAgain(looked.clients, parts, { now, forget: false })).toMatchObject({
      deadLetters: 3,
      gone: 2,
      forgotten: 0,
    });
    expect(looked.queues.commandCalls(DeleteMessageCommand)).toEqual([]);
    const { clients, queues } = account(letters);
    expect(await handMailsAgain(clients, parts, { now, forget: true })).toMatchObject({ forgotten: 2 });
    expect(
      queues.commandCalls(DeleteMessageCommand).map(({ args: [{ input }] }) => input.ReceiptHandle),
    ).toEqual(['handle-1', 'handle-2']);
  });

  it('only of a stack that takes mails', () => {
    expect(() => mailPartsOf([])).toThrow('This stack takes no reports by mail');
    const resource = (id: string, type: string, physicalId: string) => ({ id, type, physicalId });
    expect(
      mailPartsOf([
        resource('MailBucket', 'AWS::S3::Bucket', 'mails-x'),
        resource('InboundFunction1', 'AWS::Lambda::Function', 'Conductline-mail'),
        resource('MailDeadLetters', 'AWS::SQS::Queue', 'https://sqs.example/dead'),
      ]),
    ).toEqual(parts);
  });
});
