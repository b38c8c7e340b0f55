import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { handOverCommand } from '../../../functions/adapters/s3/waiting-mails.ts';
import { addMinutes } from '../../../functions/domain/kernel/clock.ts';
import { mailKeysOf } from '../../../functions/mail/mail-event.ts';
import type { StackResource } from '../live-tables.ts';
import { CommandError } from '../member/team-of-command.ts';
import { waitingMails } from '../waiting-mails.ts';

export type MailParts = {
  readonly bucket: string;
  readonly lambda: string;
  readonly queueUrl: string;
};

/** @throws {CommandError} for a stack that takes no mail */
export const mailPartsOf = (resources: readonly StackResource[]): MailParts => {
  const named = (type: string, prefix: string): string => {
    const found = resources.find((resource) => resource.type === type && resource.id.startsWith(prefix));
    if (!found) throw new CommandError('This stack takes no reports by mail: no channel has mail.address.');
    return found.physicalId;
  };
  return {
    bucket: named('AWS::S3::Bucket', 'MailBucket'),
    lambda: named('AWS::Lambda::Function', 'InboundFunction'),
    queueUrl: named('AWS::SQS::Queue', 'MailDeadLetters'),
  };
};

export type MailClients = {
  readonly files: S3Client;
  readonly lambda: LambdaClient;
  readonly queues: SQSClient;
};

/** What Lambda writes into a queue of an event that it has given up. */
const deadLetter = z.looseObject({ requestPayload: z.unknown() });

/** The mails a dead letter is of; none when it is of something else. */
const keysOfLetter = (body: string): readonly string[] => {
  try {
    return mailKeysOf(deadLetter.parse(JSON.parse(body)).requestPayload);
  } catch {
    return [];
  }
};

/** Less than the function is tried within by itself: whatever lies longer, nobody is at work on. */
const settledMinutes = 10;
/** However lately it came. */
const endOfTime = new Date(8.64e15);
/** For so many seconds nobody else is handed the letters that are looked at. */
const lookSeconds = 60;
const mostLooks = 1_000;

/** Mails one by one, so that one that breaks the function keeps no other waiting. */
export const handMailsAgain = async (
  { files, lambda, queues }: MailClients,
  { bucket, lambda: FunctionName, queueUrl: QueueUrl }: MailParts,
  { now, forget }: { readonly now: Date; readonly forget: boolean },
): Promise<{
  readonly handedOver: number;
  readonly deadLetters: number;
  readonly gone: number;
  readonly forgotten: number;
}> => {
  const waiting = await waitingMails(files, bucket, addMinutes(now, -settledMinutes));
  for (const key of waiting) await lambda.send(handOverCommand(FunctionName, key));
  const stillThere = new Set(await waitingMails(files, bucket, endOfTime));
  const counted = { deadLetters: 0, gone: 0, forgotten: 0 };
  for (let look = 0; look < mostLooks; look += 1) {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: lookSeconds }),
    );
    if (Messages.length === 0) break;
    for (const { Body = '', ReceiptHandle } of Messages) {
      counted.deadLetters += 1;
      if (keysOfLetter(Body).some((key) => stillThere.has(key))) continue;
      counted.gone += 1;
      if (!forget) continue;
      await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      counted.forgotten += 1;
    }
  }
  return { handedOver: waiting.length, ...counted };
};
