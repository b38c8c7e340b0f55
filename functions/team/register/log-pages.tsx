import type { Context, Hono } from 'hono';
import type { Problem } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { mayDo } from '../../domain/authorization/permissions.ts';
import { day } from '../../domain/kernel/clock.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { refusalPage } from '../ui/refusal-page.tsx';
import { logChoice } from './log-filters.tsx';
import { logDownload } from './log-file.ts';
import { LogPage } from './log-page.tsx';
import { readLog, readLogFile, type LogPart } from './read-log.ts';

const pageLength = '50';

/** The log as a page, narrowed by its address, and as a file. */
export const logPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const refused = (c: Context<SignedIn>) => refusalPage(c, settings, 'forbidden', c.get('member'));
  const isAllowed = (c: Context<SignedIn>): boolean => mayDo('read-log', c.get('member').role) === 'allowed';
  const page = (c: Context<SignedIn>, part: LogPart | undefined, problem?: Problem) => {
    const choice = logChoice((name) => c.req.query(name));
    const isFirstPage = c.req.query('cursor') === undefined || problem !== undefined;
    const problems = problem ? pageProblems(problem) : [];
    const shown = { settings, member: c.get('member'), choice, part, isFirstPage, problems };
    return c.html(<LogPage {...shown} />, problem ? 422 : 200);
  };
  const fieldsOf = (c: Context<SignedIn>): Readonly<Record<string, string>> => {
    const cursor = c.req.query('cursor');
    return { ...logChoice((name) => c.req.query(name)), ...(cursor !== undefined && { cursor }) };
  };

  route(app, routes.log, {
    GET: async (c) => {
      if (!isAllowed(c)) return refused(c);
      const result = await readLog(context, c.get('member'), { ...fieldsOf(c), limit: pageLength });
      return result.kind === 'refused' ? page(c, undefined, result.problem) : page(c, result);
    },
  });

  route(app, routes.logFile, {
    GET: async (c) => {
      if (!isAllowed(c)) return refused(c);
      const result = await readLogFile(context, c.get('member'), fieldsOf(c));
      return result.kind === 'refused'
        ? page(c, undefined, result.problem)
        : logDownload(result, settings, day(context.clock()));
    },
  });
};

const cursorText =
  'This page of the log cannot be shown: the address is not one that we made. Begin again below.';

const pageProblems = ({ errors = [] }: Problem): PageProblem[] =>
  errors.map(({ pointer, detail }) => {
    const field = pointer.slice(1);
    return field === 'cursor' ? { field: '', text: cursorText } : { field, text: detail };
  });
