import type { IncomingHttpHeaders } from 'node:http';

/** A request as the HTTP server saw it. */
export type PlainRequest = {
  readonly method: string;
  /** The request target: path and query, still encoded. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly httpVersion: string;
};

/** Payload format 2.0 of API Gateway's HTTP APIs. */
export type LambdaEvent = {
  readonly version: '2.0';
  readonly routeKey: '$default';
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly requestContext: {
    readonly accountId: string;
    readonly apiId: string;
    readonly domainName: string;
    readonly domainPrefix: string;
    readonly http: {
      readonly method: string;
      readonly path: string;
      readonly protocol: string;
      readonly sourceIp: string;
      readonly userAgent: string;
    };
    readonly requestId: string;
    readonly routeKey: '$default';
    readonly stage: '$default';
    readonly time: string;
    readonly timeEpoch: number;
  };
  readonly body?: string;
  readonly isBase64Encoded: boolean;
};

/** Headers of one connection; a gateway does not pass them on. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The event API Gateway would send for a request. Observed on the real service and kept here: the path
 * arrives decoded and ends at a decoded `?`; cookies stand apart from the headers; a body is text only for
 * `text/*` and JSON, XML and JavaScript, so a form post arrives in base64. A text body that is not UTF-8
 * arrives in base64 too, so that no byte is lost.
 * @returns undefined when the path cannot be decoded, which the gateway refuses.
 */
export const lambdaEvent = (
  request: PlainRequest,
  options: { readonly requestId: string; readonly now: Date },
): LambdaEvent | undefined => {
  const [encodedPath = '/', ...query] = request.url.split('?');
  const path = decodedPath(encodedPath);
  if (path === undefined) return undefined;
  const rawQueryString = query.join('?');
  const { cookie, host = '', ...others } = request.headers;
  const headers = joined({ host, ...others });
  const parameters = queryParameters(rawQueryString);
  const isText = isTextBody(headers['content-type'], request.body);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers: {
      ...headers,
      'x-forwarded-for': [headers['x-forwarded-for'], request.sourceIp].filter(Boolean).join(', '),
      'x-forwarded-port': /:(\d+)$/.exec(host)?.[1] ?? '80',
      'x-forwarded-proto': 'http',
    },
    ...(parameters && { queryStringParameters: parameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: host,
      domainPrefix: host.split(/[.:]/, 1)[0] ?? '',
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: options.requestId,
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(options.now),
      timeEpoch: options.now.getTime(),
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
};

const decodedPath = (path: string): string | undefined => {
  if (!path.startsWith('/')) return undefined;
  try {
    return decodeURIComponent(path).split('?', 1)[0];
  } catch {
    return undefined;
  }
};

const joined = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || hopByHop.has(name)
        ? []
        : [[name, Array.isArray(value) ? value.join(',') : value]],
    ),
  );

const queryParameters = (query: string): Record<string, string> | undefined => {
  if (query === '') return undefined;
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(parameters);
};

const textTypes = /^(text\/[^;]+|application\/(json|xml|javascript))\s*(;|$)/i;

const isTextBody = (contentType: string | undefined, body: Buffer): boolean => {
  if (contentType === undefined || !textTypes.test(contentType.trim())) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000` */
const commonLogTime = (time: Date): string => {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${two(time.getUTCDate())}/${months[time.getUTCMonth()] ?? ''}/${time.getUTCFullYear()}`;
  return `${day}:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
};
