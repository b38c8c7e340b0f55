import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { readAllOf } from '../../domain/casework/reading/read-list.ts';
import { twoPersonRequestRecord } from '../../domain/casework/record/decision-records.ts';
import { isNotPermitted } from '../../domain/casework/change/permission-of.ts';
import { problemText } from '../../domain/casework/change/problem-text.ts';
import { openCopy } from '../../domain/casework/two-people/open-copy.ts';
import { readCopy } from '../../domain/casework/two-people/read-copy.ts';
import { lapsesAt, requestHash, requestStateOf } from '../../domain/decision/two-person-request.ts';
import { problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { noSuchCase, notPermittedProblem, problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { noting, reading } from '../investigation/investigation-api.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { numberIn } from '../ui/place-in.ts';
import { copyView, formOf } from './copy-view.ts';
import { requestList } from './requests-contract.ts';

/** `GET …/requests`. */
export const requestsAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> => {
  const now = context.clock();
  return reading(
    c,
    context,
    (caseContext, id) => readAllOf(caseContext, id, twoPersonRequestRecord),
    ({ read }) =>
      requestList.parse({
        requests: read.records.map(({ number, content }) => {
          const state = requestStateOf(content, now);
          const waits = state === 'open' || state === 'agreed';
          return {
            number,
            ...content,
            copy: content.copy && { ...content.copy, form: formOf(content.copy) },
            state,
            until: waits ? lapsesAt(content).toISOString() : undefined,
            hash: requestHash(caseIdOf(c) ?? '', number, content),
          };
        }),
        damaged: noting(context, read.unreadable),
      } satisfies z.input<typeof requestList>),
  );
};

/** A copy that was opened, as JSON. */
export const copyApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.api.copy, {
    GET: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return problemResponse(noSuchCase);
      const caseContext = caseContextOf(c, context);
      const found = await readCopy(caseContext, id, numberIn(c.req.param('part')) ?? 0);
      if (found.kind === 'copy') return c.json(copyView(context.settings, found, caseContext.now));
      if (isNotPermitted(found)) return problemResponse(notPermittedProblem(found));
      return problemResponse(problemOf(problemText(openCopy.problems, found)));
    },
  });
};
