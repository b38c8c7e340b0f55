import type { Context, Hono } from 'hono';
import { route } from '../../adapters/http/route.ts';
import { readForm, type FormFields } from '../../adapters/http/request-body.ts';
import { problemOfFault } from '../../adapters/http/fault-answer.ts';
import { faultCode } from '../../domain/kernel/fault.ts';
import { namedMembers } from '../../domain/member/named-members.ts';
import { eligibleMembers, isKnown, type Roster, type RosterMember } from '../../domain/member/roster.ts';
import { rosterSeconds, rosterSecondsFor } from '../../domain/intake/keep-keys.ts';
import { submitForm } from '../../domain/intake/late-ticket.ts';
import { newReportReader, type NewReport } from '../../domain/intake/new-report.ts';
import { issueTicket, readTicket } from '../../envelope/ticket.ts';
import { questionsOf } from '../../settings/questions.ts';
import { firstQuestion } from '../../settings/schema.ts';
import { pageOf } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { attachProblem } from '../files/attach-problems.ts';
import { checkWordPages } from './check-word-pages.tsx';
import { isFromPage, isToldBeforeSending, sentFiles } from '../files/form-files.ts';
import { LandingPage } from '../information/landing-page.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { problemPage } from '../ui/problem-page.tsx';
import type { ReceivedFormFiles } from '../files/receive-form-files.ts';
import { noRoster, reportAnswers } from './responses.tsx';
import { receiveReportFiles } from './report-files.ts';
import {
  emptyForm,
  reportProblems,
  shownValues,
  submittedFiles,
  submittedReport,
  type ReportFormValues,
} from './report-form.ts';
import { nobodyIsLeft } from './review-page.tsx';

/** `/` and `/report`: the way from the first page over the form and the review to the receipt. */
export const reportPages = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;
  const newReports = newReportReader(settings);
  const { rosterIfReadable, formPage, formAfterFault, reviewPage, receiptPage } = reportAnswers(context);

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

  route(app, routes.landing, {
    GET: async (c) => {
      const now = context.clock();
      // The first page is there even when the store is not: it says where else to turn.
      const roster = await rosterIfReadable(now);
      return c.html(<LandingPage page={pageOf(c, settings)} roster={roster} now={now} />);
    },
  });

  const notReceived = (c: Context, fields: FormFields, { files, problems, fault }: ReceivedFormFiles) =>
    formAfterFault(c, { ...shownValues(settings, fields), files }, 'files', fault, problems);

  /** Checks a submitted form: the report, or the page that says what is wrong. */
  const checked = async (
    c: Context,
    fields: FormFields,
    { files, problems: fileProblems }: ReceivedFormFiles,
  ): Promise<{ readonly report: NewReport; readonly values: ReportFormValues } | Response> => {
    const values = { ...shownValues(settings, fields), files };
    const report = newReports.read({ ...submittedReport(settings, fields), ...submittedFiles(files) });
    if (report.success && fileProblems.length === 0) return { report: report.data, values };
    const wrong = report.success ? [] : reportProblems(pageOf(c, settings), values.channel, report.error);
    const problems = [...wrong, ...fileProblems];
    if (fields.get('reviewed') !== 'yes') return formPage(c, values, problems);
    const roster = await rosterIfReadable(context.clock());
    return reviewPage(c, roster, { values }, problems, 422);
  };

  route(app, routes.review, {
    GET: (c) => c.redirect(pageOf(c, settings).href(routes.report), 303),

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const received = await receiveReportFiles(context, pageOf(c, settings), form.content);
      if (received.fault !== undefined) return notReceived(c, form.content, received);
      const result = await checked(c, form.content, received);
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
        return formAfterFault(c, result.values, 'whatHappened', error);
      }
    },
  });

  route(app, routes.edit, {
    GET: (c) => c.redirect(pageOf(c, settings).href(routes.report), 303),

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const received = await receiveReportFiles(context, pageOf(c, settings), form.content);
      if (received.fault !== undefined) return notReceived(c, form.content, received);
      const values = shownValues(settings, form.content, form.content.get('toChannel'));
      return formPage(c, { ...values, files: received.files }, received.problems);
    },
  });

  checkWordPages(app, context);

  route(app, routes.report, {
    GET: async (c) => formPage(c, emptyForm(settings.defaultChannel, await freshTicket(context.clock()))),

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const page = pageOf(c, settings);
      const received = await receiveReportFiles(context, page, form.content);
      if (received.fault !== undefined) return notReceived(c, form.content, received);
      const result = await checked(c, form.content, received);
      if (result instanceof Response) return result;
      const { report } = result;
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
        const lookAtFiles = isFromPage(form.content) && isToBeLookedAt(received);
        if (named.length > 0 || lookAtFiles || (!isTold && nobodyIsLeft(roster, values))) {
          const shown = { values: withExcluded(values, named), named, lookAtFiles };
          return await reviewPage(c, roster, shown);
        }
        if (!result.values.pressedBefore && isTooYoung(keys.ticketSecret, report.ticket, now)) {
          return await reviewPage(c, roster, { values, pressAgain: true });
        }
        const filledByProgram = values.extraNote !== '';
        const { rosterShown } = values;
        const submitted = await submitForm({ ...context, keys, now, filledByProgram, rosterShown }, report);
        switch (submitted.kind) {
          case 'filed': {
            const nobodyTold =
              isKnown(roster) && eligibleMembers(roster, report.channel, report.excludedMembers).length === 0;
            return await receiptPage(c, submitted.receipt, {
              nobodyTold,
              contactGiven: values.identity.contact.trim() !== '',
              files: values.files,
            });
          }
          case 'sent-before': {
            const { before, beforeText } = page.messages.receipt;
            return await c.html(<MessagePage page={page} heading={before} text={beforeText} />);
          }
          case 'closed-since': {
            const { closedSince, closedSinceText } = page.messages.receipt;
            const shown = <MessagePage page={page} heading={closedSince} text={closedSinceText} />;
            return await c.html(shown, 409);
          }
          case 'ticket-expired':
          case 'ticket-invalid': {
            const fresh = { ...values, ticket: await freshTicket(now) };
            const problems = [{ field: 'whatHappened', text: page.messages.problems.ticket }];
            return await reviewPage(c, roster, { values: fresh }, problems, 422);
          }
          case 'files-unknown':
          case 'files-gone':
          case 'files-taken':
          case 'too-many-files':
          case 'case-full': {
            const { files, problems } = attachProblem(page, values.files, submitted);
            return await reviewPage(c, roster, { values: { ...values, files } }, problems, 422);
          }
        }
      } catch (error) {
        // The page keeps the text and the same ticket: pressing again can neither lose nor double the report.
        context.log({ event: 'fault', code: faultCode(error) });
        const { status, headers = {} } = problemOfFault(error);
        const { fault, tryAgain, pressAgain } = page.messages.problems;
        const text = `${status === 503 ? tryAgain : fault} ${pressAgain}`;
        const problems = [{ field: 'whatHappened', text }];
        return await reviewPage(c, roster, { values }, problems, status === 503 ? 503 : 500, headers);
      }
    },
  });

  for (const channel of Object.keys(settings.channels)) {
    route(app, routes.reportTo(channel), {
      GET: async (c) => formPage(c, emptyForm(channel, await freshTicket(context.clock()))),
    });
  }
};

/** Files are sent by a press of the button that comes after they were shown: so the same form twice is one report. */
const isToBeLookedAt = ({ files, haveCome }: ReceivedFormFiles): boolean =>
  haveCome || sentFiles(files).some(isToldBeforeSending);

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
