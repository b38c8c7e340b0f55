import { SendEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { SendNotice } from '../../domain/notice/delivery.ts';
import type { MailKind, OutsideMail } from '../../domain/notice/mail.ts';

const subjects: Record<MailKind, string> = {
  ordinary: 'Something is waiting for you',
  urgent: 'Something urgent is waiting for you',
  'several-urgent': 'Several urgent things are waiting for you',
  untaken: 'Something urgent is waiting, and nobody has taken it yet',
  reminder: 'Something in your queue is due soon',
  overdue: 'Something in your queue is overdue',
  'long-overdue': 'Something in your queue has been overdue for a while',
  'outside-alone': 'Something is waiting that nobody on the team may see',
  'outside-urgent': 'Something urgent is waiting, and nobody on the team has taken it',
  'outside-overdue': 'Something the team has promised is overdue',
  'new-member': 'Your team has a new member',
};

const onPurpose = 'This mail says no more on purpose';

/** To members: where to look. */
const toMember = (kind: MailKind, teamUrl: string): string[] => [
  `${subjects[kind]}. Please sign in to see it:`,
  teamUrl,
  kind === 'ordinary' ? `${onPurpose}, and you get no other until you have looked.` : `${onPurpose}.`,
];

/** What the outside contact can do, who has nowhere to look. */
const askWhom: Record<OutsideMail, string> = {
  'outside-alone':
    'Please don’t ask the team: it was kept from everybody on it. Whoever runs the service can let you see it.',
  'outside-urgent': 'Please call somebody on the team.',
  'outside-overdue': 'Please ask the team.',
};

const toOutside = (kind: OutsideMail, organisation: string): string[] => [
  `${subjects[kind]}.`,
  `You get this mail because you are the outside contact of the conduct team of ${organisation}. ${askWhom[kind]}`,
  `${onPurpose}.`,
];

const isOutsideMail = (kind: MailKind): kind is OutsideMail => kind in askWhom;

/** Mails without content: no case, no name, no channel. Plain text, so that nothing can be tracked. */
export const noticeSender =
  (
    ses: SESClient,
    mail: {
      readonly sender: string;
      readonly configurationSet: string;
      readonly teamUrl: string;
      readonly organisation: string;
    },
  ): SendNotice =>
  async (email, kind) => {
    const paragraphs = isOutsideMail(kind)
      ? toOutside(kind, mail.organisation)
      : toMember(kind, mail.teamUrl);
    await ses.send(
      new SendEmailCommand({
        Source: mail.sender,
        Destination: { ToAddresses: [email] },
        ConfigurationSetName: mail.configurationSet,
        Message: {
          Subject: { Data: subjects[kind], Charset: 'UTF-8' },
          Body: { Text: { Data: paragraphs.join('\n\n'), Charset: 'UTF-8' } },
        },
      }),
    );
  };
