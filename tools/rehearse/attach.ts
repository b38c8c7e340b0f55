import { uploadBegun, uploadFinished, uploadPassHeader } from '../../functions/web/files/upload-contract.ts';
import { threadEntry } from '../../functions/reporter/api/contract.ts';
import { routes } from '../../functions/reporter/routes.ts';
import * as z from 'zod';
import { noiseImage, withAuthor } from '../screenshots/made-files.ts';
import { ask, at, expected } from './site.ts';

/** A file that was attached, and the bytes that must come back. */
export type AttachedFile = { readonly id: string; readonly bytes: Buffer };
export type Attached =
  | { readonly kind: 'attached'; readonly files: readonly AttachedFile[] }
  | { readonly kind: 'skipped'; readonly because: string };

const contract = z.object({ paths: z.record(z.string(), z.unknown()) });
const patience = 60_000;
const answerBytes = 4 * 1024 * 1024;
const octets = 'application/octet-stream';

/**
 * Sends an image with somebody's name in it in one step, and one of more than four megabytes in parts; both come back to
 * the reporter as they were, the first without the name.
 */
export const attachFiles = async (reporterUrl: string, token: string): Promise<Attached> => {
  const { paths } = expected(await ask(at(reporterUrl, routes.api.openapi)), 200, contract);
  if (!(routes.api.attachments in paths)) return { kind: 'skipped', because: 'this release takes no files' };
  const small = noiseImage(64, 64);
  const large = noiseImage(2_048, 2_560);
  const files = [
    { id: await sendAtOnce(reporterUrl, token, withAuthor(small, 'Rehearsal')), bytes: small },
    { id: await sendInParts(reporterUrl, token, large), bytes: large },
  ];
  await readBack((id) => at(reporterUrl, routes.api.attachment.replace(':id', id)), token, files);
  return { kind: 'attached', files };
};

/** @throws when a file does not come back as it was. @param urlOf a file, by its id */
export const readBack = async (
  urlOf: (id: string) => string,
  bearer: string,
  files: readonly AttachedFile[],
): Promise<void> => {
  for (const { id, bytes } of files) {
    const parts: Buffer[] = [];
    for (let first = 0; first < bytes.length; first += answerBytes) {
      const last = Math.min(first + answerBytes, bytes.length) - 1;
      const range = { range: `bytes=${first}-${last}` };
      const part = await call(urlOf(id), { bearer, method: 'GET', headers: range });
      if (part.status !== 206) throw new Error(`reading a file is answered with ${part.status}`);
      parts.push(Buffer.from(await part.arrayBuffer()));
    }
    if (!Buffer.concat(parts).equals(bytes)) throw new Error('a file does not come back as it was');
  }
};

const sendAtOnce = async (reporterUrl: string, bearer: string, bytes: Buffer): Promise<string> => {
  const sent = await call(at(reporterUrl, routes.api.attachments), {
    bearer,
    headers: { 'content-type': octets, 'content-disposition': 'attachment; filename="rehearsal.png"' },
    body: bytes,
  });
  return onlyFile(await answered(sent, 201, threadEntry));
};

const sendInParts = async (reporterUrl: string, bearer: string, bytes: Buffer): Promise<string> => {
  const json = { name: 'rehearsal-in-parts.png', size: bytes.length };
  const begun = await ask(at(reporterUrl, routes.api.uploads), { bearer, json });
  const { pass, partBytes, parts } = expected(begun, 201, uploadBegun);
  for (const [index, number] of parts.entries()) {
    const put = await call(at(reporterUrl, routes.api.uploadPart.replace(':number', String(number))), {
      method: 'PUT',
      headers: { 'content-type': octets, [uploadPassHeader]: pass },
      body: bytes.subarray(index * partBytes, (index + 1) * partBytes),
    });
    if (put.status !== 204) throw new Error(`putting a part is answered with ${put.status}`);
  }
  const ended = await call(at(reporterUrl, routes.api.finishUpload), {
    headers: { [uploadPassHeader]: pass },
  });
  const { reference } = await answered(ended, 201, uploadFinished);
  const message = { text: '', attachments: [{ reference }] };
  const sent = await ask(at(reporterUrl, routes.api.entries), { bearer, json: message });
  return onlyFile(expected(sent, 201, threadEntry));
};

const onlyFile = ({ attachments }: z.infer<typeof threadEntry>): string => {
  const [file] = attachments;
  if (file === undefined || attachments.length > 1) throw new Error('the entry does not have the one file');
  return file.id;
};

const call = (
  url: string,
  {
    method = 'POST',
    bearer,
    headers = {},
    body,
  }: {
    readonly method?: string;
    readonly bearer?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Uint8Array;
  },
): Promise<Response> =>
  fetch(url, {
    method,
    headers: { ...headers, ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    signal: AbortSignal.timeout(patience),
    redirect: 'manual',
  });

const answered = async <Schema extends z.ZodType>(
  response: Response,
  status: number,
  schema: Schema,
): Promise<z.infer<Schema>> =>
  expected(
    { status: response.status, body: await response.text(), headers: response.headers },
    status,
    schema,
  );
