import type { SendNotice } from '../../domain/delivery/delivery.ts';
import { outsideMails, type MailKind, type OutsideMail } from '../../domain/notice/mail.ts';
import type { Language } from '../../settings/localised.ts';
import { mailTexts, type MailTexts } from './mail-texts.ts';
import type { SendMail } from './send-mail.ts';

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

/** Mails without content: no case, no name, no channel. What SES is told beside one is which member it is for. */
export const noticeSender =
  (
    send: SendMail,
    mail: {
      readonly sender: string;
      /** The set that tells of mails that came back. */
      readonly configurationSet: string;
      readonly teamUrl: string;
      readonly organisation: string;
      /** The community's first; for members who have chosen none. */
      readonly language: Language;
    },
  ): SendNotice =>
  async ({ email, memberId, mailLanguage = mail.language }, kind) => {
    const texts = mailTexts[mailLanguage];
    const paragraphs = isOutsideMail(kind)
      ? toOutside(texts, kind, mail.organisation)
      : toMember(texts, kind, mail.teamUrl);
    await send({
      from: mail.sender,
      to: email,
      subject: texts.subjects[kind],
      text: paragraphs.join('\n\n'),
      autoSubmitted: 'auto-generated',
      configurationSet: mail.configurationSet,
      ...(memberId !== undefined && { tags: { member: memberId } }),
    });
  };
