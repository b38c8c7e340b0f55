import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { Random } from '../../domain/kernel/random.ts';
import { composeMail, type MailMessage } from './compose-mail.ts';

export type Outgoing = MailMessage & {
  readonly configurationSet: string;
  /** What SES says of a mail that came back, and puts into no header of it. */
  readonly tags?: Readonly<Record<string, string>>;
};

/** Hands one mail to SES. Rejects when it is not accepted. */
export type SendMail = (mail: Outgoing) => Promise<void>;

/** The one way in which mail leaves the service. */
export const mailSender =
  (ses: SESClient, { random, clock }: { readonly random: Random; readonly clock: () => Date }): SendMail =>
  async ({ configurationSet, tags = {}, ...mail }) => {
    await ses.send(
      new SendRawEmailCommand({
        Source: mail.from,
        Destinations: [mail.to],
        ConfigurationSetName: configurationSet,
        RawMessage: { Data: Buffer.from(composeMail(mail, { now: clock(), random }), 'ascii') },
        Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
  };
