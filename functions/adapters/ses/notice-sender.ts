import { SendEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { NoticeLevel, SendNotice } from '../../domain/notice/deliver-notices.ts';

const subjects: Record<NoticeLevel, string> = {
  ordinary: 'Something is waiting for you',
  urgent: 'Something urgent is waiting for you',
};

/** Mails without content: no case, no name, no channel; only where to look. Plain text, so that nothing can be tracked. */
export const noticeSender =
  (
    ses: SESClient,
    mail: { readonly sender: string; readonly configurationSet: string; readonly teamUrl: string },
  ): SendNotice =>
  async (email, level) => {
    const text = [
      `${subjects[level]}. Please sign in to see it:`,
      mail.teamUrl,
      'This mail says no more on purpose, and you get no other until you have looked.',
    ].join('\n\n');
    await ses.send(
      new SendEmailCommand({
        Source: mail.sender,
        Destination: { ToAddresses: [email] },
        ConfigurationSetName: mail.configurationSet,
        Message: {
          Subject: { Data: subjects[level], Charset: 'UTF-8' },
          Body: { Text: { Data: text, Charset: 'UTF-8' } },
        },
      }),
    );
  };
