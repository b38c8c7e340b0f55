import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { mayDo } from '../../domain/authorization/permissions.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { CodePage, ProcedurePage } from './procedure-page.tsx';
import { findByCode, readProcedurePart } from './read-procedure-part.ts';

/** How cases were handled, for auditors and leads. */
export const procedurePages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;

  route(app, routes.procedure, {
    GET: async (c) => {
      const member = c.get('member');
      if (mayDo('read-procedure', member.role) !== 'allowed')
        return refusalPage(c, settings, 'forbidden', member);
      const choice = Object.fromEntries(
        (['channel', 'from', 'until'] as const).flatMap((name) => {
          const value = (c.req.query(name) ?? '').trim();
          return value === '' ? [] : [[name, value] as const];
        }),
      );
      const cursor = c.req.query('cursor');
      const asked = { ...choice, ...(cursor !== undefined && { cursor }) };
      const result = await readProcedurePart(context, member, asked);
      const isFirstPage = cursor === undefined;
      if (result.kind === 'procedure') {
        const shown = { settings, member, choice, part: result, isFirstPage, problems: [] };
        return c.html(<ProcedurePage {...shown} />);
      }
      const { detail, errors = [] } = result.problem;
      const problems =
        result.problem.code === 'cursor-invalid' || errors.length === 0
          ? [{ field: '', text: detail }]
          : errors.map(({ pointer, detail: text }) => ({ field: pointer.slice(1), text }));
      const shown = { settings, member, choice, part: undefined, isFirstPage: false, problems };
      return c.html(<ProcedurePage {...shown} />, 422);
    },
  });

  route(app, routes.caseByCode, {
    GET: async (c) => {
      const member = c.get('member');
      const result = await findByCode(context, member, { code: (c.req.query('code') ?? '').slice(0, 60) });
      return result.kind === 'refused'
        ? refusalPage(c, settings, 'forbidden', member)
        : c.html(<CodePage settings={settings} member={member} found={result.found} />);
    },
  });
};
