import type { Cleaner, Cleaning } from '../cleaning.ts';
import { detectType } from '../detect-type.ts';
import type { FileType } from '../file-types.ts';
import type { Finding } from '../finding.ts';
import { isPublicAddress } from '../public-address.ts';
import { ContentIds } from './content-ids.ts';
import { checkPieces, StopCleaning } from '../stop-cleaning.ts';
import { hasOtherLines, headerFields, parameterOf, type HeaderField } from './mail-header.ts';
import { withoutTellingParameters } from './mail-parameters.ts';

/** What a reader of the mail sees or needs (RFC 5322 §3.6, RFC 2045, RFC 2183); all other fields go. */
const kept = new Set([
  ...['from', 'sender', 'reply-to', 'to', 'cc', 'bcc', 'subject', 'date', 'mime-version'],
  ...['content-type', 'content-transfer-encoding', 'content-disposition', 'content-id', 'content-language'],
]);
const naming = ['from', 'sender', 'reply-to', 'to', 'cc', 'bcc'];

const findingOf: Readonly<Record<string, Finding>> = {
  received: 'identifiers',
  'message-id': 'identifiers',
  'x-originating-ip': 'identifiers',
  'user-agent': 'software',
  'x-mailer': 'software',
};

const deepest = 20;
const largestHeaderBytes = 1024 * 1024;

/**
 * A saved mail without the fields that mail programs and servers add (hosts, addresses of machines, programs), its
 * attachments cleaned. Who wrote to whom, when and about what is its content, and is named as left in it. A mailbox of
 * several mails (mbox) is cleaned mail by mail; of an `.emlx` the mail alone is kept.
 */
export const cleanMail: Cleaner = async (bytes, cleaning) => {
  const file = bytes.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  const mails = file.trimStart().startsWith('From ')
    ? mailsOfMailbox(file, cleaning)
    : [oneMail(file, cleaning)];
  const cleaned: string[] = [];
  for (const mail of mails) {
    cleaned.push(await cleanedPart(mail, { cleaning, ids: new ContentIds(cleaning) }, 0));
  }
  const separator = cleaned.length > 1 ? noSender : '';
  return Buffer.from(cleaned.map((mail) => separator + mail).join(''), 'latin1');
};

/** The line in front of a mail in a mailbox (RFC 4155), without who sent it and when it came. */
const noSender = 'From MAILER-DAEMON Thu Jan  1 00:00:00 1970\r\n';
const separatorLine =
  /^From [^\r\n]{1,200} \d\d:\d\d[^\r\n]{0,20} \d{4}[^\r\n]{0,20}\r?\n(?=[!-9;-~]+[ \t]*:)/gm;

const mailsOfMailbox = (file: string, cleaning: Cleaning): string[] => {
  cleaning.works(2 * file.length);
  const mails: string[] = [];
  let start = -1;
  for (const { 0: line, index } of file.matchAll(separatorLine)) {
    if (start !== -1) mails.push(file.slice(start, index));
    if (line.replace(/\s+$/, '') !== noSender.trimEnd()) cleaning.found('identifiers');
    start = index + line.length;
    checkPieces(mails.length);
  }
  return start === -1 ? [file.trimStart().replace(/^From [^\r\n]*\r?\n/, '')] : [...mails, file.slice(start)];
};

/** What an `.emlx` has behind its mail is a list of Apple Mail's own: numbers, dates and flags. */
const oneMail = (file: string, cleaning: Cleaning): string => {
  const [line, length] = /^\s{0,8}(\d{1,12})[ \t]{0,12}\r?\n/.exec(file) ?? [];
  if (line === undefined) return file.trimStart();
  cleaning.found('other-data');
  const end = line.length + Number(length);
  if (end > file.length) throw StopCleaning.because('broken');
  return file.slice(line.length, end);
};

type Mail = { readonly cleaning: Cleaning; readonly ids: ContentIds };

const cleanedPart = async (part: string, mail: Mail, depth: number): Promise<string> => {
  const { cleaning, ids } = mail;
  if (depth > deepest) throw StopCleaning.refusing('nested-too-deep');
  cleaning.works(4 * part.length);
  // A part without a header begins with an empty line, and some programs forget it.
  if (!/^[!-9;-~]+[ \t]*:/.test(part) && !/^\r?\n/.test(part)) return cleanedBody(part, [], mail, depth);
  const end = /^\r?\n|\r?\n\r?\n/.exec(part.slice(0, largestHeaderBytes));
  const headerEnd = end === null ? part.length : end.index + end[0].length;
  const fields = headerFields(part.slice(0, headerEnd));
  if (hasOtherLines(part.slice(0, headerEnd), fields)) throw StopCleaning.because('broken');
  const header = fields
    .filter((field) => {
      if (kept.has(field.name)) return true;
      if (field.name === 'content-location' && isPublicAddress(field.value)) return true;
      cleaning.found(findingOf[field.name] ?? 'other-data');
      return false;
    })
    .map((field) => withoutTellingParameters(ids.inField(field), cleaning));
  if (header.some(({ name, value }) => naming.includes(name) && !value.includes('@') && value.trim() !== ''))
    cleaning.remark('user-names');
  const emptyLine = end === null ? '' : end.index === 0 ? end[0] : end[0].slice(end[0].indexOf('\n') + 1);
  const body = await cleanedBody(part.slice(headerEnd), header, mail, depth);
  return header.map(({ written }) => written).join('') + emptyLine + body;
};

const valueOf = (fields: readonly HeaderField[], name: string): string =>
  fields.find((field) => field.name === name)?.value ?? '';

const cleanedBody = async (
  body: string,
  header: readonly HeaderField[],
  mail: Mail,
  depth: number,
): Promise<string> => {
  const type = valueOf(header, 'content-type');
  if (locked.test(type)) throw StopCleaning.because('encrypted');
  const encoding = valueOf(header, 'content-transfer-encoding').trim().toLowerCase();
  if (/^\s*multipart\//i.test(type)) {
    const boundary = parameterOf(type, 'boundary');
    if (boundary === undefined) throw StopCleaning.because('broken');
    return cleanedParts(body, boundary, mail, depth);
  }
  const isPacked = encoding === 'base64' || encoding === 'quoted-printable';
  if (inner.test(type) && !isPacked) return cleanedPart(body, mail, depth + 1);
  return cleanedContent(body, { encoding, isPage: /^\s*text\/html/i.test(type) }, mail);
};

/** A mail in a mail, or its header alone (RFC 5322, RFC 6532, RFC 3462). */
const inner = /^\s*(message\/(rfc822|global)|text\/rfc822-headers)/i;
/** What only its receiver can open (RFC 1847 §2.2, RFC 8551 §3.3). */
const locked =
  /^\s*(multipart\/encrypted|application\/(x-)?pkcs7-mime[^]*smime-type\s*=\s*"?(authE|e)nveloped)/i;

/** Content that people read in the mail itself, whatever its words are written in. */
const readInPlace: readonly FileType[] = ['text', 'html', 'xml', 'unknown'];

type Form = { readonly encoding: string; readonly isPage: boolean };

/** What a part holds, cleaned like a file of its own, and written as it was. */
const cleanedContent = async (
  body: string,
  { encoding, isPage }: Form,
  { cleaning, ids }: Mail,
): Promise<string> => {
  if (body.trim() === '') return body;
  const { fromQuotedPrintable, toQuotedPrintable } = await import('./quoted-printable.ts');
  const content =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? fromQuotedPrintable(body)
        : Buffer.from(body, 'latin1');
  cleaning.unpacks(content.length);
  const type = detectType(content);
  const isText = readInPlace.includes(type) && (type !== 'unknown' || encoding !== 'base64');
  const { withPicturesCleaned } = await import('./base64-pictures.ts');
  const { cleanPageInMail } = await import('./page-in-mail.ts');
  const readable = (text: string): string =>
    ids.inText(isPage || type === 'html' ? cleanPageInMail(text, cleaning) : text);
  const cleaned = isText
    ? Buffer.from(await withPicturesCleaned(readable(content.toString('latin1')), cleaning), 'latin1')
    : await cleaning.cleanPart(content);
  if (cleaned.equals(content)) return body;
  if (encoding === 'base64')
    return `${(cleaned.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')}\r\n`;
  return encoding === 'quoted-printable' ? toQuotedPrintable(cleaned) : cleaned.toString('latin1');
};

/** Parts stand between lines of the boundary (RFC 2046 §5.1.1). Text before the first and after the last goes. */
const cleanedParts = async (body: string, boundary: string, mail: Mail, depth: number): Promise<string> => {
  const { cleaning } = mail;
  const mark = `--${boundary}`;
  const written: string[] = [];
  let start = lineStart(body, mark, 0);
  if (start === -1) throw StopCleaning.because('broken');
  if (body.slice(0, start).trim() !== '') cleaning.found('comment');
  for (;;) {
    const afterMark = start + mark.length;
    if (body.startsWith('--', afterMark)) {
      if (body.slice(afterMark + 2).trim() !== '') cleaning.found('trailing-bytes');
      return `${written.join('')}${mark}--\r\n`;
    }
    const lineEnd = body.indexOf('\n', afterMark);
    const next = lineEnd === -1 ? -1 : lineStart(body, mark, lineEnd);
    const part = body.slice(lineEnd === -1 ? body.length : lineEnd + 1, next === -1 ? body.length : next);
    written.push(`${mark}\r\n`, await cleanedPart(part, mail, depth + 1));
    if (next === -1) return written.join('');
    start = next;
  }
};

/** Where `mark` begins a line, from `from` on; -1 when nowhere. */
const lineStart = (body: string, mark: string, from: number): number => {
  for (let at = body.indexOf(mark, from); at !== -1; at = body.indexOf(mark, at + mark.length))
    if (at === 0 || body[at - 1] === '\n') return at;
  return -1;
};
