import type { Context, Hono } from 'hono';
import { answer } from '../../adapters/http/methods.ts';
import { readForm, type FormFields } from '../../adapters/http/request-body.ts';
import { problemOfFault } from '../../adapters/http/fault-answer.ts';
import { faultCode } from '../../domain/fault.ts';
import { namedMembers } from '../../domain/member/named-members.ts';
import { eligibleMembers, isKnown, type Roster, type RosterMember } from '../../domain/member/roster.ts';
import { identifyingDetails } from '../../domain/report/identifying-details.ts';
import { rosterSeconds, rosterSecondsFor } from '../../domain/report/keep-keys.ts';
import { submitForm } from '../../domain/report/late-ticket.ts';
import { newReportReader, type NewReport } from '../../domain/report/new-report.ts';
import type { Receipt } from '../../domain/report/submit-report.ts';
import { issueTicket, readTicket } from '../../envelope/ticket.ts';
import { questionsOf } from '../../settings/questions.ts';
import { firstQuestion } from '../../settings/schema.ts';
import { pageOf } from '../page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { checkWordPages } from './check-word-pages.tsx';
import { LandingPage } from './landing-page.tsx';
import type { PageProblem } from './layout.tsx';
import { MessagePage } from './message-page.tsx';
import { problemPage } from './problem-page.tsx';
import { ReceiptPage } from './receipt-page.tsx';
import {
  emptyForm,
  reportProblems,
  shownValues,
  submittedReport,
  type ReportFormValues,
} from './report-form.ts';
import { ReportFormPage } from './report-form-page.tsx';
import { nobodyIsLeft, ReviewPage } from './review-page.tsx';
import { wordChecks } from './word-checks.ts';

/** `/` and `/report`: the way from the first page over the form and the review to the receipt. */
export const reportPages = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;
  const newReports = newReportReader(settings);

  const freshTicket = async (now: Date): Promise<string> => {
    const { ticketSecret } = await context.keys(now);
    return issueTicket(ticketSecret, now, context.random.bytes(16));
  };

  /** Sooner than a person fills a form. A form without a ticket has no age. */
  const isTooYoung = (ticketSecret: Uint8Array, ticket: string | undefined, now: Date): boolean => {
    const { minimumFormSeconds } = settings.abuse;
    if (minimumFormSeconds === 0 || ticket === undefined) return false;
    const read = readTicket(ticketSecret, ticket, now);
    return read.kind === 'valid' && read.ageSeconds < minimumFormSeconds;
  };

  /** Pages that keep what was typed are there even when the store is not. */
  const rosterIfReadable = (now: Date): Promise<Roster> =>
    context.keys(now, rosterSeconds.shown).then(
      (keys) => keys.roster,
      () => noRoster,
    );

  const formPage = async (
    c: Context,
    values: ReportFormValues,
    problems: readonly PageProblem[] = [],
    failure?: { readonly status: 500 | 503; readonly headers: Readonly<Record<string, string>> },
  ): Promise<Response> => {
    const now = context.clock();
    const roster = failure ? noRoster : await rosterIfReadable(now);
    const shown = withRoster(values, roster);
    const props = { page: pageOf(c, settings), roster, now, values: shown, problems };
    const status = failure?.status ?? (problems.length > 0 ? 422 : 200);
    return c.html(<ReportFormPage {...props} />, status, failure?.headers);
  };

  const reviewPage = (
    c: Context,
    roster: Roster,
    review: {
      readonly values: ReportFormValues;
      readonly named?: readonly RosterMember[];
      readonly pressAgain?: boolean;
    },
    problems: readonly PageProblem[] = [],
    status: 200 | 422 | 500 | 503 = 200,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const { named = [], pressAgain = false } = review;
    const { rosterShown, answers } = review.values;
    const values = withRoster(review.values, roster);
    const details = identifyingDetails(Object.values(answers).join('\n'));
    const teamChanged = rosterShown !== undefined && rosterShown !== values.rosterShown;
    const said = { named, details, problems, pressAgain, teamChanged };
    const props = { page: pageOf(c, settings), roster, values, ...said, uncertain: status >= 500 };
    return c.html(<ReviewPage {...props} />, status, headers);
  };

  const receiptPage = async (c: Context, receipt: Receipt, nobodyTold: boolean): Promise<Response> => {
    const { ticketSecret } = await context.keys(context.clock());
    const checkOf = wordChecks(ticketSecret, receipt.token);
    const props = { page: pageOf(c, settings), receipt, nobodyTold, requestUrl: c.req.url, checkOf };
    return c.html(<ReceiptPage {...props} />, 201);
  };

  answer(app, routes.landing, {
    GET: async (c) => {
      const now = context.clock();
      // The first page is there even when the store is not: it says where else to turn.
      const roster = await rosterIfReadable(now);
      return c.html(<LandingPage page={pageOf(c, settings)} roster={roster} now={now} />);
    },
  });

  /** Checks a submitted form: the report, or the page that says what is wrong. */
  const checked = async (
    c: Context,
    fields: FormFields,
  ): Promise<{ readonly report: NewReport; readonly values: ReportFormValues } | Response> => {
    const values = shownValues(settings, fields);
    const report = newReports.read(submittedReport(settings, fields));
    if (report.success) return { report: report.data, values };
    const problems = reportProblems(pageOf(c, settings), values.channel, report.error);
    if (fields.get('reviewed') !== 'yes') return formPage(c, values, problems);
    const roster = await rosterIfReadable(context.clock());
    return reviewPage(c, roster, { values }, problems, 422);
  };

  answer(app, routes.review, {
    GET: (c) => c.redirect(pageOf(c, settings).href(routes.report), 303),

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const result = await checked(c, form.content);
      if (result instanceof Response) return result;
      try {
        const { roster } = await context.keys(context.clock(), rosterSeconds.shown);
        // Whom the writer has unticked after being told stays unticked on every way over the form.
        const { told, excludedMembers } = result.values;
        const named = membersNamedIn(context, roster, result.report).filter(
          ({ memberId }) => !told.includes(memberId) || excludedMembers.includes(memberId),
        );
        return await reviewPage(c, roster, { values: withExcluded(result.values, named), named });
      } catch (error) {
        // Without the roster nobody can be told that they named a member, so the way leads over this page again.
        context.log({ event: 'fault', code: faultCode(error) });
        const { status, headers = {} } = problemOfFault(error);
        const { fault, tryAgain } = pageOf(c, settings).messages.problems;
        const problems = [{ field: 'whatHappened', text: status === 503 ? tryAgain : fault }];
        return formPage(c, result.values, problems, { status: status === 503 ? 503 : 500, headers });
      }
    },
  });

  answer(app, routes.edit, {
    GET: (c) => c.redirect(pageOf(c, settings).href(routes.report), 303),

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      return formPage(c, shownValues(settings, form.content, form.content.get('toChannel')));
    },
  });

  checkWordPages(app, context);

  answer(app, routes.report, {
    GET: async (c) => formPage(c, emptyForm(settings.defaultChannel, await freshTicket(context.clock()))),

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const result = await checked(c, form.content);
      if (result instanceof Response) return result;
      const { report } = result;
      const page = pageOf(c, settings);
      // Whatever page comes back, pressing its button sends it: nobody is asked to press again and again.
      const values = { ...result.values, pressedBefore: true };
      let roster = noRoster;
      try {
        const now = context.clock();
        const keys = await context.keys(now, rosterSecondsFor(report));
        ({ roster } = keys);
        // A member who is named, or that nobody is left to read it: that is said once before anything is sent.
        const named = membersNamedIn(context, roster, report).filter(
          ({ memberId }) => !values.told.includes(memberId) && !values.excludedMembers.includes(memberId),
        );
        const isTold = form.content.get('nobodyLeft') === 'known';
        if (named.length > 0 || (!isTold && nobodyIsLeft(roster, values))) {
          return await reviewPage(c, roster, { values: withExcluded(values, named), named });
        }
        if (!result.values.pressedBefore && isTooYoung(keys.ticketSecret, report.ticket, now)) {
          return await reviewPage(c, roster, { values, pressAgain: true });
        }
        const filledByProgram = values.extraNote !== '';
        const { rosterShown } = values;
        const submitted = await submitForm({ ...context, keys, now, filledByProgram, rosterShown }, report);
        if (submitted.kind === 'filed') {
          const nobodyTold =
            isKnown(roster) && eligibleMembers(roster, report.channel, report.excludedMembers).length === 0;
          return await receiptPage(c, submitted.receipt, nobodyTold);
        }
        const { before, beforeText, closedSince, closedSinceText } = page.messages.receipt;
        if (submitted.kind === 'sent-before')
          return await c.html(<MessagePage page={page} heading={before} text={beforeText} />);
        if (submitted.kind === 'closed-since')
          return await c.html(<MessagePage page={page} heading={closedSince} text={closedSinceText} />, 409);
        const fresh = { ...values, ticket: await freshTicket(now) };
        const problems = [{ field: 'whatHappened', text: page.messages.problems.ticket }];
        return await reviewPage(c, roster, { values: fresh }, problems, 422);
      } catch (error) {
        // The page keeps the text and the same ticket: pressing again can neither lose nor double the report.
        context.log({ event: 'fault', code: faultCode(error) });
        const { status, headers = {} } = problemOfFault(error);
        const { fault, tryAgain, pressAgain } = page.messages.problems;
        const text = `${status === 503 ? tryAgain : fault} ${pressAgain}`;
        const problems = [{ field: 'whatHappened', text }];
        return reviewPage(c, roster, { values }, problems, status === 503 ? 503 : 500, headers);
      }
    },
  });

  for (const channel of Object.keys(settings.channels)) {
    answer(app, routes.reportTo(channel), {
      GET: async (c) => formPage(c, emptyForm(channel, await freshTicket(context.clock()))),
    });
  }
};

const noRoster: Roster = { members: [] };

/** The page says which roster it shows; one that could not be read is not shown, and the one before counts on. */
const withRoster = (values: ReportFormValues, { revision }: Roster): ReportFormValues =>
  revision === undefined ? values : { ...values, rosterShown: revision };

const withExcluded = (values: ReportFormValues, named: readonly RosterMember[]): ReportFormValues => {
  const ids = named.map(({ memberId }) => memberId);
  return {
    ...values,
    excludedMembers: [...new Set([...values.excludedMembers, ...ids])],
    told: [...new Set([...values.told, ...ids])],
  };
};

const membersNamedIn = ({ settings }: ReporterContext, roster: Roster, report: NewReport): RosterMember[] => {
  const members = roster.members.filter(({ channels }) => channels.includes(report.channel));
  const answers = questionsOf(settings, report.channel).filter(
    ({ id, meaning }) => meaning === 'persons' || id === firstQuestion,
  );
  return namedMembers(answers.map(({ id }) => report.answers[id] ?? '').join('\n'), members);
};
