import type { UploadTextName } from '../../files/upload-attributes.ts';
import { retryAfterSeconds } from '../wait.ts';

const timeoutMilliseconds = 300_000;

/** What an answer holds. It is our own server's; whoever takes a field from it still looks at its type. */
export type AnswerFields = Readonly<Record<string, unknown>>;

/** Why a call brought nothing. */
export type Trouble =
  /** A later try may help. */
  | { readonly kind: 'broken'; readonly waitSeconds: number }
  /** This upload is over; a new one may help. */
  | { readonly kind: 'over' }
  /** No later try will; the text says why. */
  | { readonly kind: 'refused'; readonly why: UploadTextName };

export type Answer = { readonly kind: 'answer'; readonly fields: AnswerFields } | Trouble;

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly address: string;
  readonly signal: AbortSignal;
  readonly pass?: string | undefined;
  /** An object goes as JSON. */
  readonly body?: object | ArrayBuffer;
  /** Told how many bytes of the body are sent. */
  readonly onProgress?: (bytes: number) => void;
};

const fieldsOf = (text: string): AnswerFields => {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
};

const broken = (waitSeconds: number): Trouble => ({ kind: 'broken', waitSeconds });
export const refused = (why: UploadTextName): Trouble => ({ kind: 'refused', why });

const answerOf = (request: XMLHttpRequest): Answer => {
  const { status } = request;
  const fields = fieldsOf(request.responseText);
  if (status >= 200 && status < 300) return { kind: 'answer', fields };
  const { code } = fields;
  if (code === 'upload-incomplete') return broken(0);
  if (code === 'upload-over') return { kind: 'over' };
  if (code === 'files-full-today') return refused('full-today');
  if (status === 429 || status >= 500)
    return broken(retryAfterSeconds(request.getResponseHeader('Retry-After')));
  if (code === 'case-full') return refused('case-full');
  if (status === 401 || (typeof code === 'string' && code.startsWith('draft-'))) return refused('expired');
  return refused('refused');
};

/** One request. It is an `XMLHttpRequest` because `fetch` does not tell how much of a body is sent. */
export const call = ({ method, address, signal, pass, body, onProgress }: Call): Promise<Answer> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve(refused('cancelled'));
      return;
    }
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.timeout = timeoutMilliseconds;
    if (pass !== undefined) request.setRequestHeader('Upload-Pass', pass);
    const isBytes = body instanceof ArrayBuffer;
    if (body)
      request.setRequestHeader('Content-Type', isBytes ? 'application/octet-stream' : 'application/json');
    if (onProgress) request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onerror = request.ontimeout = () => resolve(broken(0));
    request.onabort = () => resolve(refused('cancelled'));
    request.onload = () => resolve(answerOf(request));
    signal.addEventListener('abort', () => request.abort());
    request.send(isBytes ? body : JSON.stringify(body));
  });
