import type { Hono } from 'hono';
import type * as z from 'zod';
import { route } from '../../web/answer/route.ts';
import { problemResponse } from '../../web/answer/problem.ts';
import { readQueue, type QueuePart } from './read-queue.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { fileCase } from '../filing/on-behalf-api.ts';
import { caseLineView, foundPlaceView, listedCaseView } from '../case/case-json.ts';
import { caseList } from '../case/case-contract.ts';

/** `GET /api/cases`: what is due first in the member's channels, a page at a time; `q` searches. */
export const queueApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.api.cases, {
    GET: async (c) => {
      const result = await readQueue(context, c.get('member'), c.req.query());
      if (result.kind === 'refused') return problemResponse(result.problem);
      return c.json(caseList.parse(queueView(result, context.clock())));
    },
    POST: fileCase(context),
  });
};

const queueView = (part: QueuePart, now: Date): z.input<typeof caseList> => {
  const { cursor } = part;
  if (part.kind === 'listed') return { cases: part.cases.map((line) => listedCaseView(line, now)), cursor };
  const cases = part.cases.map(({ line, places }) => ({
    ...caseLineView(line, now),
    found: places.map(foundPlaceView),
  }));
  return { cases, searched: part.searched, progress: part.progress, cursor };
};
