import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { accessKeys } from '../../../infra/local/access-keys.ts';
import { region } from '../../../infra/local/start-emulators.ts';
import { bearer, bodyOf, jsonRequest } from '../../harness/requests.ts';
import type { Service } from '../../harness/service.ts';

/** Calls of a program that uploads and downloads files, and looks at what is stored of them. */

export const megabyte = 1024 * 1024;

export type Begun = { pass: string; partBytes: number; parts: number[]; draft?: string };
export type Finished = {
  reference: string;
  id: string;
  name: string;
  type: string;
  size: number;
  outcome: string;
  why?: string;
  removed: string[];
  left: string[];
  hasOriginal: boolean;
};
export type Shown = Omit<Finished, 'reference'> & { originalOpenedOn?: string };
export type Entry = { id: string; from: string; text: string; attachments: Shown[] };

/** Bytes that compress to nothing known and repeat nowhere within a chunk's length. */
export const someBytes = (length: number, seed = 1): Buffer => {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
};

const ok = async (response: Response): Promise<Response> => {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response;
};

export const begin = (
  service: Service,
  fields: Readonly<Record<string, unknown>>,
  token?: string,
): Promise<Response> =>
  service.reporter('/api/uploads', jsonRequest(fields, token === undefined ? {} : bearer(token).headers));

export const begun = async (service: Service, size: number, token?: string): Promise<Begun> =>
  bodyOf<Begun>(await ok(await begin(service, { name: 'film.mov', size }, token)));

const withPass = (pass: string): { headers: Record<string, string> } => ({
  headers: { 'upload-pass': pass },
});

export const putBytes = (
  service: Service,
  pass: string,
  part: number | string,
  bytes: Uint8Array,
): Promise<Response> =>
  service.reporter(`/api/uploads/${part}`, {
    method: 'PUT',
    headers: { ...withPass(pass).headers, 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
  });

export const putParts = async (
  service: Service,
  { pass, partBytes }: Begun,
  bytes: Uint8Array,
  parts: readonly number[],
): Promise<number[]> => {
  const statuses: number[] = [];
  for (const part of parts) {
    const start = part * megabyte;
    statuses.push((await putBytes(service, pass, part, bytes.subarray(start, start + partBytes))).status);
  }
  return statuses;
};

export const missing = async (service: Service, pass: string): Promise<number[]> =>
  (await bodyOf<{ missing: number[] }>(await service.reporter('/api/uploads', withPass(pass)))).missing;

export const finish = (service: Service, pass: string): Promise<Response> =>
  service.reporter('/api/uploads/finish', { method: 'POST', ...withPass(pass) });

/** A whole file, part by part. */
export const upload = async (
  service: Service,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  where: { readonly token?: string; readonly draft?: string } = {},
): Promise<Finished & { readonly draft: string }> => {
  const { token, draft } = where;
  const fields = { name, size: bytes.length, ...(draft === undefined ? {} : { draft }) };
  const begun = await bodyOf<Begun>(await ok(await begin(service, fields, token)));
  await putParts(service, begun, bytes, begun.parts);
  const finished = await bodyOf<Finished>(await ok(await finish(service, begun.pass)));
  return { ...finished, draft: begun.draft ?? draft ?? '' };
};

/** A message, with an Idempotency-Key if one is given. */
export const sendEntry = (
  service: Service,
  token: string,
  fields: Readonly<Record<string, unknown>>,
  key?: string,
): Promise<Response> =>
  service.reporter(
    '/api/follow-up/entries',
    jsonRequest(fields, {
      ...bearer(token).headers,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    }),
  );

/** Sends the files of a form in one step. */
export const sendForm = (
  service: Service,
  token: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  fields: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, bytes } of files) form.append('files', new File([Buffer.from(bytes)], name));
  return service.reporter('/api/follow-up/attachments', {
    method: 'POST',
    headers: { ...bearer(token).headers, ...headers },
    body: form,
  });
};

export const entriesOf = async (service: Service, token: string): Promise<Entry[]> =>
  (await bodyOf<{ entries: Entry[] }>(await ok(await service.reporter('/api/follow-up', bearer(token)))))
    .entries;

export const fetchFile = (service: Service, token: string, id: string, range?: string): Promise<Response> =>
  service.reporter(`/api/follow-up/attachments/${id}`, {
    headers: { ...bearer(token).headers, ...(range === undefined ? {} : { range }) },
  });

export const bytesOf = async (response: Response): Promise<Buffer> =>
  Buffer.from(await response.arrayBuffer());

/** A file of any size, by ranges of 4 MB. */
export const fetchWhole = async (
  service: Service,
  token: string,
  { id, size }: Pick<Shown, 'id' | 'size'>,
): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for (let start = 0; start < size; start += 4 * megabyte) {
    const end = Math.min(size, start + 4 * megabyte) - 1;
    parts.push(await bytesOf(await ok(await fetchFile(service, token, id, `bytes=${start}-${end}`))));
  }
  return Buffer.concat(parts);
};

/** Names of everything in the bucket. */
export const objectsIn = async ({ emulators }: Service): Promise<string[]> => {
  const s3 = new S3Client({
    endpoint: emulators.s3.url,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: accessKeys.scheduled, secretAccessKey: 'local' },
  });
  const names: string[] = [];
  for (const Prefix of ['kept/', 'unfinished/']) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: emulators.bucket, Prefix }));
    names.push(...Contents.map(({ Key = '' }) => Key));
  }
  s3.destroy();
  return names;
};
