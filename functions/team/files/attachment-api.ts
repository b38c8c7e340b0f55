import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { notFound, problemResponse, type Problem } from '../../web/answer/problem.ts';
import { openOriginal, originalPass, originalProblems } from '../../domain/casework/reading/open-original.ts';
import { attachmentOf, openedOriginalOf, type OriginalResult } from './case-files.ts';
import { rangeAnswer } from './file-answer.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { originalOpened, originalPassHeader, originalRequest } from './attachment-contract.ts';
import { problemText } from '../../domain/casework/change/problem-text.ts';
import { noSuchCase, notPermittedProblem, problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf, withBody } from '../case/case-request.ts';

const noSuchFile: Problem = {
  ...notFound,
  code: 'no-such-attachment',
  detail: 'The case has no attachment with this id.',
};

const passOver: Problem = {
  status: 401,
  code: 'original-pass-unusable',
  detail: `Send the pass of an original that you have opened in the last 30 minutes as ${originalPassHeader}.`,
  headers: { 'www-authenticate': originalPassHeader },
};

/** The files of a case, and the originals that are opened with a reason. */
export const attachmentApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  const answered = (c: Context<SignedIn>, found: OriginalResult): Response | Promise<Response> => {
    switch (found.kind) {
      case 'file':
        return rangeAnswer(found.file, c.req.header('range'));
      case 'no-such-file':
        return problemResponse(noSuchFile);
      case 'pass-over':
        return problemResponse(passOver);
      case 'not-found':
      case 'forbidden':
      case 'unopened':
        return problemResponse(notPermittedProblem(found));
    }
  };

  route(app, routes.api.attachment, {
    GET: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return problemResponse(noSuchCase);
      const attachmentId = c.req.param('attachment') ?? '';
      return answered(c, await attachmentOf(context, caseContextOf(c, context), id, attachmentId));
    },
  });

  route(app, routes.api.original, {
    POST: (c) =>
      withBody(c, originalRequest, async (id, { reason }) => {
        const wanted = { attachmentId: c.req.param('attachment') ?? '', reason };
        const result = await openOriginal(caseContextOf(c, context), id, wanted);
        if (result.kind === 'already-sent') return problemResponse(noSuchCase);
        if (result.kind === 'no-original' || result.kind === 'thread-full')
          return problemResponse(problemOf(problemText(originalProblems, result)));
        if (result.kind !== 'opened') return problemResponse(notPermittedProblem(result));
        const { name, size } = result.original;
        const pass = originalPass(await context.ticketSecret(context.clock()), result.original);
        return c.json(originalOpened.parse({ pass, name, size }));
      }),
  });

  route(app, routes.api.originals, {
    GET: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return problemResponse(noSuchCase);
      const pass = c.req.header(originalPassHeader) ?? '';
      return answered(c, await openedOriginalOf(context, caseContextOf(c, context), id, pass));
    },
  });
};
