import * as z from 'zod';

export type PlainResponse = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const responseSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * What API Gateway answers for what a function returned (payload format 2.0).
 * @param returned the returned value as JSON.
 * @returns undefined when the gateway could not read it.
 */
export const plainResponse = (returned: string): PlainResponse | undefined => {
  const value: unknown = JSON.parse(returned);
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) return inferred(value);
  const parsed = responseSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const sent: Record<string, string | string[]> = { 'content-type': 'text/plain; charset=utf-8' };
  for (const [name, text] of Object.entries(headers ?? {})) sent[name.toLowerCase()] = text;
  if (cookies && cookies.length > 0) sent['set-cookie'] = cookies;
  // The length is the gateway's to say.
  delete sent['content-length'];
  return {
    statusCode,
    headers: sent,
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
};

/** Without a status code, the value itself is the body. */
const inferred = (value: unknown): PlainResponse => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});
