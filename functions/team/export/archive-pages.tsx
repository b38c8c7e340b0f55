import type { Context, Hono } from 'hono';
import { isNotPermitted, type NotPermitted } from '../../domain/casework/change/permission-of.ts';
import { problemText } from '../../domain/casework/change/problem-text.ts';
import { openCopy, type OpenRefusal } from '../../domain/casework/two-people/open-copy.ts';
import { route } from '../../web/answer/route.ts';
import { downloadHeaders } from '../../web/files/download.ts';
import { readForm } from '../../web/request/request-body.ts';
import { problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { casePath, copyPath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { numberIn } from '../ui/place-in.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { ArchivePage } from './archive-page.tsx';
import { archiveVolume, beginArchive, type Wanted } from './archive.ts';

/** A copy that is saved as encrypted files. */
export const archivePages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const message = (c: Context<SignedIn>, status: 403 | 404 | 409 | 422, heading: string, text: string) =>
    c.html(<MessagePage {...{ settings, member: c.get('member') }} {...{ heading, text }} failed />, status);
  const refused = (c: Context<SignedIn>, refusal: OpenRefusal | NotPermitted) => {
    if (isNotPermitted(refusal))
      return refusal.kind === 'unopened'
        ? c.redirect(casePath(caseIdOf(c) ?? ''), 303)
        : refusalPage(c, settings, refusal.kind, c.get('member'));
    const text = problemText(openCopy.problems, refusal);
    // A status of this application is one that Hono knows.
    const { status } = problemOf(text) as { status: 403 | 404 | 409 | 422 };
    return message(c, status, 'There is no copy to save', text.detail);
  };
  const wantedOf = (c: Context<SignedIn>): Wanted | undefined => {
    const caseId = caseIdOf(c);
    const request = numberIn(c.req.param('part')) ?? 0;
    return caseId === undefined ? undefined : { caseContext: caseContextOf(c, context), caseId, request };
  };
  const back = (c: Context<SignedIn>) => {
    const { caseId, request } = wantedOf(c) ?? {};
    return c.redirect(caseId === undefined ? routes.queue : copyPath(caseId, request ?? 0), 303);
  };

  route(app, routes.archive, {
    GET: back,
    POST: async (c) => {
      const wanted = wantedOf(c);
      if (!wanted) return refusalPage(c, settings, 'not-found', c.get('member'));
      const begun = await beginArchive(context, wanted);
      if (begun.kind !== 'begun') return refused(c, begun);
      const { caseId } = wanted;
      return c.html(<ArchivePage {...{ settings, member: c.get('member'), caseId, begun }} />, 201);
    },
  });

  route(app, routes.archiveVolume, {
    GET: back,
    POST: async (c) => {
      const wanted = wantedOf(c);
      const form = await readForm(c.req.raw);
      if (!wanted || !form.ok) return refusalPage(c, settings, 'not-found', c.get('member'));
      const volume = numberIn(form.content.get('volume')) ?? 0;
      const found = await archiveVolume(context, wanted, { pass: form.content.get('pass') ?? '', volume });
      if (found.kind === 'volume')
        return new Response(Buffer.from(found.bytes), { headers: downloadHeaders(found.name) });
      if (found.kind === 'no-such-volume') return refusalPage(c, settings, 'not-found', c.get('member'));
      if (found.kind !== 'pass-over') return refused(c, found);
      const over =
        'Their 30 minutes are over, or another member has made them. Ask for a new copy, on the page Measures.';
      return message(c, 403, 'These files are closed again', over);
    },
  });
};
