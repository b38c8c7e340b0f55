import type { Hono } from 'hono';
import { lookForReport } from '../../domain/transparency/find-in-reports.ts';
import { problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { bearerToken, malformedToken, noDoorProblem } from '../api/bearer-token.ts';
import { countedReports } from '../api/contract.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';

/** `GET /api/follow-up/counted`: in which published reports the report was counted. */
export const countedApi = (app: Hono, context: ReporterContext): void => {
  route(app, routes.api.counted, {
    GET: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const result = await lookForReport(context.store, token, context.clock());
      switch (result.kind) {
        case 'unusable':
        case 'must-change':
        case 'held':
          return problemResponse(noDoorProblem(result));
        case 'not-the-reporters':
          return problemResponse({
            status: 409,
            code: 'not-the-reporters',
            detail: 'Only the token of a report finds it in published counts.',
          });
        case 'looked':
          return c.json(countedReports.parse({ reports: result.reports }));
      }
    },
  });
};
