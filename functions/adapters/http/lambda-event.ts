import * as z from 'zod';

/**
 * The parts of an API Gateway HTTP API event (payload format 2.0) that anything behind here may see. Parsing drops
 * the rest: the caller's address, its user agent, the time, the cookies.
 */
const httpEvent = z.object({
  // Without the slash it would become part of the host.
  rawPath: z.string().startsWith('/'),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ domainName: z.string(), http: z.object({ method: z.string() }) }),
});

export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: false;
};

const passedHeaders = [
  'accept',
  'accept-language',
  'authorization',
  'content-type',
  'idempotency-key',
] as const;
const bodilessMethods = new Set(['GET', 'HEAD']);

/** @returns `undefined` when the event is none, or its path makes no URL */
export const requestOfEvent = (event: unknown): Request | undefined => {
  const parsed = httpEvent.safeParse(event);
  if (!parsed.success) return undefined;
  const { rawPath, rawQueryString, headers, body, isBase64Encoded, requestContext } = parsed.data;
  const { method } = requestContext.http;
  const scheme = headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`;
  const given = passedHeaders.flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value]];
  });
  const bytes =
    body === undefined || bodilessMethods.has(method)
      ? null
      : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  try {
    return new Request(`${scheme}://${requestContext.domainName}${rawPath}${query}`, {
      method,
      headers: given,
      body: bytes,
    });
  } catch {
    return undefined;
  }
};

export const answerOfResponse = async (response: Response): Promise<HttpAnswer> => ({
  statusCode: response.status,
  headers: Object.fromEntries(response.headers),
  body: await response.text(),
  isBase64Encoded: false,
});
