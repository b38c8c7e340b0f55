import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { rosterSeconds } from '../../domain/intake/keep-keys.ts';
import { LandingPage } from '../information/landing-page.tsx';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { pageOf } from '../ui/page.ts';
import { checkWordPages } from './check-word-pages.tsx';
import { freshTicket } from './fresh-ticket.ts';
import { membersNamedIn, withExcluded } from './members-named-in.ts';
import { emptyForm, shownValues } from './report-form.ts';
import { reportAnswers } from './responses.tsx';
import { reportSender } from './send-report.ts';
import { submittedForms, type CheckedForm } from './submitted-form.ts';

/** `/` and `/report`: the way from the first page over the form and the review to the receipt. */
export const reportPages = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;
  const answers = reportAnswers(context);
  const { rosterIfReadable, formPage, formAfterFault, reviewPage } = answers;
  const { receive, receiveChecked } = submittedForms(context, answers);
  const send = reportSender(context, answers);

  route(app, routes.landing, {
    GET: async (c) => {
      const now = context.clock();
      // The first page is there even when the store is not: it says where else to turn.
      const roster = await rosterIfReadable(now);
      return c.html(<LandingPage page={pageOf(c, settings)} roster={roster} now={now} />);
    },
  });

  const emptyFormPage = async (c: Context, channel: string): Promise<Response> =>
    formPage(c, emptyForm(channel, await freshTicket(context, context.clock())));

  const backToForm = (c: Context) => c.redirect(pageOf(c, settings).href(routes.report), 303);

  const review = async (c: Context, { report, values }: CheckedForm): Promise<Response> => {
    try {
      const { roster } = await context.keys(context.clock(), rosterSeconds.shown);
      // Whom the writer has unticked after being told stays unticked on every way over the form.
      const named = membersNamedIn(settings, roster, report).filter(
        ({ memberId }) => !values.told.includes(memberId) || values.excludedMembers.includes(memberId),
      );
      return await reviewPage(c, roster, { values: withExcluded(values, named), named });
    } catch (error) {
      // Without the roster nobody can be told that they named a member, so the way leads over this page again.
      return formAfterFault(c, values, error, { field: 'whatHappened' });
    }
  };

  const edit = async (c: Context): Promise<Response> => {
    const form = await receive(c);
    if (form instanceof Response) return form;
    const { files, problems } = form.received;
    const values = shownValues(settings, form.fields, form.fields.get('toChannel'));
    return formPage(c, { ...values, files }, problems);
  };

  /** Goes on with a form in which nothing is wrong. */
  const checked = (next: typeof send) => async (c: Context) => {
    const form = await receiveChecked(c);
    return form instanceof Response ? form : next(c, form);
  };

  route(app, routes.review, { GET: backToForm, POST: checked(review) });
  route(app, routes.edit, { GET: backToForm, POST: edit });
  checkWordPages(app, context);
  route(app, routes.report, { GET: (c) => emptyFormPage(c, settings.defaultChannel), POST: checked(send) });
  for (const channel of Object.keys(settings.channels))
    route(app, routes.reportTo(channel), { GET: (c) => emptyFormPage(c, channel) });
};
