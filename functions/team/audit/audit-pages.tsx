import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import { exportAuditLog, readAuditLog } from '../../domain/casework/reading/read-audit-log.ts';
import { auditLogDownload } from './audit-view.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { auditNames } from './audit-words.ts';
import { casePath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { AuditPage } from './audit-page.tsx';
import { numberIn, placeIn } from '../ui/place-in.ts';
import { refusalPage } from '../ui/refusal-page.tsx';

/** The audit log of a case, to be read and to be handed out. */
export const auditPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const refused = (c: Context<SignedIn>, kind: string) =>
    kind === 'unopened'
      ? c.redirect(casePath(caseIdOf(c) ?? ''), 303)
      : refusalPage(c, settings, kind === 'forbidden' ? 'forbidden' : 'not-found', c.get('member'));

  route(app, routes.audit, {
    GET: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return refused(c, 'not-found');
      const before = placeIn(c, 'before');
      const result = await readAuditLog(caseContextOf(c, context), id, { before });
      if (result.kind !== 'audit-log') return refused(c, result.kind);
      const { log, mayExport } = result;
      if (log.check.kind === 'broken') context.log({ event: 'audit-log-broken' });
      const member = c.get('member');
      const names = await auditNames(context);
      return c.html(
        <AuditPage
          {...{ settings, member, caseId: id, log, names, mayExport }}
          isLatest={before === undefined}
        />,
      );
    },
  });

  route(app, routes.auditExport, {
    POST: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return refused(c, 'not-found');
      const form = await readForm(c.req.raw);
      const from = numberIn(form.ok ? form.content.get('from') : undefined) ?? 1;
      const result = await exportAuditLog(caseContextOf(c, context), id, from);
      if (result.kind !== 'audit-log') return refused(c, result.kind);
      return auditLogDownload(result.log, await auditNames(context), from);
    },
  });
};
