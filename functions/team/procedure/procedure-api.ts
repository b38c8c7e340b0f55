import type { Hono } from 'hono';
import { problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { caseOfCode, procedurePart } from './procedure-contract.ts';
import { findByCode, readProcedurePart } from './read-procedure-part.ts';

/** How cases were handled, and which case a code stands for. */
export const procedureApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.api.procedure, {
    GET: async (c) => {
      const result = await readProcedurePart(context, c.get('member'), c.req.query());
      return result.kind === 'refused'
        ? problemResponse(result.problem)
        : c.json(procedurePart.parse(result));
    },
  });

  route(app, routes.api.caseByCode, {
    GET: async (c) => {
      const result = await findByCode(context, c.get('member'), c.req.query());
      return result.kind === 'refused'
        ? problemResponse(result.problem)
        : c.json(caseOfCode.parse({ case: result.found }));
    },
  });
};
