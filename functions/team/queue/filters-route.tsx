import type { Hono } from 'hono';
import { mayDo } from '../../domain/authorization/permissions.ts';
import {
  mostSavedFilters,
  savedFilter,
  withFilter,
  withoutFilter,
  type SavedFilter,
} from '../../domain/member/saved-filter.ts';
import { fieldProblems, invalidFields, problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { readForm, readJson } from '../../web/request/request-body.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { notAllowed } from './list-problems.ts';
import { choiceOf } from './queue-choice.ts';
import { filterList, newFilterList } from './several-contract.ts';

const isInSettings = ({ channels, tags }: Settings, { channel, tag }: SavedFilter): boolean =>
  (channel === undefined || Object.hasOwn(channels, channel)) &&
  (tag === undefined || Object.hasOwn(tags, tag));

/** The filters that a member keeps: a form of the list, and JSON. */
export const filterRoutes = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings, members } = context;

  route(app, routes.filters, {
    GET: (c) => c.redirect(routes.queue, 303),
    POST: async (c) => {
      const member = c.get('member');
      if (mayDo('keep-own-filters', member.role) !== 'allowed')
        return refusalPage(c, settings, 'forbidden', member);
      const form = await readForm(c.req.raw);
      const choice = form.ok ? choiceOf((name) => form.content.get(name)) : {};
      const filter = savedFilter.safeParse(choice);
      if (!form.ok || !filter.success || !isInSettings(settings, filter.data))
        return refusalPage(c, settings, 'unreadable', member);
      const { savedFilters = [] } = member;
      const change = form.content.get('do') === 'drop' ? withoutFilter : withFilter;
      const kept = change(savedFilters, filter.data).slice(0, mostSavedFilters);
      await members.keepFilters(member.memberId, kept);
      return c.redirect(`${routes.queue}?${new URLSearchParams(choice).toString()}`, 303);
    },
  });

  route(app, routes.api.filters, {
    GET: (c) => c.json(filterList.parse({ filters: c.get('member').savedFilters ?? [] })),
    PUT: async (c) => {
      const member = c.get('member');
      if (mayDo('keep-own-filters', member.role) !== 'allowed') return problemResponse(notAllowed);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const parsed = newFilterList.safeParse(body.content);
      if (!parsed.success) return problemResponse(invalidFields(fieldProblems(parsed.error)));
      const unknown = parsed.data.filters.findIndex((one) => !isInSettings(settings, one));
      if (unknown >= 0) {
        const errors = [
          { pointer: `/filters/${unknown}`, detail: 'Names a channel or tag that is not in the settings.' },
        ];
        return problemResponse(invalidFields(errors));
      }
      await members.keepFilters(member.memberId, parsed.data.filters);
      return c.json(filterList.parse(parsed.data));
    },
  });
};
