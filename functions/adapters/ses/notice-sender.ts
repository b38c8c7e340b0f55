import { SendEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { SendNotice } from '../../domain/delivery/delivery.ts';
import { outsideMails, type MailKind, type OutsideMail } from '../../domain/notice/mail.ts';
import type { Language } from '../../settings/localised.ts';
import { mailTexts, type MailTexts } from './mail-texts.ts';

/** To members: where to look. */
const toMember = (texts: MailTexts, kind: MailKind, teamUrl: string): string[] => [
  `${texts.subjects[kind]}. ${texts.signIn}`,
  teamUrl,
  kind === 'ordinary' ? texts.onPurposeOrdinary : texts.onPurpose,
];

const toOutside = (texts: MailTexts, kind: OutsideMail, organisation: string): string[] => [
  `${texts.subjects[kind]}.`,
  `${texts.outsideBecause(organisation)} ${texts.askWhom[kind]}`,
  texts.onPurpose,
];

const isOutsideMail = (kind: MailKind): kind is OutsideMail => outsideMails.some((one) => one === kind);

/** Mails without content: no case, no name, no channel. Plain text, so that nothing can be tracked. */
export const noticeSender =
  (
    ses: SESClient,
    mail: {
      readonly sender: string;
      readonly configurationSet: string;
      readonly teamUrl: string;
      readonly organisation: string;
      /** The community's first. */
      readonly language: Language;
    },
  ): SendNotice =>
  async (email, kind) => {
    const texts = mailTexts[mail.language];
    const paragraphs = isOutsideMail(kind)
      ? toOutside(texts, kind, mail.organisation)
      : toMember(texts, kind, mail.teamUrl);
    await ses.send(
      new SendEmailCommand({
        Source: mail.sender,
        Destination: { ToAddresses: [email] },
        ConfigurationSetName: mail.configurationSet,
        Message: {
          Subject: { Data: texts.subjects[kind], Charset: 'UTF-8' },
          Body: { Text: { Data: paragraphs.join('\n\n'), Charset: 'UTF-8' } },
        },
      }),
    );
  };
