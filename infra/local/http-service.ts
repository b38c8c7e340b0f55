import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from './read-body.ts';
import { isOwnHost } from './own-host.ts';
import { listen, type Listening } from './listen.ts';
import { Refusal } from './refusal.ts';
import type { Fault, FaultPlan } from './faults.ts';

/** 16 MB, the largest request DynamoDB takes; KMS and SES take less. */
const bodyLimit = 16 * 1024 * 1024;

export type ServiceRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The body as UTF-8. */
  readonly body: string;
  readonly bytes: Buffer;
  /** The access key id the request was signed with; the signature itself is not checked. */
  readonly accessKey: string | undefined;
};
export type ServiceResponse = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Left away when a HEAD is answered, all but its length. */
  readonly body: string | Buffer;
};
export type Protocol = {
  /** The operation's name, so that a planned fault finds it. */
  operation(request: ServiceRequest): string;
  answer(request: ServiceRequest): Promise<ServiceResponse>;
  refuse(refusal: Refusal): ServiceResponse;
};

const accessKeyOf = (authorization: string | undefined): string | undefined =>
  /Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1];

/** What comes of a request: an answer, or none, and then what becomes of the connection. */
export type Outcome = ServiceResponse | Exclude<Fault, { kind: 'fail' }>['kind'];
export type Answering = (request: ServiceRequest) => Promise<Outcome>;

/** A service and its planned faults, without a connection. */
const answering = (protocol: Protocol, faults: FaultPlan | undefined): Answering => {
  const answered = async (request: ServiceRequest): Promise<ServiceResponse> => {
    try {
      return await protocol.answer(request);
    } catch (error) {
      if (error instanceof Refusal) return protocol.refuse(error);
      const message = error instanceof Error ? error.message : 'unknown';
      return protocol.refuse(new Refusal('InternalServerError', message, { statusCode: 500 }));
    }
  };
  return async (request) => {
    const fault = faults?.take(protocol.operation(request));
    if (fault?.kind === 'fail') {
      const { code, message = code, statusCode } = fault;
      return protocol.refuse(new Refusal(code, message, { statusCode }));
    }
    if (fault !== undefined && fault.after !== true) return fault.kind;
    const response = await answered(request);
    return fault === undefined ? response : fault.kind;
  };
};

export type Served = Listening & {
  /** What a request over the connection is answered with, for callers in this process. */
  readonly answer: Answering;
};

/** Serves one emulated service on 127.0.0.1. */
export const serveProtocol = async (
  protocol: Protocol,
  options: { readonly port?: number | undefined; readonly faults?: FaultPlan | undefined },
): Promise<Served> => {
  const answer = answering(protocol, options.faults);
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  // A client's pooled connection must not be closed under it between two calls.
  server.keepAliveTimeout = 0;

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const bytes = await readBody(incoming, bodyLimit);
    if (bytes === undefined) {
      send(outgoing, protocol.refuse(new Refusal('RequestEntityTooLarge', '', { statusCode: 413 })));
      return;
    }
    if (!isOwnHost(incoming.headers.host)) {
      send(outgoing, protocol.refuse(new Refusal('AccessDenied', 'Not for this host.', { statusCode: 403 })));
      return;
    }
    const request: ServiceRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '/',
      headers: incoming.headers,
      get body() {
        return bytes.toString('utf8');
      },
      bytes,
      accessKey: accessKeyOf(incoming.headers.authorization),
    };
    const outcome = await answer(request);
    if (typeof outcome === 'object') send(outgoing, outcome);
    else if (outcome === 'drop') outgoing.destroy();
  };

  return { ...(await listen(server, options.port ?? 0)), answer };
};

const send = (outgoing: ServerResponse, response: ServiceResponse): void => {
  outgoing.writeHead(response.statusCode, {
    ...response.headers,
    'content-length': Buffer.byteLength(response.body),
  });
  outgoing.end(response.body);
};
