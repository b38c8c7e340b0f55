import type { Problem } from './problem.ts';

/**
 * The largest body that is read. A report of 200 KiB takes six bytes for each of its own at worst (a line end in a form,
 * `%0D%0A`; a character written `\u000a` in JSON), and there is room for the rest.
 */
export const bodyLimitBytes = 1280 * 1024;

export type BodyResult<T> =
  { readonly ok: true; readonly content: T } | { readonly ok: false; readonly problem: Problem };

const refuse = (status: number, code: string, detail: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { status, code, detail },
});

const tooLarge = refuse(413, 'body-too-large', 'The request is larger than 1280 KiB. Nothing was stored.');
const notUtf8 = refuse(400, 'not-utf-8', 'The body is not valid UTF-8.');

const mediaType = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const readBytes = async (request: Request): Promise<Uint8Array | undefined> => {
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.length > bodyLimitBytes ? undefined : bytes;
};

const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** A JSON body, not yet validated. */
export const readJson = async (request: Request): Promise<BodyResult<unknown>> => {
  if (mediaType(request) !== 'application/json') {
    return refuse(415, 'not-json', 'Send the body as application/json.');
  }
  const bytes = await readBytes(request);
  if (!bytes) return tooLarge;
  const text = decodeUtf8(bytes);
  if (text === undefined) return notUtf8;
  try {
    const content: unknown = JSON.parse(text);
    return { ok: true, content };
  } catch {
    return refuse(400, 'broken-json', 'The body is not valid JSON.');
  }
};

/** The text fields of a form by name, in the order a browser sent them. */
export class FormFields {
  readonly #values = new Map<string, string[]>();

  add(name: string, value: string): void {
    const values = this.#values.get(name);
    if (values) values.push(value);
    else this.#values.set(name, [value]);
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
}

/** A form as a browser sends it. */
export const readForm = async (request: Request): Promise<BodyResult<FormFields>> => {
  const bytes = await readBytes(request);
  if (!bytes) return tooLarge;
  switch (mediaType(request)) {
    case 'application/x-www-form-urlencoded':
      return readUrlEncoded(bytes);
    case 'multipart/form-data':
      return readMultipart(bytes, request.headers.get('content-type') ?? '');
    default:
      return refuse(415, 'not-a-form', 'Send the form as application/x-www-form-urlencoded.');
  }
};

const readUrlEncoded = (bytes: Uint8Array): BodyResult<FormFields> => {
  const text = decodeUtf8(bytes);
  if (text === undefined) return notUtf8;
  const fields = new FormFields();
  try {
    for (const pair of text.split('&')) {
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

const readMultipart = async (bytes: Uint8Array, contentType: string): Promise<BodyResult<FormFields>> => {
  const fields = new FormFields();
  try {
    const body = new Response(Buffer.from(bytes), { headers: { 'content-type': contentType } });
    // Deprecated for large uploads, which it holds in memory; here the body is limited and already there.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const form = await body.formData();
    for (const [name, value] of form) {
      if (typeof value === 'string') fields.add(name, value);
    }
  } catch {
    return refuse(400, 'broken-multipart', 'The form is not valid multipart/form-data.');
  }
  return { ok: true, content: fields };
};
