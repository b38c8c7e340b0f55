import type { MailFile, MailFileKind, ReadMail } from './read-mail.ts';

const leftOut = '…';
/** Over two lines in quoted-printable (RFC 2045 §6.7). */
const softBreak = '(?:=\\r?\\n)?';
/**
 * The link of a first answer, or one that the team gave, as mail programs quote it and filters rewrite it: after
 * `follow-up#` or `message#`, and a line that may end there, come the 22 characters of its token.
 */
const link = new RegExp(
  `((?:follow(?:-|%2d|-2d)up|message)/?(?:#|%23|%2523|-23)[\\s>=]{0,20})(?:[\\w-]${softBreak}){22}`,
  'gi',
);
/** What follows the + in an address for replies. */
const handle = new RegExp(`(\\+|%2b)(?:[a-z2-7]${softBreak}){26}(?=@|%40|=40)`, 'gi');

const withoutKeysIn = (text: string): string =>
  text.replace(link, `$1${leftOut}`).replace(handle, `$1${leftOut}`);

/** Files that hold what a mail says, as text. Those that somebody attached are theirs. */
const written: readonly MailFileKind[] = [
  'other-version',
  'long-text',
  'forwarded-mail',
  'signature',
  'unreadable',
];

/** Byte for byte, but for what is left out. */
const fileWithoutKeys = (file: MailFile): MailFile => {
  if (!written.includes(file.kind)) return file;
  const { buffer, byteOffset, byteLength } = file.bytes;
  const before = Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
  const after = withoutKeysIn(before);
  if (after === before) return file;
  return { ...file, bytes: Buffer.from(after.replaceAll(leftOut, '...'), 'latin1') };
};

/**
 * A mail without the keys that our own answers gave its writer, and that a reply to them quotes: with the link a member
 * could take the reporter's words, with the address for replies write in their place.
 * @returns whether any were left out, too
 */
export const withoutKeys = (mail: ReadMail): { readonly mail: ReadMail; readonly hadKeys: boolean } => {
  const texts = {
    subject: withoutKeysIn(mail.subject),
    text: withoutKeysIn(mail.text),
    quoted: withoutKeysIn(mail.quoted),
    signature: withoutKeysIn(mail.signature),
  };
  const files = mail.files.map(fileWithoutKeys);
  const hadKeys =
    files.some((file, index) => file !== mail.files[index]) ||
    (['subject', 'text', 'quoted', 'signature'] as const).some((name) => texts[name] !== mail[name]);
  return { mail: { ...mail, ...texts, files }, hadKeys };
};
