import type { Context, Hono } from 'hono';
import { isNotPermitted } from '../../domain/casework/change/permission-of.ts';
import { problemText, type ProblemText } from '../../domain/casework/change/problem-text.ts';
import { openCopy } from '../../domain/casework/two-people/open-copy.ts';
import { readCopy } from '../../domain/casework/two-people/read-copy.ts';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import { problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { operationPath } from '../handling/operation-path.ts';
import { casePath, copyPath, pagePath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { numberIn } from '../ui/place-in.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { CopyPage } from './copy-page.tsx';

/** A copy of a case: opened once by who asked for it, and read while it is open. */
export const copyPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const notPermitted = (c: Context<SignedIn>, kind: string) =>
    kind === 'unopened'
      ? c.redirect(casePath(caseIdOf(c) ?? ''), 303)
      : refusalPage(c, settings, kind === 'forbidden' ? 'forbidden' : 'not-found', c.get('member'));
  const refused = (c: Context<SignedIn>, text: ProblemText) => {
    // A status of this application is one that Hono knows.
    const { status } = problemOf(text) as { status: 403 | 404 | 409 | 422 };
    const member = c.get('member');
    return c.html(
      <MessagePage {...{ settings, member }} heading="There is no copy to read" text={text.detail} failed />,
      status,
    );
  };

  route(app, operationPath(openCopy), {
    GET: (c) => c.redirect(pagePath(caseIdOf(c) ?? '', 'measures'), 303),
    POST: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return notPermitted(c, 'not-found');
      const form = await readForm(c.req.raw);
      const request = numberIn(form.ok ? form.content.get('request') : undefined) ?? 0;
      const ran = await openCopy.run(caseContextOf(c, context), id, { request }, {});
      switch (ran.kind) {
        case 'done':
          return c.redirect(copyPath(id, request), 303);
        case 'refused':
          return refused(c, ran.problem);
        case 'invalid':
          return notPermitted(c, 'not-found');
        case 'not-found':
        case 'forbidden':
        case 'unopened':
          return notPermitted(c, ran.kind);
      }
    },
  });

  route(app, routes.copy, {
    GET: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return notPermitted(c, 'not-found');
      const found = await readCopy(caseContextOf(c, context), id, numberIn(c.req.param('part')) ?? 0);
      if (found.kind === 'copy')
        return c.html(
          <CopyPage
            {...{ settings, member: c.get('member'), caseId: id, copy: found, now: context.clock() }}
          />,
        );
      if (isNotPermitted(found)) return notPermitted(c, found.kind);
      return refused(c, problemText(openCopy.problems, found));
    },
  });
};
