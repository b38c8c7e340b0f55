import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Answering, Outcome, ServiceRequest, ServiceResponse } from '../../infra/local/http-service.ts';

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
    const outcome = takeOutcome(sent) ?? (await answer(await received(sent, accessKey)));
    if (outcome === 'hang') throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
    if (outcome === 'drop') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    return { response: responseOf(sent, outcome) };
  },
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
  destroy: () => undefined,
});

const received = async (sent: Sent, accessKey: string): Promise<ServiceRequest> => {
  const bytes = await bytesOf(sent.body);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(sent.headers)) headers[name.toLowerCase()] = value;
  return {
    method: sent.method,
    path: sent.path + queryOf(sent.query ?? {}),
    headers,
    get body() {
      return bytes.toString('utf8');
    },
    bytes,
    accessKey,
  };
};

const responseOf = ({ method }: Sent, { statusCode, headers, body }: ServiceResponse): object => {
  const sentBack = method === 'HEAD' ? Buffer.alloc(0) : Buffer.from(body);
  return {
    statusCode,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    // The rows of tables are read whole, objects as a stream.
    body: typeof body === 'string' ? sentBack : Readable.from([sentBack]),
  };
};

/** What has come of a request that the SDK has still to send: see `callStraight`. */
const outcomes = new WeakMap<object, Outcome>();
const takeOutcome = (sent: object): Outcome | undefined => {
  const outcome = outcomes.get(sent);
  outcomes.delete(sent);
  return outcome;
};

/** How a client writes a call of its service and reads the answer: its `config.protocol`. */
type ServiceProtocol = {
  readonly serializeRequest: (operation: object, input: unknown, context: object) => Promise<Sent>;
  readonly deserializeResponse: (operation: object, context: object, response: object) => Promise<object>;
};
const first = Symbol('what has come of the first attempt');
type Args = {
  readonly input: unknown;
  readonly request?: object;
  readonly [first]?: { readonly body: unknown; readonly outcome: Outcome };
};
type Next = (args: Args) => unknown;
type Context = { readonly __smithy_context?: { readonly operationSchema?: readonly unknown[] } };
type Middleware = (next: Next, context: Context) => (args: Args) => unknown;
type Straight = {
  readonly config: { readonly protocol: ServiceProtocol };
  readonly middlewareStack: { readonly add: (middleware: Middleware, options: object) => void };
};

/**
 * Between a call and the emulator, the SDK has a dozen steps that matter only over the web: signing, user agent, endpoint,
 * pauses. They cost four times what the emulator does. A call that succeeds at once goes without them, written and read by
 * the SDK as ever; with any other outcome the SDK goes on as if its first attempt had had it.
 */
export const callStraight = (client: object, { url, answer }: Emulated, accessKey: string): void => {
  // The types of the SDK's middleware say more than is needed, and differ from client to client.
  const { config, middlewareStack } = client as Straight;
  const serde = { ...config, endpoint: () => Promise.resolve(endpointOf(url)) };
  const straight: Middleware = (next, context) => async (args) => {
    const [, namespace, name, traits, input, output] = context.__smithy_context?.operationSchema ?? [];
    const operation = { namespace, name, traits, input, output };
    const sent = await config.protocol.serializeRequest(operation, args.input, serde);
    const outcome = await answer(await received(sent, accessKey));
    if (typeof outcome !== 'object' || outcome.statusCode !== 200)
      return next({ ...args, [first]: { body: sent.body, outcome } });
    const response = responseOf(sent, outcome);
    return { response, output: await config.protocol.deserializeResponse(operation, serde, response) };
  };
  // The same bytes, with them the same token of a transaction: it has been tried once.
  const again: Middleware = (next) => (args) => {
    const { [first]: tried, request } = args;
    if (tried && request) outcomes.set(Object.assign(request, { body: tried.body }), tried.outcome);
    return next(args);
  };
  middlewareStack.add(straight, { step: 'initialize', priority: 'low' });
  middlewareStack.add(again, { step: 'build', priority: 'low' });
};

const endpointOf = (url: string) => {
  const { protocol, hostname, port, pathname } = new URL(url);
  return { protocol, hostname, port: Number(port), path: pathname };
};
