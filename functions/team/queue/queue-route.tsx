import { channelsOf } from '../../domain/member/channels-of.ts';
import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import { mayDo } from '../../domain/authorization/permissions.ts';
import { listCases } from '../../domain/casework/reading/list-cases.ts';
import { sectionsOf } from '../../domain/casework/reading/walk-queue.ts';
import type { Member } from '../../domain/member/member.ts';
import { readQueue } from './read-queue.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { newsOf } from '../ui/news.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { countCases, mostCounted, type QueueCounts } from './queue-counts.ts';
import { choiceOf } from './queue-choice.ts';
import { QueuePage } from './queue-page.tsx';

const pageLength = '25';

/** `/cases`: the list by its address; a search is posted. */
export const queueRoute = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;

  const counts = async (member: Member, now: Date): Promise<QueueCounts> => {
    const channels = channelsOf(member, settings);
    const first = await listCases(
      { ...context, store: context.cases, member, now },
      { sections: sectionsOf(channels, ['open']), after: {}, limit: mostCounted },
    );
    return countCases(first, now);
  };

  const page = async (
    c: Context<SignedIn>,
    field: (name: string) => string | undefined,
    search?: string,
  ): Promise<Response> => {
    const member = c.get('member');
    if (mayDo('list-cases', member.role) !== 'allowed') return refusalPage(c, settings, 'forbidden', member);
    const choice = choiceOf(field);
    const cursor = field('cursor');
    const asked = {
      ...choice,
      limit: pageLength,
      ...(cursor === undefined ? {} : { cursor }),
      ...(search === undefined ? {} : { q: search }),
    };
    const isWhole = search === undefined && cursor === undefined && Object.keys(choice).length === 0;
    const now = context.clock();
    const [result, team, counted] = await Promise.all([
      readQueue(context, member, asked),
      context.members.allMembers(),
      isWhole ? counts(member, now) : undefined,
    ]);
    const shown = { settings, member, team, now, choice, search, isFirstPage: cursor === undefined };
    if (result.kind === 'refused') {
      const problems = [{ field: search === undefined ? '' : 'q', text: refusedText(search) }];
      const refused = <QueuePage {...shown} choice={{}} part={undefined} problems={problems} />;
      return c.html(refused, result.problem.status === 403 ? 403 : 422);
    }
    return c.html(<QueuePage {...shown} part={result} counts={counted} news={newsOf(field('did'))} />);
  };

  route(app, routes.queue, {
    GET: (c) => page(c, (name) => c.req.query(name)),
    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return refusalPage(c, settings, 'unreadable', c.get('member'));
      const text = (form.content.get('q') ?? '').trim();
      // Nothing to look for is the whole list.
      if (text === '') return c.redirect(routes.queue, 303);
      return page(c, (name) => form.content.get(name), text);
    },
  });
};

const refusedText = (search: string | undefined): string =>
  search === undefined
    ? 'This list cannot be shown: the address is not one that we made, or not for you. Begin again below.'
    : 'This cannot be looked for. Write a name or a place with at least one letter or digit, at most 200 characters.';
