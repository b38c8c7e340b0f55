import { Hono } from 'hono';

/** The least a handler of this kind can be: what cold starts are compared to. */
const app = new Hono();
app.get('/', (c) => c.body(null));

export const handler = async ({ rawPath }: { readonly rawPath: string }): Promise<number> =>
  (await app.request(rawPath)).status;
