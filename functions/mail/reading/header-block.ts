import type { HeaderField } from '../../cleaning/text/mail-header.ts';
import { decodeText } from './decode-text.ts';

/** A field of a header: its name in lower case, its value unfolded. */
export type Field = Pick<HeaderField, 'name' | 'value'>;

export type HeaderBlock = {
  /** The fields that are read, in their order; among the first of a mail also names of others, without a value. */
  readonly fields: readonly Field[];
  /** Where the body begins. */
  readonly bodyStart: number;
  /** Lines among the fields that are none. */
  readonly strayText: string;
  /** Whether a field was longer, or fields were more, than is read. */
  readonly isCut: boolean;
};

const mostFields = 400;
const mostFieldBytes = 65_536;
const mostStrayBytes = 65_536;
/** All but these are passed over, however many they are: a header of megabytes still ends with its sender. */
const readNames = new Set([
  ...[
    'from',
    'sender',
    'reply-to',
    'to',
    'cc',
    'bcc',
    'subject',
    'date',
    'message-id',
    'in-reply-to',
    'references',
  ],
  ...['return-path', 'received', 'received-spf', 'authentication-results', 'x-ses-spam-verdict'],
  ...['x-ses-virus-verdict', 'x-ses-receipt', 'x-ses-dkim-signature', 'delivered-to', 'x-original-to'],
  ...['envelope-to', 'x-envelope-to', 'apparently-to', 'x-forwarded-to', 'x-forwarded-for', 'resent-from'],
  ...['resent-to', 'resent-sender', 'x-original-from', 'x-original-sender'],
  ...['auto-submitted', 'precedence', 'list-id', 'list-post', 'list-unsubscribe', 'x-autoreply'],
  ...['x-autorespond', 'x-auto-response-suppress', 'x-failed-recipients'],
  ...['content-type', 'content-transfer-encoding', 'content-disposition', 'content-id', 'content-language'],
  ...['content-description', 'mime-version'],
]);
/** How many names of other fields are kept: the trace of SES ends at the first of them. */
const keptNames = 40;

const fieldStart = /^([!-9;-~]{1,100})[ \t]*:/;
const lf = 0x0a;

type Line = { readonly start: number; readonly end: number; readonly next: number };

/** The line that begins here, `end` without its line end, whether that is LF or CRLF. */
export const lineAt = (raw: Buffer, start: number, limit: number): Line => {
  const found = raw.indexOf(lf, start);
  const next = found < 0 || found >= limit ? limit : found + 1;
  let end = next > start && raw[next - 1] === lf ? next - 1 : next;
  while (end > start && raw[end - 1] === 0x0d) end -= 1;
  return { start, end, next };
};

const nameAt = (raw: Buffer, { start, end }: Line): string | undefined =>
  fieldStart.exec(raw.toString('latin1', start, Math.min(end, start + 120)))?.[1]?.toLowerCase();

const isBlankAt = (raw: Buffer, { start }: Line): boolean => raw[start] === 0x20 || raw[start] === 0x09;

/**
 * Reads a header (RFC 5322 §2.2). It ends at an empty line, or at one that is no field and has no known field after it: a
 * mail whose empty line was lost, or that never had a header, keeps its words.
 * @param endsAt whether a line belongs to what is around this header
 */
export const readHeaderBlock = (
  raw: Buffer,
  start: number,
  limit: number,
  endsAt: (line: Line) => boolean = () => false,
): HeaderBlock => {
  const fields: Field[] = [];
  const stray: string[] = [];
  let strayBytes = 0;
  let isCut = false;
  let at = start;
  while (at < limit) {
    const line = lineAt(raw, at, limit);
    if (line.end === line.start) return { fields, bodyStart: line.next, strayText: stray.join('\n'), isCut };
    if (endsAt(line)) break;
    const name = nameAt(raw, line);
    const isSeparator = at === start && /^>?From /.test(raw.toString('latin1', at, at + 6));
    if (name !== undefined && !isSeparator) {
      const { end, next } = unfoldedEnd(raw, line, limit);
      const isRead = readNames.has(name);
      if (isRead && fields.length >= mostFields) isCut = true;
      else if (isRead) {
        isCut ||= end - at > mostFieldBytes;
        fields.push({ name, value: valueOf(raw.subarray(at, Math.min(end, at + mostFieldBytes))) });
      } else if (fields.length < keptNames) fields.push({ name, value: '' });
      at = next;
      continue;
    }
    if (!isSeparator) {
      strayBytes += line.end - line.start;
      const following = line.next < limit ? lineAt(raw, line.next, limit) : undefined;
      const goesOn = following && readNames.has(nameAt(raw, following) ?? '') && strayBytes <= mostStrayBytes;
      if (!goesOn) break;
      // It ends a trace as a field does.
      fields.push({ name: '', value: '' });
      stray.push(decodeText(raw.subarray(line.start, line.end), '').text);
    }
    at = line.next;
  }
  return { fields, bodyStart: at, strayText: stray.join('\n'), isCut };
};

/** Where a field ends, with the lines that continue it. */
const unfoldedEnd = (
  raw: Buffer,
  first: Line,
  limit: number,
): { readonly end: number; readonly next: number } => {
  let line = first;
  while (line.next < limit) {
    const following = lineAt(raw, line.next, limit);
    if (following.end === following.start || !isBlankAt(raw, following)) break;
    line = following;
  }
  return { end: line.end, next: line.next };
};

const valueOf = (written: Buffer): string => {
  const { text } = decodeText(written, '');
  return text
    .slice(text.indexOf(':') + 1)
    .replaceAll('\r', '')
    .replace(/\n(?=[ \t])/g, '')
    .replaceAll('\n', ' ')
    .trim();
};

export const fieldsNamed = (fields: readonly Field[], name: string): string[] =>
  fields.filter((field) => field.name === name).map(({ value }) => value);

export const fieldNamed = (fields: readonly Field[], name: string): string | undefined =>
  fields.find((field) => field.name === name)?.value;
