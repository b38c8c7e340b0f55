import type { Handler, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { fieldProblems, invalidFields, problemResponse } from '../../web/answer/problem.ts';
import { readJson } from '../../web/request/request-body.ts';
import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import { caseOperations } from '../../domain/casework/operations.ts';
import { appealsAnswer } from '../appeal/appeal-api.ts';
import { dataRequestsAnswer } from '../data-request/data-request-api.ts';
import { holdsAnswer, measuresAnswer, publicBansAnswer } from '../measures/measures-api.ts';
import { narrativeAnswer } from '../narrative/narrative-api.ts';
import { doorsAnswer } from '../doors/doors-api.ts';
import { routes } from '../routes.ts';
import { redactionsAnswer } from '../redaction/redaction-api.ts';
import { requestsAnswer } from '../two-people/requests-api.ts';
import { operationApiPath, partOf } from './operation-path.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { notesAnswer, tasksAnswer } from '../case/case-lists-api.ts';
import {
  decisionsAnswer,
  findingsAnswer,
  opinionsAnswer,
  proposalsAnswer,
} from '../decision/decision-api.ts';
import { letterTemplatesAnswer, likeCasesAnswer } from '../decision/begin-api.ts';
import { lettersAnswer } from '../decision/letter-api.ts';
import {
  evidenceAnswer,
  interviewsAnswer,
  planAnswer,
  respondentsAnswer,
} from '../investigation/investigation-api.ts';
import { noSuchCase, notPermittedProblem, problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf, sentKeyOf } from '../case/case-request.ts';

const runs =
  (operation: CaseOperation, context: TeamContext): Handler<SignedIn> =>
  async (c) => {
    const id = caseIdOf(c);
    if (id === undefined) return problemResponse(noSuchCase);
    const body = await readJson(c.req.raw);
    if (!body.ok) return problemResponse(body.problem);
    const { problem } = operation.idempotent ? sentKeyOf(c, '') : {};
    if (problem) return problemResponse(problem);
    const sentKeyFor = (input: string): string | undefined => sentKeyOf(c, input).sentKey;
    const request = { ...(operation.idempotent && { sentKeyFor }), part: partOf(c) };
    const ran = await operation.run(caseContextOf(c, context), id, body.content, request);
    switch (ran.kind) {
      case 'done': {
        const status = ran.before ? 200 : (operation.status ?? 200);
        return Response.json(operation.answer.parse(ran.answer), { status });
      }
      case 'invalid':
        return problemResponse(invalidFields(fieldProblems(ran.error)));
      case 'refused':
        return problemResponse(problemOf(ran.problem));
      case 'not-found':
      case 'forbidden':
      case 'unopened':
        return problemResponse(notPermittedProblem(ran));
    }
  };

/** Every operation on a case, and the lists that are read at the same addresses. */
export const operationsApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  const lists: Readonly<Record<string, Handler<SignedIn>>> = {
    '/notes': (c) => notesAnswer(c, context),
    '/tasks': (c) => tasksAnswer(c, context),
    '/findings': (c) => findingsAnswer(c, context),
    '/opinions': (c) => opinionsAnswer(c, context),
    '/proposals': (c) => proposalsAnswer(c, context),
    '/decisions': (c) => decisionsAnswer(c, context),
    '/letters': (c) => lettersAnswer(c, context),
    '/respondents': (c) => respondentsAnswer(c, context),
    '/interviews': (c) => interviewsAnswer(c, context),
    '/evidence': (c) => evidenceAnswer(c, context),
    '/plan': (c) => planAnswer(c, context),
    '/holds': (c) => holdsAnswer(c, context),
    '/public-bans': (c) => publicBansAnswer(c, context),
    '/narrative': (c) => narrativeAnswer(c, context),
    '/redactions': (c) => redactionsAnswer(c, context),
    '/appeals': (c) => appealsAnswer(c, context),
    '/data-requests': (c) => dataRequestsAnswer(c, context),
    '/doors': (c) => doorsAnswer(c, context),
  };
  for (const operation of caseOperations) {
    const GET = lists[operation.path];
    route(app, operationApiPath(operation), { ...(GET && { GET }), POST: runs(operation, context) });
  }
  route(app, routes.api.measures, { GET: (c) => measuresAnswer(c, context) });
  route(app, routes.api.requests, { GET: (c) => requestsAnswer(c, context) });
  route(app, routes.api.likeCases, { GET: (c) => likeCasesAnswer(c, context) });
  route(app, routes.api.letterTemplates, { GET: (c) => letterTemplatesAnswer(c, context) });
};
