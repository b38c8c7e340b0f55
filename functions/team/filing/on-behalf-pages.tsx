import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { route } from '../../web/answer/route.ts';
import { fieldProblems } from '../../web/answer/problem.ts';
import { readForm, type FormFields } from '../../web/request/request-body.ts';
import { mayDo } from '../../domain/authorization/permissions.ts';
import { fileOnBehalf, nobodyElse, type NewFiling } from '../../domain/casework/filing/file-on-behalf.ts';
import { Fault } from '../../domain/kernel/fault.ts';
import { newId } from '../../domain/kernel/random.ts';
import { inLanguage } from '../../settings/localised.ts';
import { questionsOf } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import { sentKeyFor } from '../case/case-request.ts';
import { filingContextOf, filingReader } from './on-behalf-api.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { answerField, FiledPage, OnBehalfPage, type OnBehalfPageProps } from './on-behalf-page.tsx';
import { refusalPage } from '../ui/refusal-page.tsx';

/**
 * `/cases/new`: a member writes a report down for somebody.
 * @throws when a form is posted: what storing throws, but for a fault that can be tried again
 */
export const onBehalfPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const read = filingReader(settings);

  const channelOf = (given: string | undefined): string =>
    given !== undefined && Object.hasOwn(settings.channels, given) ? given : settings.defaultChannel;
  const mayFile = (c: Context<SignedIn>): boolean =>
    mayDo('file-on-behalf', c.get('member').role) === 'allowed';
  const forbidden = (c: Context<SignedIn>) => refusalPage(c, settings, 'forbidden', c.get('member'));

  route(app, routes.newCase, {
    GET: (c) => {
      if (!mayFile(c)) return forbidden(c);
      return formPage(context, c, {
        channel: channelOf(c.req.query('channel')),
        formKey: newId(context.random),
      });
    },

    POST: async (c) => {
      if (!mayFile(c)) return forbidden(c);
      const form = await readForm(c.req.raw);
      if (!form.ok) {
        const refusal = form.problem.status === 413 ? 'too-large' : 'unreadable';
        return refusalPage(c, settings, refusal, c.get('member'));
      }
      const typed = form.content;
      const channel = channelOf(typed.get('channel'));
      const formKey = /^[\w-]{22}$/.exec(typed.get('key') ?? '')?.[0] ?? newId(context.random);
      const sent = { channel, typed, formKey };
      const questions = questionsOf(settings, channel).map(({ id }) => id);
      const wanted = read(filingOf(typed, channel, questions));
      if ('error' in wanted) {
        const problems = problemsOf(wanted.error, (id) => labelOf(settings, channel, id));
        return formPage(context, c, { ...sent, problems }, 422);
      }
      try {
        return await filedPage(context, c, wanted.filing, sent);
      } catch (error) {
        if (!(error instanceof Fault) || error.retryAfterSeconds === undefined) throw error;
        context.log({ event: 'fault', code: error.code });
        const text =
          'The service could not answer just now, and it is not certain whether this was stored. What you typed is still there: send it again, it is never stored twice.';
        return formPage(context, c, { ...sent, problems: [{ field: '', text }] }, 503);
      }
    },
  });
};

type FormShown = Pick<OnBehalfPageProps, 'channel' | 'formKey' | 'typed' | 'problems'>;

const formPage = async (
  { settings, members, clock }: TeamContext,
  c: Context<SignedIn>,
  shown: FormShown,
  status: 200 | 422 | 503 = 200,
): Promise<Response> => {
  const props = { settings, member: c.get('member'), team: await members.allMembers(), now: clock() };
  return c.html(<OnBehalfPage {...props} {...shown} />, status);
};

/** Files the report and shows the receipt; or the form again, when nobody else could look after it. */
const filedPage = async (
  context: TeamContext,
  c: Context<SignedIn>,
  filing: NewFiling,
  sent: FormShown,
): Promise<Response> => {
  const member = c.get('member');
  const { settings, reporterUrl } = context;
  const receipt = await fileOnBehalf(
    await filingContextOf(context, member),
    filing,
    sentKeyFor(member.memberId, sent.formKey, ''),
  );
  if (receipt.kind === 'nobody-else') {
    const problems = [{ field: 'exclude', text: nobodyElse.detail }];
    return formPage(context, c, { ...sent, problems }, 422);
  }
  const { cameBy } = filing;
  return c.html(<FiledPage {...{ settings, member, reporterUrl, receipt, cameBy }} />, 201);
};

/** How the form names a field. */
const labelOf = (settings: Settings, channel: string, id: string): string => {
  const question = questionsOf(settings, channel).find((one) => answerField(one.id) === id);
  return question ? inLanguage(question.label, 'en') : (labels[id] ?? 'This field');
};

const labels: Readonly<Record<string, string>> = {
  receivedOn: 'When did it come',
  name: 'Name',
  contact: 'How to reach them',
};

/** The form as the JSON has it; what was not filled in is not there. */
const filingOf = (typed: FormFields, channel: string, questions: readonly string[]) => {
  const given = (name: string): string => (typed.get(name) ?? '').trim();
  const filled = (names: readonly string[], fieldOf: (name: string) => string = (name) => name) =>
    Object.fromEntries(
      names.flatMap((name) => (given(fieldOf(name)) === '' ? [] : [[name, typed.get(fieldOf(name)) ?? '']])),
    );
  return {
    channel,
    answers: filled(questions, answerField),
    identity: filled(['name', 'contact']),
    ...filled(['forWhom', 'cameBy', 'receivedOn']),
    reporterKnows: given('reporterKnows') === 'yes',
    urgent: given('urgent') === 'yes',
    door: given('door') === 'yes',
    excludedMembers: [...typed.all('exclude')],
  };
};

const problemsOf = (error: z.ZodError, label: (id: string) => string): PageProblem[] => {
  const found = new Map<string, PageProblem>();
  for (const { pointer, detail } of fieldProblems(error)) {
    const [, first = '', second = ''] = pointer.split('/');
    const field = first === 'answers' ? answerField(second) : first === 'identity' ? second : first;
    // What is missing altogether is what was left empty.
    const said =
      field === 'receivedOn'
        ? 'Must be a day.'
        : detail.startsWith('Invalid')
          ? 'Must not be empty.'
          : detail;
    if (!found.has(field)) found.set(field, { field, text: `${label(field)}: ${said}` });
  }
  return [...found.values()];
};
