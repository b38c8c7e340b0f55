import { secondsToWait, wait } from '../wait.ts';
import { call, refused, type Answer, type AnswerFields, type Trouble } from './call.ts';
import { addHiddenField, hiddenFields } from './form-fields.ts';

export type FileUploadOptions = {
  readonly file: File;
  readonly form: HTMLFormElement;
  /** The address where uploads begin; the rest hangs under it. */
  readonly address: string;
  readonly signal: AbortSignal;
  /** How many breaks in a row it survives. */
  readonly mostBreaks: () => number;
  /** The server has answered: from now on the file need not go with the form. */
  readonly onBegun: () => void;
  readonly onProgress: (bytes: number) => void;
  readonly onChecking: () => void;
  readonly onBreak: () => void;
};

/** `broken`: it has given up going on by itself. */
export type Uploaded = Received | Exclude<Trouble, { kind: 'over' }>;

type Received = { readonly kind: 'received'; readonly reference: string };

type Begun = {
  readonly pass: string;
  readonly partBytes: number;
  /** The number by which each part is put. */
  readonly parts: readonly number[];
};

const areNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'number');

const begunOf = ({ pass, partBytes, parts }: AnswerFields): Begun | undefined =>
  typeof pass === 'string' && typeof partBytes === 'number' && areNumbers(parts)
    ? { pass, partBytes, parts }
    : undefined;

/** The form names the draft from now on, so that further files go to the same one. */
const keepDraft = (form: HTMLFormElement, { draft }: AnswerFields): void => {
  if (typeof draft !== 'string') return;
  const [field] = hiddenFields(form, 'draft');
  if (field) field.value = draft;
  else addHiddenField(form, 'draft', draft);
};

/** What the file belongs to, as the form says it. */
const placeOf = (form: HTMLFormElement): { handle?: string; draft?: string } => {
  const [handle] = hiddenFields(form, 'handle');
  const [draft] = hiddenFields(form, 'draft');
  if (handle?.value) return { handle: handle.value };
  return draft?.value ? { draft: draft.value } : {};
};

const begin = async ({ file, form, address, signal }: FileUploadOptions): Promise<Begun | Trouble> => {
  const place = placeOf(form);
  const ask = (body: object): Promise<Answer> => call({ method: 'POST', address, signal, body });
  const { name, size } = file;
  let answer = await ask({ name, size, ...place });
  const isDraftOver = answer.kind === 'refused' && answer.why === 'expired' && place.draft !== undefined;
  // Nothing is sealed for the old draft: a new one does as well.
  if (isDraftOver && hiddenFields(form, 'attached').length === 0) answer = await ask({ name, size });
  if (answer.kind !== 'answer') return answer;
  keepDraft(form, answer.fields);
  return begunOf(answer.fields) ?? refused('refused');
};

/** The bytes of a part; none when the file has changed since it was chosen, or cannot be read any more. */
const readPart = async (file: File, start: number, bytes: number): Promise<ArrayBuffer | undefined> => {
  try {
    const part = await file.slice(start, start + bytes).arrayBuffer();
    return part.byteLength === Math.min(bytes, file.size - start) ? part : undefined;
  } catch {
    return undefined;
  }
};

/** @returns what stopped it, if anything did */
const putParts = async (
  { file, address, signal, onProgress }: FileUploadOptions,
  { pass, partBytes, parts }: Begun,
  missing: readonly number[],
  onPart: () => void,
): Promise<Trouble | undefined> => {
  let sentBytes = Math.max(0, parts.length - missing.length) * partBytes;
  for (const part of missing) {
    const body = await readPart(file, parts.indexOf(part) * partBytes, partBytes);
    if (!body) return refused('changed');
    const before = sentBytes;
    const answer = await call({
      method: 'PUT',
      address: `${address}/${part}`,
      signal,
      pass,
      body,
      onProgress: (bytes) => onProgress(before + bytes),
    });
    if (answer.kind !== 'answer') return answer;
    sentBytes += body.byteLength;
    onPart();
    onProgress(sentBytes);
  }
  return undefined;
};

const missingParts = async (
  { address, signal }: FileUploadOptions,
  { pass }: Begun,
): Promise<readonly number[] | Trouble> => {
  const answer = await call({ method: 'GET', address, signal, pass });
  if (answer.kind !== 'answer') return answer;
  const { missing } = answer.fields;
  return areNumbers(missing) ? missing : refused('refused');
};

const finish = async (
  { address, signal }: FileUploadOptions,
  { pass }: Begun,
): Promise<Received | Trouble> => {
  const answer = await call({ method: 'POST', address: `${address}/finish`, signal, pass, body: {} });
  if (answer.kind !== 'answer') return answer;
  const { reference } = answer.fields;
  return typeof reference === 'string' ? { kind: 'received', reference } : refused('refused');
};

/**
 * Sends a file in parts. After a break it goes on from what the server lacks, and so does a later call.
 * @returns what sends it, as often as it is called
 */
export const fileUpload = (options: FileUploadOptions): (() => Promise<Uploaded>) => {
  let begun: Begun | undefined;
  const sendOnce = async (onPart: () => void): Promise<Received | Trouble> => {
    const isNew = begun === undefined;
    const upload = begun ?? (await begin(options));
    if ('kind' in upload) return upload;
    begun = upload;
    const missing = isNew ? upload.parts : await missingParts(options, upload);
    if ('kind' in missing) return missing;
    options.onBegun();
    const stopped = await putParts(options, upload, missing, onPart);
    if (stopped) return stopped;
    options.onChecking();
    return finish(options, upload);
  };
  return async () => {
    for (let breaks = 0; ;) {
      const sent = await sendOnce(() => (breaks = 0));
      // The next try begins a new upload.
      if (sent.kind === 'over') begun = undefined;
      const uploaded = sent.kind === 'over' ? ({ kind: 'broken', waitSeconds: 0 } as const) : sent;
      if (uploaded.kind !== 'broken') return uploaded;
      breaks += 1;
      if (breaks > options.mostBreaks()) return uploaded;
      options.onBreak();
      await wait(secondsToWait(breaks, uploaded.waitSeconds), options.signal);
    }
  };
};
