import type { LambdaClientConfig } from '@aws-sdk/client-lambda';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { WaitingMails } from '../../domain/sweep/waiting-mails.ts';

const environment = z.object({
  MAIL_BUCKET: z.string().min(3).optional(),
  MAIL_FUNCTION: z.string().min(1).optional(),
});

/**
 * Where mails come in, with the clients loaded when the first call comes: it does once an hour.
 * @returns `undefined` where nothing takes mails
 */
export const lazyWaitingMails = (
  variables: unknown,
  options: S3ClientConfig & LambdaClientConfig,
): WaitingMails | undefined => {
  const { MAIL_BUCKET: bucket, MAIL_FUNCTION: lambda } = environment.parse(variables);
  if (bucket === undefined || lambda === undefined) return undefined;
  let opening: Promise<WaitingMails> | undefined;
  const opened = (): Promise<WaitingMails> =>
    (opening ??= import('./open-waiting-mails.ts').then(({ openWaitingMails }) =>
      openWaitingMails({ bucket, lambda }, options),
    ));
  return {
    cameBefore: async (time) => (await opened()).cameBefore(time),
    handOver: async (key) => (await opened()).handOver(key),
  };
};
