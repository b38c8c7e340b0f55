import type { Context, Hono } from 'hono';
import { mayDo } from '../../domain/authorization/permissions.ts';
import { month } from '../../domain/kernel/clock.ts';
import { yearInReview, yearUntil, type YearInReview } from '../../domain/review/year-in-review.ts';
import { maySeeStatistic, readStatistics } from '../../domain/statistics/read-statistics.ts';
import { problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { notAllowed } from '../procedure/read-procedure-part.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { yearReview } from './review-contract.ts';
import { ReviewPage } from './review-page.tsx';

/** How the community's own code was used in the last twelve months, as a page and as JSON. */
export const reviewPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const isAllowed = (c: Context<SignedIn>): boolean =>
    mayDo('read-review', c.get('member').role) === 'allowed';

  const review = async (c: Context<SignedIn>): Promise<YearInReview> => {
    const member = c.get('member');
    const channels = member.channels.filter((name) => Object.hasOwn(settings.channels, name));
    const months = yearUntil(month(context.clock()));
    const read = await readStatistics({ ...context, store: context.cases }, channels, months);
    if (read.unreadable > 0) context.log({ event: 'row-unreadable', count: read.unreadable });
    const rows = read.rows.filter((row) => maySeeStatistic(member, row));
    return yearInReview(Object.keys(settings.decisions.rules), months, rows);
  };

  route(app, routes.review, {
    GET: async (c) =>
      isAllowed(c)
        ? c.html(<ReviewPage settings={settings} member={c.get('member')} review={await review(c)} />)
        : refusalPage(c, settings, 'forbidden', c.get('member')),
  });
  route(app, routes.api.review, {
    GET: async (c) =>
      isAllowed(c) ? c.json(yearReview.parse(await review(c))) : problemResponse(notAllowed),
  });
};
