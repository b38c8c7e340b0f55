import { lastPart } from './disposition.ts';
import { boundaryOf, mostParts, readParts } from './multipart.ts';
import { inKilobytes } from '../../domain/kernel/size.ts';
import type { Problem } from '../answer/problem.ts';

/**
 * The largest body that is read, but for those that bring bytes. A report of 200 KB takes six bytes for each of its own at worst (a line end in a form,
 * `%0D%0A`; a character written `\u000a` in JSON), and there is room for the rest.
 */
export const bodyLimitBytes = 1280 * 1024;

/**
 * A form that may bring files: 4 MB of them, a report of 200 KB, and 184 KB for the references of files that came
 * before, names and line ends. In base64 it is 6 116 696 bytes of the 6 291 456 that an event of Lambda may have; the
 * rest is for the headers, of which the gateway takes 10 240 bytes.
 */
export const multipartLimitBytes = 4480 * 1024;

export type BodyResult<T> =
  { readonly ok: true; readonly content: T } | { readonly ok: false; readonly problem: Problem };

const refuse = (status: number, code: string, detail: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { status, code, detail },
});

const largerThan = (size: string) =>
  refuse(413, 'body-too-large', `The request is larger than ${size}. Nothing was stored.`);
const tooLarge = largerThan(inKilobytes(bodyLimitBytes));
const tooLargeMultipart = largerThan(`${inKilobytes(multipartLimitBytes)}, its files included`);
const tooManyParts = refuse(
  413,
  'too-many-fields',
  `The form has more than ${mostParts} fields and files. Nothing was stored.`,
);
const notUtf8 = refuse(400, 'not-utf-8', 'The body is not valid UTF-8.');

const mediaType = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** @returns `undefined` for a body that is larger */
export const readBytes = async (request: Request, limitBytes: number): Promise<Uint8Array | undefined> => {
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.length > limitBytes ? undefined : bytes;
};

/** A body of bytes, such as a part of a file. */
export const readOctets = async (request: Request, limitBytes: number): Promise<BodyResult<Uint8Array>> => {
  if (mediaType(request) !== 'application/octet-stream') {
    return refuse(415, 'not-octets', 'Send the body as application/octet-stream.');
  }
  const content = await readBytes(request, limitBytes);
  return content ? { ok: true, content } : largerThan(`${limitBytes} bytes`);
};

/** @returns `undefined` for bytes that are no text in this charset, and for a charset nobody knows */
const decode = (bytes: Uint8Array, charset: string): string | undefined => {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const decodeUtf8 = (bytes: Uint8Array): string | undefined => decode(bytes, 'utf-8');

/** The bytes of a JSON body, for who checks them before they are read. @param limitBytes of one that brings bytes */
export const readJsonBytes = async (
  request: Request,
  limitBytes = bodyLimitBytes,
): Promise<BodyResult<Uint8Array>> => {
  if (mediaType(request) !== 'application/json') {
    return refuse(415, 'not-json', 'Send the body as application/json.');
  }
  const content = await readBytes(request, limitBytes);
  if (content) return { ok: true, content };
  return limitBytes === bodyLimitBytes ? tooLarge : largerThan(inKilobytes(limitBytes));
};

/** What they say, not yet validated. */
export const jsonOfBytes = (bytes: Uint8Array): BodyResult<unknown> => {
  const text = decodeUtf8(bytes);
  if (text === undefined) return notUtf8;
  try {
    const content: unknown = JSON.parse(text);
    return { ok: true, content };
  } catch {
    return refuse(400, 'broken-json', 'The body is not valid JSON.');
  }
};

/** A JSON body, not yet validated. @param limitBytes of one that brings bytes */
export const readJson = async (
  request: Request,
  limitBytes = bodyLimitBytes,
): Promise<BodyResult<unknown>> => {
  const body = await readJsonBytes(request, limitBytes);
  return body.ok ? jsonOfBytes(body.content) : body;
};

export type FormFile = {
  /** As the sender calls it: foreign input like everything else. Empty when they did not say. */
  readonly name: string;
  readonly bytes: Uint8Array;
};

/** The fields of a form by name, in the order a browser sent them: its texts, and its files. */
export class FormFields {
  readonly #values = new Map<string, string[]>();
  readonly #files = new Map<string, FormFile[]>();

  add(name: string, value: string): void {
    const values = this.#values.get(name);
    if (values) values.push(value);
    else this.#values.set(name, [value]);
  }
  addFile(name: string, file: FormFile): void {
    const files = this.#files.get(name);
    if (files) files.push(file);
    else this.#files.set(name, [file]);
  }
  has(name: string): boolean {
    return this.#values.has(name);
  }
  /** Of a name given twice the first counts. */
  get(name: string): string | undefined {
    return this.#values.get(name)?.[0];
  }
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
  files(name: string): readonly FormFile[] {
    return this.#files.get(name) ?? [];
  }
}

/** A form as a browser sends it. */
export const readForm = async (request: Request): Promise<BodyResult<FormFields>> => {
  switch (mediaType(request)) {
    case 'application/x-www-form-urlencoded': {
      const bytes = await readBytes(request, bodyLimitBytes);
      return bytes ? readUrlEncoded(bytes) : tooLarge;
    }
    case 'multipart/form-data': {
      const bytes = await readBytes(request, multipartLimitBytes);
      return bytes ? readMultipart(bytes, request.headers.get('content-type') ?? '') : tooLargeMultipart;
    }
    default:
      return refuse(
        415,
        'not-a-form',
        'Send the form as application/x-www-form-urlencoded or multipart/form-data.',
      );
  }
};

const readUrlEncoded = (bytes: Uint8Array): BodyResult<FormFields> => {
  const text = decodeUtf8(bytes);
  if (text === undefined) return notUtf8;
  const fields = new FormFields();
  try {
    let count = 0;
    for (const pair of text.split('&')) {
      if (pair === '') continue;
      count += 1;
      if (count > mostParts) return tooManyParts;
      const [name = '', value = ''] = splitOnce(pair, '=').map((part) =>
        decodeURIComponent(part.replaceAll('+', ' ')),
      );
      if (name !== '') fields.add(name, value);
    }
  } catch {
    return refuse(400, 'not-utf-8', 'The form is not percent-encoded UTF-8.');
  }
  return { ok: true, content: fields };
};

const splitOnce = (text: string, separator: string): string[] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

const readMultipart = (bytes: Uint8Array, contentType: string): BodyResult<FormFields> => {
  const boundary = boundaryOf(contentType);
  const read = boundary === undefined ? ({ kind: 'broken' } as const) : readParts(bytes, boundary);
  if (read.kind === 'too-many-parts') return tooManyParts;
  if (read.kind === 'broken')
    return refuse(400, 'broken-multipart', 'The form is not valid multipart/form-data.');
  const fields = new FormFields();
  for (const { name, fileName, charset, bytes: content } of read.parts) {
    if (fileName === undefined) {
      const text = decode(content, charset);
      if (text === undefined) return notUtf8;
      fields.add(name, text);
    } else if (fileName !== '' || content.length > 0)
      // A browser sends an empty part for a file input in which nothing was chosen.
      fields.addFile(name, { name: lastPart(fileName), bytes: content });
  }
  return { ok: true, content: fields };
};
