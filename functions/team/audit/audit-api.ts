import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { problemResponse } from '../../web/answer/problem.ts';
import { exportAuditLog, readAuditLog } from '../../domain/casework/reading/read-audit-log.ts';
import { auditNames } from './audit-words.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { auditLogDownload, auditLogView } from './audit-view.ts';
import { noSuchCase, notPermittedProblem } from '../case/case-problem.ts';
import { auditExport } from './audit-contract.ts';
import { withPage } from '../case/case-lists-api.ts';
import { caseContextOf, withBody } from '../case/case-request.ts';

/** What members did to a case, and whether the record of it is whole. */
export const auditApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.api.audit, {
    GET: (c) =>
      withPage(c, async (id, { cursor, limit }) => {
        const result = await readAuditLog(caseContextOf(c, context), id, { before: cursor, limit });
        if (result.kind !== 'audit-log') return problemResponse(notPermittedProblem(result));
        if (result.log.check.kind === 'broken') context.log({ event: 'audit-log-broken' });
        const names = await auditNames(context);
        return c.json(auditLogView(result.log, names));
      }),
  });

  route(app, routes.api.auditExport, {
    POST: (c) =>
      withBody(c, auditExport, async (id, { from }) => {
        const result = await exportAuditLog(caseContextOf(c, context), id, from);
        switch (result.kind) {
          case 'audit-log':
            return auditLogDownload(result.log, await auditNames(context), from);
          case 'already-sent':
            return problemResponse(noSuchCase);
          case 'not-found':
          case 'forbidden':
          case 'unopened':
            return problemResponse(notPermittedProblem(result));
        }
      }),
  });
};
