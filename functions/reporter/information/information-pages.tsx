import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { pageOf } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { PrivacyPage } from './privacy-page.tsx';
import { SnippetPage } from './snippet-page.tsx';

/** Pages that are made from the settings alone and read nothing. */
export const informationPages = (app: Hono, { settings }: Pick<ReporterContext, 'settings'>): void => {
  route(app, routes.privacy, { GET: (c) => c.html(<PrivacyPage page={pageOf(c, settings)} />) });
  route(app, routes.snippet, {
    GET: (c) => c.html(<SnippetPage page={pageOf(c, settings)} requestUrl={c.req.url} />),
  });
};
