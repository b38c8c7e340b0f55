import { Hono } from 'hono';
import { problemOfFault } from '../web/answer/fault-answer.ts';
import { route } from '../web/answer/route.ts';
import { methodNotAllowed, notFound, problemResponse } from '../web/answer/problem.ts';
import { withSecurityHeaders } from '../web/answer/security-headers.ts';
import { faultCode } from '../domain/kernel/fault.ts';
import { byteLength } from '../domain/kernel/text.ts';
import { bridgeApi } from './bridge/bridge-api.ts';
import { attachmentApi } from './api/attachment-api.ts';
import { followUpApi } from './api/follow-up-api.ts';
import { leavingApi } from './api/leaving-api.ts';
import { reportApi } from './api/report-api.ts';
import { uploadApi } from './api/upload-api.ts';
import { heldApi } from './held/held-api.ts';
import { followUpPages } from './thread/follow-up-pages.tsx';
import { informationPages } from './information/information-pages.tsx';
import { receivingKeyPages } from './information/receiving-keys.ts';
import { publicBans } from './information/public-bans.tsx';
import { transparencyPages } from './transparency/transparency-pages.tsx';
import { pagePolicy } from './ui/page-headers.ts';
import { pageLimitOf, pageTooLarge } from './ui/page-size.ts';
import { problemPage } from './ui/problem-page.tsx';
import { reportPages } from './report/report-pages.tsx';
import { actApi } from '../respondent/acts/act-api.ts';
import type { ReporterContext } from './reporter-context.ts';
import { routes } from './routes.ts';
import { surveyApi } from './survey/survey-api.ts';
import { countedApi } from './transparency/counted-api.ts';

const policyHeader = 'content-security-policy';

/** The public application: pages and `/api`. Everything it may do comes in with the context. */
export const reporterApp = (context: ReporterContext): Hono => {
  const app = new Hono();
  const isApi = (path: string): boolean => path.startsWith('/api/');

  app.use(withSecurityHeaders);
  app.use(async (c, next) => {
    await next();
    // Anybody who opens the address of a form sees a page with a way on, not a line of JSON.
    if (c.res.status === 405 && !isApi(c.req.path)) {
      const refused = methodNotAllowed(c.res.headers.get('allow') ?? '');
      c.res = await problemPage(c, context.settings, refused);
    }
    const isPage = c.res.headers.get('content-type')?.startsWith('text/html') ?? false;
    if (isPage) {
      const html = await c.res.text();
      c.res =
        byteLength(html) > pageLimitOf(c.req.path)
          ? await problemPage(c, context.settings, pageTooLarge)
          : new Response(html, c.res);
    }
    if (isPage && !c.res.headers.has(policyHeader)) c.res.headers.set(policyHeader, pagePolicy);
  });
  reportPages(app, context);
  followUpPages(app, context);
  informationPages(app, context);
  publicBans(app, context);
  transparencyPages(app, context);
  receivingKeyPages(app, context);
  reportApi(app, context);
  bridgeApi(app, context);
  followUpApi(app, context);
  leavingApi(app, context);
  heldApi(app, context);
  actApi(app, context);
  surveyApi(app, context);
  countedApi(app, context);
  attachmentApi(app, context);
  uploadApi(app, context);
  route(app, routes.api.openapi, { GET: async (c) => c.json(await context.openApi()) });

  app.notFound((c) =>
    isApi(c.req.path) ? problemResponse(notFound) : problemPage(c, context.settings, notFound),
  );
  app.onError((error, c) => {
    context.log({ event: 'fault', code: faultCode(error) });
    const problem = problemOfFault(error);
    return isApi(c.req.path) ? problemResponse(problem) : problemPage(c, context.settings, problem);
  });
  return app;
};
