import * as z from 'zod';

/**
 * The parts of an API Gateway HTTP API event (payload format 2.0) that anything behind here may see. Parsing drops
 * the rest: the caller's address, its user agent, the time. Cookies and what a browser says of where a request comes from
 * reach the team's application, whose members sign in; the reporter's never sees them.
 */
const httpEvent = z.object({
  // Without the slash it would become part of the host.
  rawPath: z.string().startsWith('/'),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ domainName: z.string(), http: z.object({ method: z.string() }) }),
});

export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly cookies?: readonly string[];
  /** In base64 when it is no text. */
  readonly body: string;
  readonly isBase64Encoded: boolean;
};

/** Who calls: nobody we may know anything of, or members who sign in. */
export type Callers = 'anonymous' | 'members';

/** By small names, as API Gateway writes them. */
export const passedHeaders = [
  'accept',
  'accept-language',
  'authorization',
  'bridge-signature',
  'bridge-timestamp',
  'content-disposition',
  'content-type',
  'idempotency-key',
  'range',
  'upload-pass',
] as const;
const headersOfMembers = ['origin', 'original-pass', 'sec-fetch-site'] as const;
const bodilessMethods = new Set(['GET', 'HEAD']);

/**
 * @param publicHost what visitors asked for, where something before the gateway leaves it its own host alone
 * @returns `undefined` when the event is none, or its path makes no URL
 */
export const requestOfEvent = (
  event: unknown,
  callers: Callers,
  publicHost?: string,
): Request | undefined => {
  const parsed = httpEvent.safeParse(event);
  if (!parsed.success) return undefined;
  const { rawPath, rawQueryString, headers, cookies, body, isBase64Encoded, requestContext } = parsed.data;
  const { method } = requestContext.http;
  const scheme = headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`;
  const names = callers === 'members' ? [...passedHeaders, ...headersOfMembers] : passedHeaders;
  const given = names.flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value]];
  });
  if (callers === 'members' && cookies.length > 0) given.push(['cookie', cookies.join('; ')]);
  const bytes =
    body === undefined || bodilessMethods.has(method)
      ? null
      : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  try {
    return new Request(`${scheme}://${publicHost ?? requestContext.domainName}${rawPath}${query}`, {
      method,
      headers: given,
      body: bytes,
    });
  } catch {
    return undefined;
  }
};

const textTypes = /^(text\/|application\/([\w.-]+\+)?(json|xml|javascript)\s*(;|$))/i;

/** An answer is text when its type says so; bytes of every other type would not come through JSON whole. */
export const answerOfResponse = async (response: Response): Promise<HttpAnswer> => {
  const cookies = response.headers.getSetCookie();
  const bytes = Buffer.from(await response.arrayBuffer());
  const isText = bytes.length === 0 || textTypes.test(response.headers.get('content-type') ?? '');
  return {
    statusCode: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie')),
    ...(cookies.length > 0 && { cookies }),
    body: bytes.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
};
