import type { Context } from 'hono';
import type { Problem } from '../../web/answer/problem.ts';
import { requestFilesBytes } from '../../domain/attachment/limits.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Messages } from '../locales/en.ts';
import { pageOf } from './page.ts';
import { MessagePage } from './message-page.tsx';

/** A refusal as a page, for requests that carry nothing that could be shown again. */
export const problemPage = async (c: Context, settings: Settings, problem: Problem): Promise<Response> => {
  const shown = pageOf(c, settings);
  const { problems } = shown.messages;
  const text =
    problem.code === 'body-too-large' && broughtFiles(c)
      ? shown.messages.files.problems.tooLarge(shown.size(requestFilesBytes))
      : sentence(problems, problem);
  const page = await c.html(<MessagePage page={shown} failed heading={problems.didNotWork} text={text} />);
  const headers = new Headers(page.headers);
  for (const [name, value] of Object.entries(problem.headers ?? {})) headers.set(name, value);
  return new Response(page.body, { status: problem.status, headers });
};

const broughtFiles = (c: Context): boolean =>
  /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');

const sentence = (problems: Messages['problems'], { status, code }: Problem): string => {
  if (code === 'not-found') return problems.notFound;
  if (code === 'method-not-allowed') return problems.notThisWay;
  if (code === 'body-too-large' || code === 'page-too-large') return problems.tooLarge;
  if (status === 503) return problems.tryAgain;
  return status >= 500 ? problems.fault : problems.unreadableRequest;
};
