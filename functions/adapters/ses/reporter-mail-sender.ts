import type { ReporterMail, SendReporterMail } from '../../domain/delivery/deliver-mails.ts';
import type { OutgoingContent } from '../../domain/mail/outgoing-mail.ts';
import { sendableAddress } from '../../settings/email-address.ts';
import { dateLocales, inLanguage, type Language } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import type { MailMessage } from './compose-mail.ts';
import { reporterMailTexts } from './reporter-mail-texts.ts';
import type { SendMail } from './send-mail.ts';

type SenderOptions = {
  readonly settings: Pick<Settings, 'channels' | 'organisation' | 'sender'>;
  /** The set of which SES tells nobody what became of a mail: an event would carry the address. */
  readonly configurationSet: string;
  readonly reporterUrl: string;
};

const dayIn = (language: Language, iso: string): string =>
  new Intl.DateTimeFormat(dateLocales[language], { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(iso),
  );

/**
 * Mails to reporters. They name no case and quote nothing of a mail: no subject, no text, no sender but the address it
 * goes to.
 */
export const reporterMailSender =
  (send: SendMail, options: SenderOptions): SendReporterMail =>
  async (mail) => {
    const { settings, configurationSet } = options;
    const to = sendableAddress(mail.address);
    if (to === undefined) return 'unsendable';
    const from = settings.sender;
    await send({ from, to, replyTo: mail.replyTo, configurationSet, ...textsOf(mail, options) });
    return 'sent';
  };

type Texts = Pick<MailMessage, 'subject' | 'text' | 'autoSubmitted'>;

const textsOf = (mail: ReporterMail, options: SenderOptions): Texts =>
  mail.content.kind === 'received'
    ? receivedTexts(mail, mail.content, options)
    : answeredTexts(mail, mail.content, options);

const paragraphs = (...parts: readonly string[]): string => parts.join('\n\n');

const receivedTexts = (
  { language, channel }: ReporterMail,
  { token, tokenUntil, acknowledgeBy }: Extract<OutgoingContent, { kind: 'received' }>,
  { settings, reporterUrl }: SenderOptions,
): Texts => {
  const texts = reporterMailTexts[language].received;
  const organisation = inLanguage(settings.organisation, language);
  return {
    subject: texts.subject,
    autoSubmitted: 'auto-replied',
    text: paragraphs(
      `${texts.thanks(organisation)} ${texts.acknowledgedBy(dayIn(language, acknowledgeBy))}`,
      texts.inPrivate,
      `${new URL('/follow-up', reporterUrl).href}#${token}`,
      texts.linkUntil(dayIn(language, tokenUntil)),
      texts.stays,
      `${texts.byMail} ${texts.answersAs[settings.channels[channel]?.mail?.answers ?? 'notice']}`,
      texts.automatic,
    ),
  };
};

const answeredTexts = (
  { language }: ReporterMail,
  { text }: Extract<OutgoingContent, { kind: 'answered' }>,
  { settings, reporterUrl }: SenderOptions,
): Texts => {
  const { notice, full } = reporterMailTexts[language];
  const organisation = inLanguage(settings.organisation, language);
  const page = new URL('/follow-up', reporterUrl).href;
  if (text === undefined)
    return {
      subject: notice.subject,
      autoSubmitted: 'auto-generated',
      text: paragraphs(
        `${notice.waits(organisation)} ${notice.read}`,
        page,
        notice.withoutWords,
        notice.onPurpose,
      ),
    };
  return {
    subject: full.subject,
    autoSubmitted: 'auto-generated',
    text: paragraphs(full.wrote(organisation), text, '-- ', `${full.below}\n${page}`),
  };
};
