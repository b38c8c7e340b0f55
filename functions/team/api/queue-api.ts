import type { Hono } from 'hono';
import { answer } from '../../adapters/http/methods.ts';
import { problemResponse } from '../../adapters/http/problem.ts';
import { readQueue } from '../queue.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { fileCase } from './on-behalf-api.ts';
import { listedCaseView } from './case-view.ts';
import { caseList } from './contract.ts';

/** `GET /api/cases`: what is due first in the member's channels, a page at a time; `q` searches. */
export const queueApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  answer(app, routes.api.cases, {
    GET: async (c) => {
      const result = await readQueue(context, c.get('member'), c.req.query());
      if (result.kind === 'refused') return problemResponse(result.problem);
      const { list, cursor } = result;
      const now = context.clock();
      return c.json(caseList.parse({ cases: list.cases.map((line) => listedCaseView(line, now)), cursor }));
    },
    POST: fileCase(context),
  });
};
