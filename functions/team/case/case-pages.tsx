import type { Context, Hono } from 'hono';
import { casePageNames } from '../../domain/casework/change/operation.ts';
import { route } from '../../web/answer/route.ts';
import { previewCase } from '../../domain/casework/reading/preview-case.ts';
import { readCase } from '../../domain/casework/reading/read-case.ts';
import { caseContextOf, caseIdOf } from './case-request.ts';
import { casePath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { casePage } from './case-answer.tsx';
import { openCaseView } from './open-case-view.ts';
import { ConflictPage } from './conflict-page.tsx';
import { newsOf } from '../ui/news.ts';
import { wishIn } from '../decision/wish-in.ts';
import { placeIn } from '../ui/place-in.ts';
import { queueRoute } from '../queue/queue-route.tsx';
import { refusalPage } from '../ui/refusal-page.tsx';

/** Which pages of its lists are shown, and which task is to be changed. */
const placesIn = (c: Context<SignedIn>) => ({
  notesBefore: placeIn(c, 'notesBefore'),
  tasksFrom: placeIn(c, 'tasksFrom'),
  taskChanged: placeIn(c, 'task'),
  interviewsBefore: placeIn(c, 'conversationsBefore'),
});

/** The pages for the daily work: the list, the conflict check, and a case. */
export const casePages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  queueRoute(app, context);

  const notHere = (c: Context<SignedIn>) => refusalPage(c, settings, 'not-found', c.get('member'));

  route(app, routes.case, {
    GET: async (c) => {
      const id = caseIdOf(c);
      const member = c.get('member');
      const preview = id === undefined ? undefined : await previewCase(caseContextOf(c, context), id);
      if (!preview) return notHere(c);
      if (!preview.isReader) return c.html(<ConflictPage {...{ settings, member, preview }} />);
      const view = await openCaseView(context, c, preview.head.caseId, placesIn(c));
      if (!view) return notHere(c);
      return casePage(c, { ...view, news: newsOf(c.req.query('did')) });
    },
  });

  for (const page of casePageNames)
    if (page !== 'case')
      route(app, routes[page], {
        GET: async (c) => {
          const id = caseIdOf(c);
          const preview = id === undefined ? undefined : await previewCase(caseContextOf(c, context), id);
          if (!preview) return notHere(c);
          // Opening a case is said on its own page alone.
          if (!preview.isReader) return c.redirect(casePath(preview.head.caseId), 303);
          const view = await openCaseView(context, c, preview.head.caseId, {
            page,
            ...placesIn(c),
            ...wishIn(c),
          });
          if (!view) return notHere(c);
          return casePage(c, { ...view, news: newsOf(c.req.query('did')) });
        },
      });

  route(app, routes.openCase, {
    GET: (c) => c.redirect(casePath(caseIdOf(c) ?? ''), 303),
    POST: async (c) => {
      const id = caseIdOf(c);
      const result = id === undefined ? undefined : await readCase(caseContextOf(c, context), id);
      if (result?.kind !== 'read') return notHere(c);
      return c.redirect(`${casePath(result.read.head.caseId)}?did=opened`, 303);
    },
  });
};
