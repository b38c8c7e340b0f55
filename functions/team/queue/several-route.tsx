import type { Context, Hono } from 'hono';
import { mayDo } from '../../domain/authorization/permissions.ts';
import { inSeveralCases, mostAtOnce } from '../../domain/casework/handling/in-several-cases.ts';
import { problemResponse, fieldProblems, invalidFields } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { readForm, readJson, type FormFields } from '../../web/request/request-body.ts';
import { caseContextOf } from '../case/case-request.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { notAllowed } from './list-problems.ts';
import { severalBody, severalDone, severalOperations } from './several-contract.ts';
import { SeveralPage } from './several-page.tsx';

const askedFor = (name: string): string => (name === 'assign' ? 'Assign cases' : 'Tag cases');

/** What the form asks for, as the JSON does. */
const bodyOf = (fields: FormFields): unknown => {
  const text = (name: string): string => (fields.get(name) ?? '').trim();
  const cases = fields.all('case');
  if (fields.get('do') === 'assign') {
    const memberId = text('memberId');
    return { cases, operation: 'assign', input: { memberId: memberId === '' ? null : memberId } };
  }
  const add = ['tag', 'own'].map(text).filter((tag) => tag !== '');
  return { cases, operation: 'set-tags', input: { add } };
};

const problemIn = (fields: FormFields): string => {
  const count = fields.all('case').length;
  if (count === 0) return 'Nothing was done: choose at least one case.';
  if (count > mostAtOnce) return `Nothing was done: choose at most ${mostAtOnce} cases.`;
  return 'Nothing was done: the form cannot be read. Begin again from the list.';
};

/** Acts in several cases at once, from the list and as JSON. */
export const severalRoutes = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const perform = async (c: Context<SignedIn>, body: ReturnType<typeof severalBody.parse>) =>
    inSeveralCases(caseContextOf(c, context), severalOperations[body.operation], body.cases, body.input);

  route(app, routes.several, {
    GET: (c) => c.redirect(routes.queue, 303),
    POST: async (c) => {
      const member = c.get('member');
      if (mayDo('list-cases', member.role) !== 'allowed')
        return refusalPage(c, settings, 'forbidden', member);
      const form = await readForm(c.req.raw);
      if (!form.ok) return refusalPage(c, settings, 'unreadable', member);
      const shown = { settings, member, asked: askedFor(form.content.get('do') ?? '') };
      const parsed = severalBody.safeParse(bodyOf(form.content));
      if (!parsed.success)
        return c.html(<SeveralPage {...shown} done={[]} problem={problemIn(form.content)} />, 422);
      return c.html(<SeveralPage {...shown} done={await perform(c, parsed.data)} />);
    },
  });

  route(app, routes.api.several, {
    POST: async (c) => {
      if (mayDo('list-cases', c.get('member').role) !== 'allowed') return problemResponse(notAllowed);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const parsed = severalBody.safeParse(body.content);
      if (!parsed.success) return problemResponse(invalidFields(fieldProblems(parsed.error)));
      return c.json(severalDone.parse({ cases: await perform(c, parsed.data) }));
    },
  });
};
