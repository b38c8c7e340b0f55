import type { Context, Hono } from 'hono';
import { mayDo, type TeamOperation } from '../../domain/authorization/permissions.ts';
import { day } from '../../domain/kernel/clock.ts';
import { fieldProblems, invalidFields, problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { readForm, readJson } from '../../web/request/request-body.ts';
import { notAllowed } from '../queue/list-problems.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage, type Refusal } from '../ui/refusal-page.tsx';
import { readReview } from './read-review.ts';
import { checklistTicked, newTick, yearReview } from './review-contract.ts';
import { ReviewPage } from './review-page.tsx';
import { reviewViewOf } from './review-view.ts';

/** How the community's own code was used, and the yearly checklist, as a page and as JSON. */
export const reviewRoutes = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings, checklist } = context;
  const may = (c: Context<SignedIn>, operation: TeamOperation): boolean =>
    mayDo(operation, c.get('member').role) === 'allowed';
  const refused = (c: Context<SignedIn>, refusal: Refusal) =>
    refusalPage(c, settings, refusal, c.get('member'));

  /** @returns the day it is ticked on, or `undefined` where the settings have no such point */
  const tick = async (c: Context<SignedIn>, point: string): Promise<string | undefined> => {
    if (!Object.hasOwn(settings.review.checklist, point)) return undefined;
    const on = day(context.clock());
    await checklist.tick({ point, on, by: c.get('member').memberId });
    return on;
  };

  route(app, routes.review, {
    GET: async (c) => {
      if (!may(c, 'read-review')) return refused(c, 'forbidden');
      const member = c.get('member');
      const shown = { settings, member, mayTick: may(c, 'tick-checklist') };
      return c.html(<ReviewPage {...shown} review={await readReview(context, member)} />);
    },
  });
  route(app, routes.checklist, {
    GET: (c) => c.redirect(routes.review, 303),
    POST: async (c) => {
      if (!may(c, 'tick-checklist')) return refused(c, 'forbidden');
      const form = await readForm(c.req.raw);
      if (!form.ok) return refused(c, 'unreadable');
      const on = await tick(c, form.content.get('point') ?? '');
      return on === undefined ? refused(c, 'not-found') : c.redirect(`${routes.review}#checklist`, 303);
    },
  });
  route(app, routes.api.review, {
    GET: async (c) =>
      may(c, 'read-review')
        ? c.json(yearReview.parse(reviewViewOf(await readReview(context, c.get('member')))))
        : problemResponse(notAllowed),
  });
  route(app, routes.api.checklist, {
    POST: async (c) => {
      if (!may(c, 'tick-checklist')) return problemResponse(notAllowed);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const given = newTick.safeParse(body.content);
      if (!given.success) return problemResponse(invalidFields(fieldProblems(given.error)));
      const on = await tick(c, given.data.point);
      const unknown = [{ pointer: '/point', detail: 'Is no point of the settings.' }];
      return on === undefined
        ? problemResponse(invalidFields(unknown))
        : c.json(checklistTicked.parse({ on }), 201);
    },
  });
};
