import type { Context } from 'hono';
import type { Problem } from '../../adapters/http/problem.ts';
import type { Settings } from '../../settings/schema.ts';
import { MessagePage } from './message-page.tsx';

/** A refusal as a page, for requests that carry nothing that could be shown again. */
export const problemPage = async (c: Context, settings: Settings, problem: Problem): Promise<Response> => {
  const page = await c.html(
    <MessagePage settings={settings} failed heading="This did not work" text={problem.detail} />,
  );
  const headers = new Headers(page.headers);
  for (const [name, value] of Object.entries(problem.headers ?? {})) headers.set(name, value);
  return new Response(page.body, { status: problem.status, headers });
};
