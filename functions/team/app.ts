import { Hono } from 'hono';
import { problemOfFault } from '../web/answer/fault-answer.ts';
import { route } from '../web/answer/route.ts';
import { notFound, problemResponse } from '../web/answer/problem.ts';
import { withSecurityHeaders } from '../web/answer/security-headers.ts';
import { faultCode } from '../domain/kernel/fault.ts';
import { attachmentApi } from './files/attachment-api.ts';
import { auditApi } from './audit/audit-api.ts';
import { boardRoutes } from './board/board-route.tsx';
import { caseApi } from './case/case-api.ts';
import { memberApi } from './members/member-api.ts';
import { uploadApi } from './files/upload-api.ts';
import { operationsApi } from './handling/operations-api.ts';
import { queueApi } from './queue/queue-api.ts';
import { logApi } from './register/log-api.ts';
import { logPages } from './register/log-pages.tsx';
import { personPages } from './person/person-pages.tsx';
import { samePeopleApi } from './person/same-people-api.ts';
import { procedureApi } from './procedure/procedure-api.ts';
import { reviewRoutes } from './review/review-routes.tsx';
import { procedurePages } from './procedure/procedure-pages.tsx';
import { memberPages } from './members/member-pages.tsx';
import { auditPages } from './audit/audit-pages.tsx';
import { casePosts } from './handling/case-forms.tsx';
import { casePages } from './case/case-pages.tsx';
import { dataRequestApi } from './data-request/data-request-api.ts';
import { dataRequestPages } from './data-request/data-request-pages.tsx';
import { copyPages } from './two-people/copy-pages.tsx';
import { archiveApi } from './export/archive-api.ts';
import { archivePages } from './export/archive-pages.tsx';
import { forwardPages } from './forward/forward-pages.tsx';
import { redactionPages } from './redaction/redaction-pages.tsx';
import { copyApi } from './two-people/requests-api.ts';
import { letterPages } from './decision/letter-pages.tsx';
import { filePages } from './files/file-pages.tsx';
import { filterRoutes } from './queue/filters-route.tsx';
import { severalRoutes } from './queue/several-route.tsx';
import { onBehalfPages } from './filing/on-behalf-pages.tsx';
import { transparencyApi } from './transparency/transparency-api.ts';
import { transparencyTeamPages } from './transparency/transparency-team-pages.tsx';
import { pagePolicy } from './ui/page-headers.ts';
import { refusalPage } from './ui/refusal-page.tsx';
import { routes } from './routes.ts';
import { passkeysPages } from './session/passkeys-pages.tsx';
import { sessionPages } from './session/session-pages.tsx';
import { signedIn, signedInPage, type SignedIn } from './session/signed-in.ts';
import type { TeamContext } from './team-context.ts';

/** The team's application: pages for members who are signed in, and the same operations as JSON under `/api`. */
// eslint-disable-next-line max-lines-per-function -- the list of all areas, in the order in which addresses are tried
export const teamApp = (context: TeamContext): Hono<SignedIn> => {
  const app = new Hono<SignedIn>();
  const { settings } = context;
  const isApi = (path: string): boolean => path.startsWith('/api/');

  app.use(withSecurityHeaders);
  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return;
    if (!c.res.headers.has('content-security-policy'))
      c.res.headers.set('content-security-policy', pagePolicy);
    // With `no-referrer` a browser hides the origin of our own forms from us, and by it we tell them from others'.
    c.res.headers.set('referrer-policy', 'same-origin');
  });
  app.use('/api/*', signedIn(context));
  const pageGuard = signedInPage(context, (c) => refusalPage(c, settings, 'other-origin'));
  for (const area of [
    routes.first,
    routes.board,
    routes.passkeys,
    routes.members,
    routes.queue,
    routes.log,
    routes.forwarded,
    routes.transparency,
    routes.samePeople,
    routes.procedure,
    routes.review,
  ]) {
    app.use(area, pageGuard);
    app.use(`${area}/*`, pageGuard);
  }
  sessionPages(app, context);
  passkeysPages(app, context);
  // Before the cases, whose address would take it for one.
  onBehalfPages(app, context);
  severalRoutes(app, context);
  filterRoutes(app, context);
  casePages(app, context);
  casePosts(app, context);
  filePages(app, context);
  letterPages(app, context);
  copyPages(app, context);
  archivePages(app, context);
  forwardPages(app, context);
  redactionPages(app, context);
  dataRequestPages(app, context);
  personPages(app, context);
  route(app, routes.api.openapi, { GET: async (c) => c.json(await context.openApi()) });
  boardRoutes(app, context);
  queueApi(app, context);
  caseApi(app, context);
  operationsApi(app, context);
  attachmentApi(app, context);
  uploadApi(app, context);
  auditApi(app, context);
  copyApi(app, context);
  archiveApi(app, context);
  dataRequestApi(app, context);
  auditPages(app, context);
  samePeopleApi(app, context);
  logApi(app, context);
  logPages(app, context);
  procedureApi(app, context);
  procedurePages(app, context);
  reviewRoutes(app, context);
  transparencyApi(app, context);
  transparencyTeamPages(app, context);
  memberApi(app, context);
  memberPages(app, context);

  app.notFound((c) =>
    isApi(c.req.path) ? problemResponse(notFound) : refusalPage(c, settings, 'not-found'),
  );
  app.onError((error, c) => {
    context.log({ event: 'fault', code: faultCode(error) });
    const problem = problemOfFault(error);
    if (isApi(c.req.path)) return problemResponse(problem);
    return refusalPage(c, settings, problem.status === 503 ? 'busy' : 'fault');
  });
  return app;
};
