import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { lambdaEvent } from './lambda-event.ts';
import { plainResponse, type PlainResponse } from './lambda-response.ts';
import { listen, type Listening } from './listen.ts';
import { readBody } from './read-body.ts';

/** API Gateway's limit for a request, in bytes. */
const requestLimit = 10 * 1024 * 1024;
/** Lambda's limit for an event and for what a function returns, in bytes of JSON. */
const payloadLimit = 6 * 1024 * 1024;
/** API Gateway waits this long for a function, in milliseconds. */
const integrationTimeout = 30_000;

export type Gateway = {
  /** Calls the function with an event as JSON. @returns the returned value as JSON. @throws when it fails. */
  readonly invoke: (event: string, requestId: string) => Promise<string>;
  readonly port: number;
  readonly now: () => Date;
  /** Milliseconds; 30 seconds when absent. */
  readonly timeout?: number;
};

/**
 * An HTTP API on 127.0.0.1 with one function behind its `$default` route.
 * @throws {PortTakenError}
 */
export const serveFunction = (gateway: Gateway): Promise<Listening> => {
  const server = createServer((incoming, outgoing) => {
    const requestId = randomBytes(11).toString('base64url');
    answer(gateway, incoming, requestId)
      .then((response) => send(outgoing, response, requestId))
      .catch(() => outgoing.destroy());
  });
  return listen(server, gateway.port);
};

const answer = async (
  gateway: Gateway,
  incoming: IncomingMessage,
  requestId: string,
): Promise<PlainResponse> => {
  const body = await readBody(incoming, requestLimit);
  if (body === undefined) return gatewayError(413, 'Request Entity Too Large');
  const event = lambdaEvent(
    {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      body,
      sourceIp: incoming.socket.remoteAddress ?? '',
      httpVersion: incoming.httpVersion,
    },
    { requestId, now: gateway.now() },
  );
  if (event === undefined) return gatewayError(400, 'Bad Request');
  const payload = JSON.stringify(event);
  if (Buffer.byteLength(payload) > payloadLimit) return gatewayError(413, 'Request Entity Too Large');
  const outcome = await withinTime(gateway, gateway.invoke(payload, requestId));
  switch (outcome.kind) {
    case 'late':
      return gatewayError(503, 'Service Unavailable');
    case 'failed':
      return gatewayError(500, 'Internal Server Error');
    case 'returned':
      return readable(outcome.returned) ?? gatewayError(500, 'Internal Server Error');
  }
};

const readable = (returned: string): PlainResponse | undefined =>
  Buffer.byteLength(returned) > payloadLimit ? undefined : plainResponse(returned);

type Outcome =
  { readonly kind: 'returned'; readonly returned: string } | { readonly kind: 'failed' | 'late' };

const withinTime = async (gateway: Gateway, invocation: Promise<string>): Promise<Outcome> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), gateway.timeout ?? integrationTimeout);
  });
  const settled = invocation.then(
    (returned): Outcome => ({ kind: 'returned', returned }),
    (): Outcome => ({ kind: 'failed' }),
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
};

const gatewayError = (statusCode: number, message: string): PlainResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

const send = (outgoing: ServerResponse, response: PlainResponse, requestId: string): void => {
  outgoing.writeHead(response.statusCode, {
    ...response.headers,
    'content-length': response.body.length,
    'apigw-requestid': requestId,
  });
  outgoing.end(response.body);
};
