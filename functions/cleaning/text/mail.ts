import type { Cleaner, Cleaning } from '../cleaning.ts';
import { detectType } from '../detect-type.ts';
import type { Finding } from '../finding.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { headerFields, parameterOf, type HeaderField } from './mail-header.ts';

/** What a reader of the mail sees or needs (RFC 5322 §3.6, RFC 2045, RFC 2183); all other fields go. */
const kept = new Set([
  ...['from', 'sender', 'reply-to', 'to', 'cc', 'bcc', 'subject', 'date', 'mime-version'],
  ...['content-type', 'content-transfer-encoding', 'content-disposition', 'content-id', 'content-language'],
]);

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
 * attachments cleaned. Who wrote to whom, when and about what is its content, and is named as left in it.
 */
export const cleanMail: Cleaner = async (bytes, cleaning) =>
  Buffer.from(await cleanedPart(bytes.toString('latin1'), cleaning, 0), 'latin1');

const cleanedPart = async (part: string, cleaning: Cleaning, depth: number): Promise<string> => {
  if (depth > deepest) throw StopCleaning.refusing('nested-too-deep');
  cleaning.works(2 * part.length);
  const end = /\r?\n\r?\n/.exec(part.slice(0, largestHeaderBytes));
  const headerEnd = end === null ? part.length : end.index + end[0].length;
  const fields = headerFields(part.slice(0, headerEnd));
  const header = fields.filter(({ name }) => {
    if (kept.has(name)) return true;
    cleaning.found(findingOf[name] ?? 'other-data');
    return false;
  });
  const blankLine = end?.[0].slice(end[0].indexOf('\n') + 1) ?? '';
  const body = await cleanedBody(part.slice(headerEnd), header, cleaning, depth);
  return header.map(({ written }) => written).join('') + blankLine + body;
};

const valueOf = (fields: readonly HeaderField[], name: string): string =>
  fields.find((field) => field.name === name)?.value ?? '';

const cleanedBody = async (
  body: string,
  header: readonly HeaderField[],
  cleaning: Cleaning,
  depth: number,
): Promise<string> => {
  const type = valueOf(header, 'content-type');
  const boundary = /^\s*multipart\//i.test(type) ? parameterOf(type, 'boundary') : undefined;
  if (boundary !== undefined) return cleanedParts(body, boundary, cleaning, depth);
  if (/^\s*message\/rfc822/i.test(type)) return cleanedPart(body, cleaning, depth + 1);
  const encoding = valueOf(header, 'content-transfer-encoding').trim().toLowerCase();
  if (encoding !== 'base64')
    return (await import('./base64-pictures.ts')).withPicturesCleaned(body, cleaning);
  const content = Buffer.from(body, 'base64');
  cleaning.unpacks(content.length);
  if (detectType(content) === 'text') return body;
  const cleaned = await cleaning.cleanPart(content);
  return cleaned.equals(content)
    ? body
    : `${(cleaned.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')}\r\n`;
};

/** Parts stand between lines of the boundary (RFC 2046 §5.1.1). Text before the first and after the last goes. */
const cleanedParts = async (
  body: string,
  boundary: string,
  cleaning: Cleaning,
  depth: number,
): Promise<string> => {
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
    written.push(`${mark}\r\n`, await cleanedPart(part, cleaning, depth + 1));
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
