import * as z from 'zod';

/** The service as somebody with a browser or a program meets it, here or deployed. */
export type Site = {
  readonly reporterUrl: string;
  readonly teamUrl?: string | undefined;
  /** An access token of a member. */
  readonly token?: string | undefined;
  /** One of another member, who agrees to the erasure of what was filed. */
  readonly secondToken?: string | undefined;
};

export type Answer = { readonly status: number; readonly body: string; readonly headers: Headers };

const patience = 30_000;

/** @param bearer of a reporter or of a member */
export const ask = async (
  url: string,
  options: { readonly method?: string; readonly bearer?: string; readonly json?: unknown } = {},
): Promise<Answer> => {
  const { method = options.json === undefined ? 'GET' : 'POST', bearer, json } = options;
  const response = await fetch(url, {
    method,
    headers: {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    signal: AbortSignal.timeout(patience),
    redirect: 'manual',
  });
  return { status: response.status, body: await response.text(), headers: response.headers };
};

/** @throws when the answer has another status or another form; only its status and code are told */
export const expected = <Schema extends z.ZodType>(
  answer: Answer,
  status: number,
  schema: Schema,
): z.infer<Schema> => {
  if (answer.status !== status)
    throw new Error(`${status} was expected and ${answer.status} came: ${answer.body.slice(0, 200)}`);
  return schema.parse(JSON.parse(answer.body));
};

/** The address of a path on a site whose address may end in a slash. */
export const at = (url: string, path: string): string => new URL(path, url).href;
