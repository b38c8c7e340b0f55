import { channelsOf } from '../../domain/member/channels-of.ts';
import type { Hono } from 'hono';
import { mayDo } from '../../domain/authorization/permissions.ts';
import { readBoard, type Board } from '../../domain/casework/reading/read-board.ts';
import type { Member } from '../../domain/member/member.ts';
import { problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { notAllowed } from '../queue/list-problems.ts';
import { readChecklist } from '../review/read-review.ts';
import { routes } from '../routes.ts';
import { firstPage } from '../session/first-page.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { boardView } from './board-contract.ts';
import { BoardPage } from './board-page.tsx';
import { boardViewOf } from './board-view.ts';

type Read = {
  readonly board: Board;
  readonly team: readonly Member[];
  readonly now: Date;
  /** Points of the yearly checklist that are due; for those who may tick them. */
  readonly reviewDue: readonly string[] | undefined;
};

const readReviewDue = async (context: TeamContext, { role }: Member): Promise<Read['reviewDue']> => {
  if (mayDo('tick-checklist', role) !== 'allowed') return undefined;
  const points = await readChecklist(context, (await context.team.read()).members);
  return points.filter(({ isDue }) => isDue).map(({ point }) => point);
};

const read = async (context: TeamContext, member: Member): Promise<Read> => {
  const now = context.clock();
  const channels = channelsOf(member, context.settings);
  const team = await context.members.allMembers();
  const board = await readBoard({ ...context, store: context.cases, member, now }, channels, team);
  if (board.looked.unreadable > 0) context.log({ event: 'row-unreadable', count: board.looked.unreadable });
  return { board, team, now, reviewDue: await readReviewDue(context, member) };
};

/** The team's board, as a page and as JSON. */
export const boardRoutes = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const maySeeMembers = ({ role }: Member): boolean => mayDo('see-members', role) === 'allowed';

  // “I am signed in already” leads there, whoever presses it.
  route(app, routes.first, { GET: (c) => c.redirect(firstPage(c.get('member')), 303) });

  route(app, routes.board, {
    GET: async (c) => {
      const member = c.get('member');
      if (mayDo('see-board', member.role) !== 'allowed') return refusalPage(c, settings, 'forbidden', member);
      const shown = { settings, member, maySeeMembers: maySeeMembers(member) };
      return c.html(<BoardPage {...shown} {...await read(context, member)} />);
    },
  });

  route(app, routes.api.board, {
    GET: async (c) => {
      const member = c.get('member');
      if (mayDo('see-board', member.role) !== 'allowed') return problemResponse(notAllowed);
      const { board, reviewDue } = await read(context, member);
      return c.json(boardView.parse(boardViewOf(board, maySeeMembers(member), reviewDue)));
    },
  });
};
