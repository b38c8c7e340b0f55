import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Answering, ServiceRequest } from '../../infra/local/http-service.ts';

/** What a client of AWS hands over to be sent. */
type Sent = {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

const queryOf = (query: NonNullable<Sent['query']>): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'string' || value === null ? [value ?? ''] : value).map((one): [string, string] => [
      name,
      one,
    ]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
};

const bytesOf = async (body: unknown): Promise<Buffer> => {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof Readable) return buffer(body);
  throw new Error('a body of another kind is sent');
};

export type Emulated = { readonly url: string; readonly answer: Answering };

/**
 * Options of a client of AWS whose calls go into an emulator of this process, without signature and connection. A test
 * neither waits for a time-out nor meets one because the machine is busy.
 * @param accessKey who calls; over a connection it would stand in the signature
 */
export const inProcess = ({ url, answer }: Emulated, accessKey: string) => ({
  endpoint: url,
  credentials: { accessKeyId: accessKey, secretAccessKey: 'local' },
  signer: { sign: <Request>(request: Request): Promise<Request> => Promise.resolve(request) },
  requestHandler: handlerTo(answer, accessKey),
});

/**
 * Tries as often as before, but at once: how long a client waits between two attempts is a matter of the SDK, and no
 * test looks at it. Nor does it copy what it sends and is answered for a log that nobody keeps.
 * @throws when the SDK keeps the length of its pauses or its log in another place
 */
export const withoutPauses = async <Client extends RetryingClient>(client: Client): Promise<Client> => {
  if (!client.middlewareStack.remove('loggerMiddleware')) throw new Error('the log of the SDK is elsewhere');
  const strategy = Object(await client.config.retryStrategy()) as object;
  if (!('retryBackoffStrategy' in strategy)) throw new Error('the pauses of the SDK are elsewhere');
  strategy.retryBackoffStrategy = { setDelayBase: () => undefined, computeNextBackoffDelay: () => 0 };
  return client;
};
type RetryingClient = {
  readonly config: { readonly retryStrategy: () => Promise<unknown> };
  readonly middlewareStack: { readonly remove: (name: string) => boolean };
};

/** A call that is never answered ends at once, as when its time is over; one that is cut off, as its connection would. */
const handlerTo = (answer: Answering, accessKey: string) => ({
  metadata: { handlerProtocol: 'http/1.1' },
  handle: async (sent: Sent): Promise<{ response: object }> => {
    const bytes = await bytesOf(sent.body);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(sent.headers)) headers[name.toLowerCase()] = value;
    const request: ServiceRequest = {
      method: sent.method,
      path: sent.path + queryOf(sent.query ?? {}),
      headers,
      get body() {
        return bytes.toString('utf8');
      },
      bytes,
      accessKey,
    };
    const outcome = await answer(request);
    if (outcome === 'hang') throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
    if (outcome === 'drop') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const { statusCode, body } = outcome;
    const sentBack = sent.method === 'HEAD' ? Buffer.alloc(0) : Buffer.from(body);
    return {
      response: {
        statusCode,
        headers: { ...outcome.headers, 'content-length': String(Buffer.byteLength(body)) },
        // The rows of tables are read whole, objects as a stream.
        body: typeof body === 'string' ? sentBack : Readable.from([sentBack]),
      },
    };
  },
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
  destroy: () => undefined,
});
