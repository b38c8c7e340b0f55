import { uploadBegun, uploadFinished, uploadPassHeader } from '../../functions/web/files/upload-contract.ts';
import { threadEntry } from '../../functions/reporter/api/contract.ts';
import { routes } from '../../functions/reporter/routes.ts';
import { noiseImage, withAuthor } from '../screenshots/made-files.ts';

export type ReporterRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};
type Headers = ReporterRequest['headers'];

/** A photograph of about 2 MB, with something in its metadata, so that there is an original to keep. */
const photograph = withAuthor(noiseImage(2_000, 999), 'Somebody');

/** The requests a page makes for one file: begun, put, finished, and a message that keeps the original as well. */
export const requestsOfFile = 4;

export const attachFile = async (
  ask: (request: ReporterRequest) => Promise<string>,
  bearer: Headers,
): Promise<{ readonly id: string }> => {
  const json = { ...bearer, 'content-type': 'application/json' };
  const post = async (path: string, headers: Headers, body?: unknown): Promise<unknown> =>
    JSON.parse(
      await ask({
        method: 'POST',
        path,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  const size = photograph.length;
  const { pass, parts } = uploadBegun.parse(
    await post(routes.api.uploads, json, { name: 'photograph.png', size }),
  );
  if (parts.length !== 1) throw new Error('the file has several parts');
  const withPass = { [uploadPassHeader.toLowerCase()]: pass };
  await ask({
    method: 'PUT',
    path: routes.api.uploadPart.replace(':number', '0'),
    headers: { ...withPass, 'content-type': 'application/octet-stream' },
    body: photograph,
  });
  const { reference } = uploadFinished.parse(await post(routes.api.finishUpload, withPass));
  const message = { text: '', attachments: [{ reference, keepOriginal: true }] };
  const { attachments } = threadEntry.parse(await post(routes.api.entries, json, message));
  const [file] = attachments;
  if (!file) throw new Error('the entry has no file');
  return file;
};
