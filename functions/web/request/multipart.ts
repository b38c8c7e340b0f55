import { fileNameIn, readParameters } from './disposition.ts';

/** One field of a form; `fileName` is there, perhaps empty, for what was sent as a file. */
export type FormPart = {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly charset: string;
  readonly bytes: Uint8Array;
};
export type MultipartResult =
  | { readonly kind: 'parts'; readonly parts: readonly FormPart[] }
  | { readonly kind: 'broken' }
  | { readonly kind: 'too-many-parts' };

/** Parts that one form may have: every question, twenty files, and what is said of twenty others. */
export const mostParts = 1_000;
const longestBoundary = 200;
const longestHead = 16 * 1024;

const [carriageReturn, lineFeed, hyphen, space, tab] = [0x0d, 0x0a, 0x2d, 0x20, 0x09];
const broken: MultipartResult = { kind: 'broken' };

/** The boundary of a `Content-Type`, in quotes or without (RFC 2046 §5.1.1). */
export const boundaryOf = (contentType: string): string | undefined => {
  const boundary = readParameters(contentType)?.parameters.get('boundary');
  return boundary === undefined || boundary === '' || boundary.length > longestBoundary
    ? undefined
    : boundary;
};

type Delimiter = { readonly start: number; readonly end: number; readonly isLast: boolean };

/**
 * Reads a form of RFC 7578, as browsers and other programs send it: with text before the first and after the last
 * delimiter, spaces behind delimiters, folded headers, names without quotes, and lines that end in LF alone. Parts are
 * counted while they are read.
 */
export const readParts = (bytes: Uint8Array, boundary: string): MultipartResult => {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: FormPart[] = [];
  let delimiter = nextDelimiter(body, mark, 0);
  while (delimiter && !delimiter.isLast) {
    if (parts.length >= mostParts) return { kind: 'too-many-parts' };
    const next = nextDelimiter(body, mark, delimiter.end);
    const part = next && partOf(body.subarray(delimiter.end, next.start));
    if (!part) return broken;
    parts.push(part);
    delimiter = next;
  }
  return delimiter ? { kind: 'parts', parts } : broken;
};

/** A delimiter is a line of its own; the line end before it belongs to it, too. */
const nextDelimiter = (body: Buffer, mark: Buffer, from: number): Delimiter | undefined => {
  for (let at = body.indexOf(mark, from); at >= 0; at = body.indexOf(mark, at + 1)) {
    // The line end before an empty part's delimiter is the one that ended its head.
    if (at > 0 && body[at - 1] !== lineFeed) continue;
    let end = at + mark.length;
    const isLast = body[end] === hyphen && body[end + 1] === hyphen;
    if (isLast) end += 2;
    while (body[end] === space || body[end] === tab) end += 1;
    if (body[end] === carriageReturn) end += 1;
    if (body[end] === lineFeed) end += 1;
    else if (!isLast) continue;
    let start = Math.max(at - 1, 0);
    if (body[start - 1] === carriageReturn) start -= 1;
    return { start: Math.max(start, from), end, isLast };
  }
  return undefined;
};

const partOf = (part: Buffer): FormPart | undefined => {
  const empty = /^\r?\n/.exec(part.toString('latin1', 0, 2));
  if (empty) return undefined;
  const head = headOf(part);
  if (!head) return undefined;
  const headers = readHeaders(part.subarray(0, head.length));
  const disposition = readParameters(headers.get('content-disposition') ?? '');
  const name = disposition?.parameters.get('name');
  if (disposition?.value !== 'form-data' || name === undefined) return undefined;
  const fileName = fileNameIn(disposition);
  const content = decoded(part.subarray(head.end), headers.get('content-transfer-encoding') ?? 'binary');
  if (!content) return undefined;
  const charset = readParameters(headers.get('content-type') ?? '')?.parameters.get('charset') ?? 'utf-8';
  return {
    name: withoutEscapes(name),
    fileName: fileName === undefined ? undefined : withoutEscapes(fileName),
    charset,
    bytes: new Uint8Array(content),
  };
};

/** Where the empty line is that ends the headers. */
const headOf = (part: Buffer): { readonly length: number; readonly end: number } | undefined => {
  const text = part.toString('latin1', 0, longestHead);
  const found = /\r?\n\r?\n/.exec(text);
  if (found) return { length: found.index, end: found.index + found[0].length };
  // An empty content: the delimiter has taken the line end.
  const last = /\r?\n$/.exec(text);
  return last && part.length <= longestHead ? { length: last.index, end: part.length } : undefined;
};

const readHeaders = (head: Buffer): Map<string, string> => {
  const utf8 = head.toString('utf8');
  // Older programs write names in Latin-1.
  const text = utf8.includes('\ufffd') ? head.toString('latin1') : utf8;
  const headers = new Map<string, string>();
  // A line that begins with white space goes on with the one before it (RFC 5322 §2.2.3).
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name = '', value = ''] = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line) ?? [];
    const key = name.toLowerCase();
    if (key !== '' && !headers.has(key)) headers.set(key, value.trim());
  }
  return headers;
};

/** RFC 7578 §4.7 gives up other encodings; programs that still name one send base64. */
const decoded = (content: Buffer, encoding: string): Buffer | undefined => {
  switch (encoding.toLowerCase()) {
    case 'binary':
    case '8bit':
    case '7bit':
      return content;
    case 'base64': {
      const text = content.toString('latin1').replace(/\s+/g, '');
      return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
    }
    default:
      return undefined;
  }
};

/** What browsers write for quotes and line ends in names (HTML, "multipart/form-data encoding algorithm"). */
const withoutEscapes = (name: string): string =>
  name.replace(/%(0A|0D|22)/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
