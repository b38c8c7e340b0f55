import type { Context, Hono } from 'hono';
import { mayDo } from '../../domain/authorization/permissions.ts';
import type { CaseOperation, Ran } from '../../domain/casework/change/operation.ts';
import { notSamePerson, partPerson, samePerson } from '../../domain/casework/register/join-person.ts';
import { listSamePeople } from '../../domain/casework/register/list-same-people.ts';
import { metAnswer, metBefore } from '../../domain/casework/register/met-before.ts';
import { openPerson, shownPerson } from '../../domain/casework/register/open-person.ts';
import { notePerson } from '../../domain/casework/register/person-note.ts';
import { fieldProblems } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { FormFields, readForm } from '../../web/request/request-body.ts';
import { problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { operationPath, partOf } from '../handling/operation-path.ts';
import { casePath, pagePath, personPath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { newsOf } from '../ui/news.ts';
import { numberIn } from '../ui/place-in.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { MetPage } from './met-page.tsx';
import { PersonPage, type PersonPageProps } from './person-page.tsx';
import { PersonRefused } from './person-refused.tsx';
import { SamePeoplePage } from './same-people-page.tsx';

type Asked = {
  readonly c: Context<SignedIn>;
  readonly context: TeamContext;
  readonly id: string;
  readonly respondent: number;
};

const empty = new FormFields();

/** What is answered where nothing came of it. */
const refusal = (
  { c, context, id, respondent }: Asked,
  ran: Exclude<Ran, { kind: 'done' }>,
): Response | Promise<Response> => {
  const { settings } = context;
  const member = c.get('member');
  switch (ran.kind) {
    case 'unopened':
      return c.redirect(casePath(id), 303);
    case 'not-found':
    case 'forbidden':
      return refusalPage(c, settings, ran.kind, member);
    case 'invalid':
      return refusalPage(c, settings, 'not-found', member);
    case 'refused': {
      // A status of this application is one that Hono knows.
      const { status } = problemOf(ran.problem) as { status: 403 | 404 | 409 | 422 };
      const text = ran.problem.detail;
      return c.html(<PersonRefused {...{ settings, member, text, caseId: id, respondent }} />, status);
    }
  }
};

const showMet = async (asked: Asked): Promise<Response> => {
  const { c, context, id, respondent } = asked;
  const ran = await metBefore.run(caseContextOf(c, context), id, {}, { part: partOf(c) });
  if (ran.kind !== 'done') return refusal(asked, ran);
  const { settings } = context;
  const met = metAnswer.parse(ran.answer);
  return c.html(<MetPage {...{ settings, member: c.get('member'), caseId: id, respondent, met }} />);
};

const showPerson = async (
  asked: Asked,
  more: Pick<PersonPageProps, 'problems' | 'note'> = {},
): Promise<Response> => {
  const { c, context, id, respondent } = asked;
  const ran = await openPerson.run(caseContextOf(c, context), id, {}, { part: partOf(c) });
  if (ran.kind !== 'done') return refusal(asked, ran);
  const { settings } = context;
  const shown = {
    settings,
    member: c.get('member'),
    caseId: id,
    respondent,
    person: shownPerson.parse(ran.answer),
    news: newsOf(c.req.query('did')),
    ...more,
  };
  return c.html(<PersonPage {...shown} />, more.problems ? 422 : 200);
};

/** What goes on on the page of the person. */
const act = async (
  asked: Asked,
  operation: CaseOperation,
  input: Readonly<Record<string, unknown>>,
): Promise<Response> => {
  const { c, context, id, respondent } = asked;
  const ran = await operation.run(caseContextOf(c, context), id, input, { part: partOf(c) });
  const isDone =
    ran.kind === 'done' || (ran.kind === 'refused' && operation.doneBefore.includes(ran.refusal));
  if (isDone) return c.redirect(`${personPath(id, respondent)}?did=${operation.news?.did ?? ''}`, 303);
  return refusal(asked, ran);
};

const keepNote = async (asked: Asked, fields: FormFields): Promise<Response> => {
  const note = fields.get('text') ?? '';
  const input = notePerson.input.safeParse({ text: note });
  if (input.success) return act(asked, notePerson, { text: note });
  const problems: PageProblem[] = fieldProblems(input.error).map(({ detail }) => ({
    field: 'note-text',
    text: `Note: ${detail}`,
  }));
  return showPerson(asked, { problems, note });
};

/** A person over all cases, from a respondent of one that the member has opened; and who may be the same. */
export const personPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const onRespondent =
    (answer: (asked: Asked, fields: FormFields) => Promise<Response>) =>
    async (c: Context<SignedIn>): Promise<Response> => {
      const id = caseIdOf(c);
      if (id === undefined) return refusalPage(c, settings, 'not-found', c.get('member'));
      const form = c.req.method === 'POST' ? await readForm(c.req.raw) : undefined;
      if (form && !form.ok) return refusalPage(c, settings, 'unreadable', c.get('member'));
      return answer({ c, context, id, respondent: numberIn(partOf(c)) ?? 0 }, form?.content ?? empty);
    };
  const back = (c: Context<SignedIn>) => c.redirect(pagePath(caseIdOf(c) ?? '', 'investigation'), 303);
  const post = (operation: CaseOperation, answer: (asked: Asked, fields: FormFields) => Promise<Response>) =>
    route(app, operationPath(operation), { GET: back, POST: onRespondent(answer) });

  route(app, routes.person, { GET: onRespondent((asked) => showPerson(asked)) });
  post(metBefore, showMet);
  for (const operation of [samePerson, notSamePerson])
    post(operation, (asked, fields) => act(asked, operation, { entry: fields.get('entry') ?? '' }));
  post(partPerson, (asked) => act(asked, partPerson, {}));
  post(notePerson, keepNote);

  route(app, routes.samePeople, {
    GET: async (c) => {
      const member = c.get('member');
      if (mayDo('see-same-people', member.role) !== 'allowed')
        return refusalPage(c, settings, 'forbidden', member);
      const list = await listSamePeople(caseContextOf(c, context));
      return c.html(<SamePeoplePage {...{ settings, member, list }} />);
    },
  });
};
