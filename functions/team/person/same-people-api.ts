import type { Hono } from 'hono';
import { mayDo } from '../../domain/authorization/permissions.ts';
import { listSamePeople } from '../../domain/casework/register/list-same-people.ts';
import { problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { caseContextOf } from '../case/case-request.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';

/** Respondents who may be the same person, as JSON. */
export const samePeopleApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.api.samePeople, {
    GET: async (c) =>
      mayDo('see-same-people', c.get('member').role) === 'allowed'
        ? c.json(await listSamePeople(caseContextOf(c, context)))
        : problemResponse({ status: 403, code: 'forbidden', detail: 'Your role does not include this.' }),
  });
};
