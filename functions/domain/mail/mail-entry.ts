import { firstQuestion } from '../../settings/schema.ts';
import { identityLimitBytes } from '../case/identity.ts';
import { fullHour } from '../kernel/clock.ts';
import { byteLength, isBlank } from '../kernel/text.ts';
import type { ByMail } from '../thread/by-mail.ts';
import type { Entry } from '../thread/entry.ts';
import type { FilingRemark } from './filing-remarks.ts';
import type { LeftOut, MailFiles } from './mail-files.ts';
import type { AutomaticKind, ReadMail } from './read-mail.ts';

/** More names than anybody reads; how many there are besides is said. */
const mostNamed = 50;

const remarkOfAutomatic: Readonly<Record<AutomaticKind, FilingRemark>> = {
  'auto-reply': 'sent-by-program',
  bounce: 'sent-by-program',
  list: 'sent-by-list',
  own: 'sent-from-our-address',
  'maybe-program': 'maybe-sent-by-program',
};

const byMailOf = (mail: ReadMail, leftOut: readonly LeftOut[], remarks: readonly FilingRemark[]): ByMail => ({
  verdicts: { ...mail.verdicts },
  remarks: [
    ...new Set([
      ...mail.remarks,
      ...(mail.automatic ? [remarkOfAutomatic[mail.automatic]] : []),
      ...remarks,
      ...(leftOut.length > 0 ? (['files-left-out'] as const) : []),
    ]),
  ],
  ...(mail.sentOn === undefined ? {} : { sentOn: mail.sentOn }),
  ...(leftOut.length > 0 ? { leftOut: leftOut.slice(0, mostNamed) } : {}),
  ...(leftOut.length > mostNamed ? { moreLeftOut: leftOut.length - mostNamed } : {}),
});

/** The texts of a mail by name, those that there are; what is new in it first. */
const textsOf = (mail: ReadMail, name: string): ReadonlyMap<string, string> => {
  const named: readonly (readonly [string, string])[] = [
    [name, mail.text],
    ['mailSubject', mail.subject],
    ['mailQuoted', mail.quoted],
    ['mailSignature', mail.signature],
  ];
  return new Map(named.filter(([, text]) => !isBlank(text)));
};

/**
 * What the conversation holds of a mail.
 * @param kind `report`: the conversation begins with it; `message`: it goes on
 */
export const mailEntry = (
  kind: 'report' | 'message',
  mail: ReadMail,
  { attached, leftOut }: MailFiles,
  { now, remarks }: { readonly now: Date; readonly remarks: readonly FilingRemark[] },
): Entry => ({
  from: 'reporter',
  kind,
  on: fullHour(now).toISOString(),
  byMail: byMailOf(mail, leftOut, remarks),
  texts: textsOf(mail, kind === 'report' ? firstQuestion : 'text'),
  ...(attached.attachments.length > 0 ? { attachments: [...attached.attachments] } : {}),
});

/** Who sent it, as the mail says: kept apart from the report, and opened with a reason. */
export const senderOf = ({ sender, answerTo }: ReadMail) => {
  const addresses = [...new Set([sender.address, answerTo])].flatMap((address) => address ?? []);
  return { name: shortened(sender.name ?? ''), contact: shortened(addresses.join(', ')) };
};

/** As much of it as there is room for. */
const shortened = (text: string): string => {
  if (byteLength(text) <= identityLimitBytes) return text;
  let room = identityLimitBytes;
  const kept: string[] = [];
  for (const character of text) {
    room -= byteLength(character);
    if (room < 0) break;
    kept.push(character);
  }
  return kept.join('');
};
