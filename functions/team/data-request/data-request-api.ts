import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { noSuchDataRequest } from '../../domain/casework/data-request/answer-data-request.ts';
import { readDataRequest } from '../../domain/casework/data-request/read-data-request.ts';
import { problemText } from '../../domain/casework/change/problem-text.ts';
import { readAllOf } from '../../domain/casework/reading/read-list.ts';
import { dataRequestRecord } from '../../domain/casework/record/data-request-record.ts';
import { problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { noSuchCase, notPermittedProblem, problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { noting, reading } from '../investigation/investigation-api.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { numberIn } from '../ui/place-in.ts';
import { dataRequestList, dataRequestView } from './data-request-contract.ts';

/** `GET …/data-requests`. */
export const dataRequestsAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(
    c,
    context,
    (caseContext, id) => readAllOf(caseContext, id, dataRequestRecord),
    ({ read }) =>
      dataRequestList.parse({
        requests: read.records.map(({ number, content }) => ({ number, ...content })),
        damaged: noting(context, read.unreadable),
      } satisfies z.input<typeof dataRequestList>),
  );

/** One of them, with what there is about who asks, and the copy for them. */
export const dataRequestApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.api.dataRequest, {
    GET: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return problemResponse(noSuchCase);
      const caseContext = caseContextOf(c, context);
      const found = await readDataRequest(caseContext, id, numberIn(c.req.param('part')) ?? 0);
      if (found.kind === 'data-request') {
        const { number, request, holdings, copy, unreadable } = found;
        const damaged = noting(context, unreadable);
        return c.json(
          dataRequestView.parse({
            ...request,
            number,
            holdings,
            copy: copy.text,
            damaged,
          } satisfies z.input<typeof dataRequestView>),
        );
      }
      return found.kind === 'no-such-data-request'
        ? problemResponse(problemOf(problemText(noSuchDataRequest, found)))
        : problemResponse(notPermittedProblem(found));
    },
  });
};
