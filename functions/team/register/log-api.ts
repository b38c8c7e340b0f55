import type { Hono } from 'hono';
import { problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { day } from '../../domain/kernel/clock.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { logList } from './log-contract.ts';
import { logDownload } from './log-file.ts';
import { logView } from './log-view.ts';
import { readLog, readLogFile } from './read-log.ts';

/** The enforcement log, a page at a time, and as a file. */
export const logApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.api.log, {
    GET: async (c) => {
      const result = await readLog(context, c.get('member'), c.req.query());
      return result.kind === 'refused'
        ? problemResponse(result.problem)
        : c.json(logList.parse(logView(result)));
    },
  });

  route(app, routes.api.logFile, {
    GET: async (c) => {
      const result = await readLogFile(context, c.get('member'), c.req.query());
      return result.kind === 'refused'
        ? problemResponse(result.problem)
        : logDownload(result, context.settings, day(context.clock()));
    },
  });
};
