import { Hono } from 'hono';
import { html } from 'hono/html';
import { problemOfFault } from '../adapters/http/fault-answer.ts';
import { answer } from '../adapters/http/methods.ts';
import { notFound, problemResponse } from '../adapters/http/problem.ts';
import { withSecurityHeaders } from '../adapters/http/security-headers.ts';
import { faultCode } from '../domain/fault.ts';
import { caseApi } from './api/case-api.ts';
import { queueApi } from './api/queue-api.ts';
import { routes } from './routes.ts';
import { signedIn, type SignedIn } from './session/signed-in.ts';
import type { TeamContext } from './team-context.ts';

/** The team's application. Everything under `/api` needs an access token. */
export const teamApp = (context: TeamContext): Hono<SignedIn> => {
  const app = new Hono<SignedIn>();
  app.use(withSecurityHeaders);
  answer(app, routes.start, { GET: (c) => c.html(startPage) });
  app.use('/api/*', signedIn(context));
  queueApi(app, context);
  caseApi(app, context);
  app.notFound(() => problemResponse(notFound));
  app.onError((error) => {
    context.log({ event: 'fault', code: faultCode(error) });
    return problemResponse(problemOfFault(error));
  });
  return app;
};

/** Where a notice leads. */
const startPage = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>Team</title>
    </head>
    <body>
      <main>
        <h1>Something may be waiting for you</h1>
        <p>Ask for it with your access token, which whoever runs this service gives you:</p>
        <pre>curl -H "Authorization: Bearer $TOKEN" &lt;this address&gt;api/cases</pre>
      </main>
    </body>
  </html>`;
