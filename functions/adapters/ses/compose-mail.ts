import { fullHour } from '../../domain/kernel/clock.ts';
import type { Random } from '../../domain/kernel/random.ts';
import { domainOf } from '../../settings/email-address.ts';

/**
 * Why a mail was sent without a person pressing a button for it (RFC 3834, 5): as an answer to one, or because of
 * something else. No program that keeps to it answers either.
 */
export type AutoSubmitted = 'auto-replied' | 'auto-generated';

export type MailMessage = {
  /** Addresses as mail is sent to them: ASCII, without a name beside them. */
  readonly from: string;
  readonly to: string;
  readonly replyTo?: string | undefined;
  readonly subject: string;
  /** Plain text, lines ended by `\n`. */
  readonly text: string;
  readonly autoSubmitted: AutoSubmitted;
};

const lineEnd = '\r\n';

/**
 * A whole mail (RFC 5322) in ASCII: plain text, so that nothing can be tracked, and no headers but those it needs. Date
 * is the full hour and Message-ID random; SES puts its own in the place of both (`docs/decisions/0063`).
 * @throws {Error} when an address could break a header
 */
export const composeMail = (
  { from, to, replyTo, subject, text, autoSubmitted }: MailMessage,
  { now, random }: { readonly now: Date; readonly random: Random },
): string => {
  const body = encodedBody(text);
  const headers = [
    `Date: ${fullHour(now).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${Buffer.from(random.bytes(16)).toString('hex')}@${domainOf(from)}>`,
    `From: ${checked(from)}`,
    `To: ${checked(to)}`,
    ...(replyTo === undefined ? [] : [`Reply-To: ${checked(replyTo)}`]),
    `Subject: ${encodedWords(subject)}`,
    `Auto-Submitted: ${autoSubmitted}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Transfer-Encoding: ${body.encoding}`,
  ];
  return [...headers, '', body.encoded, ''].join(lineEnd);
};

const checked = (address: string): string => {
  if (!/^[\x21-\x7e]+$/.test(address) || /[\s,;:<>()"\\]/.test(address))
    throw new Error('an address in a header is one address and nothing else');
  return address;
};

/** RFC 2047, 2: a line that holds an encoded word has at most 76 characters, the first begins with the header's name. */
const wordBytes = 39;
const plainSubject = /^(?!.*=\?)[\x20-\x7e]{0,60}$/;

/** A header's text in ASCII. Line ends and other control characters become spaces. */
const encodedWords = (text: string): string => {
  const line = text.replace(/\p{Cc}+/gu, ' ').trim();
  if (plainSubject.test(line)) return line;
  const words: string[] = [];
  let word = '';
  for (const character of line) {
    if (Buffer.byteLength(word + character) > wordBytes) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word]
    .map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`)
    .join(`${lineEnd} `);
};

/** RFC 2045, 6.7 and 6.8: whichever is shorter, so that what is ASCII can be read as it is. */
const encodedBody = (text: string) => {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const quoted = lines.map(quotedLine).join(lineEnd);
  const base64 = Buffer.from(lines.join(lineEnd))
    .toString('base64')
    .replace(/.{76}(?=.)/g, `$&${lineEnd}`);
  return quoted.length <= base64.length
    ? { encoding: 'quoted-printable', encoded: quoted }
    : { encoding: 'base64', encoded: base64 };
};

const longestLine = 76;

/** One line in quoted-printable, broken softly where it is too long. */
const quotedLine = (line: string): string => {
  const bytes = Buffer.from(line);
  const lines: string[] = [];
  let current = '';
  bytes.forEach((byte, at) => {
    // A space at the end of a line would be lost on the way.
    const isInside = byte !== 0x20 || at < bytes.length - 1;
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x3d && isInside;
    const next = isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (current.length + next.length > longestLine - 1) {
      lines.push(`${current}=`);
      current = '';
    }
    current += next;
  });
  return [...lines, current].join(lineEnd);
};
