import { fileNameIn, readParameters } from '../../web/request/disposition.ts';
import { invalidFields, type Problem } from '../../web/answer/problem.ts';
import { readForm, readOctets, type BodyResult, type FormFile } from '../../web/request/request-body.ts';
import { requestFilesBytes } from '../../domain/attachment/limits.ts';

/** Files that come and are attached in one request. */
export type IncomingFiles = {
  readonly files: readonly FormFile[];
  readonly text: string;
  /** The files as they came are kept beside the cleaned ones. */
  readonly keepOriginal: boolean;
};

const refused = (problem: Problem): { ok: false; problem: Problem } => ({ ok: false, problem });

/** A form with files, or the bytes of one. */
export const readFiles = async (request: Request): Promise<BodyResult<IncomingFiles>> => {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'multipart/form-data') return filesOfForm(request);
  if (type === 'application/octet-stream') return fileOfBody(request);
  return refused({
    status: 415,
    code: 'not-files',
    detail: 'Send files as multipart/form-data, or one as application/octet-stream.',
  });
};

const fileOfBody = async (request: Request): Promise<BodyResult<IncomingFiles>> => {
  const body = await readOctets(request, requestFilesBytes);
  if (!body.ok) return body;
  const disposition = readParameters(request.headers.get('content-disposition') ?? '');
  const name = (disposition && fileNameIn(disposition)) ?? '';
  const files = [{ name, bytes: body.content }];
  return { ok: true, content: { files, text: '', keepOriginal: false } };
};

const filesOfForm = async (request: Request): Promise<BodyResult<IncomingFiles>> => {
  const form = await readForm(request);
  if (!form.ok) return form;
  const fields = form.content;
  const keep = fields.get('keepOriginal');
  if (keep !== undefined && keep !== 'yes')
    return refused(invalidFields([{ pointer: '/keepOriginal', detail: 'Must be yes, or absent.' }]));
  const files = fields.files('files');
  if (files.length === 0)
    return refused(invalidFields([{ pointer: '/files', detail: 'Must be at least one file.' }]));
  return {
    ok: true,
    content: { files, text: fields.get('text') ?? '', keepOriginal: keep === 'yes' },
  };
};
