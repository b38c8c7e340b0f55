import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { answer } from '../../adapters/http/methods.ts';
import { readForm } from '../../adapters/http/request-body.ts';
import { problemOfFault } from '../../adapters/http/fault-answer.ts';
import { faultCode } from '../../domain/fault.ts';
import { lateTicket } from '../../domain/report/late-ticket.ts';
import { newReportSchema, ticketLength, type NewReport } from '../../domain/report/new-report.ts';
import { submitReport, type SubmitResult } from '../../domain/report/submit-report.ts';
import { withoutUnsafeCharacters } from '../../domain/text.ts';
import { issueTicket } from '../../envelope/ticket.ts';
import { questions } from '../../settings/questions.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { textProblem } from '../text-problem.ts';
import { LandingPage } from './landing-page.tsx';
import type { PageProblem } from './layout.tsx';
import { problemPage } from './problem-page.tsx';
import { ReceiptPage } from './receipt-page.tsx';
import { ReportFormPage, type ReportFormValues } from './report-form-page.tsx';

/** `/` and `/report`: the way from the first page to the receipt. */
export const reportPages = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;
  const newReport = newReportSchema(settings);

  const freshTicket = async (now: Date): Promise<string> => {
    const { ticketSecret } = await context.keys(now);
    return issueTicket(ticketSecret, now, context.random.bytes(16));
  };

  const submit = async (report: NewReport): Promise<SubmitResult> => {
    const now = context.clock();
    const keys = await context.keys(now);
    const submission = { ...context, keys, now };
    const result = await submitReport(submission, report);
    if (result.kind !== 'ticket-expired') return result;
    // A long story takes longer than a ticket lives. It is filed as a new report rather than sent back to its writer.
    const ticket = lateTicket(keys.ticketSecret, report.ticket ?? '', now);
    return submitReport(submission, { ...report, ticket });
  };

  const formAgain = (
    c: Context,
    status: 422 | 500 | 503,
    values: ReportFormValues,
    problems: readonly PageProblem[],
    headers: Readonly<Record<string, string>> = {},
  ) =>
    c.html(
      <ReportFormPage settings={settings} values={values} problems={problems} uncertain={status !== 422} />,
      status,
      headers,
    );

  answer(app, routes.landing, { GET: (c) => c.html(<LandingPage settings={settings} />) });

  answer(app, routes.report, {
    GET: async (c) => {
      const ticket = await freshTicket(context.clock());
      const values = { ticket, channel: settings.defaultChannel, urgent: false, answers: {} };
      return c.html(<ReportFormPage settings={settings} values={values} problems={[]} />);
    },

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const values = formValues(form.content);
      const shown = shownValues(values, settings.defaultChannel);
      const report = newReport.safeParse(values);
      if (!report.success) return formAgain(c, 422, shown, pageProblems(report.error));
      try {
        const result = await submit(report.data);
        if (result.kind === 'filed') {
          return await c.html(
            <ReceiptPage settings={settings} receipt={result.receipt} requestUrl={c.req.url} />,
            201,
          );
        }
        const fresh = { ...shown, ticket: await freshTicket(context.clock()) };
        return await formAgain(c, 422, fresh, [{ field: 'whatHappened', text: ticketProblem }]);
      } catch (error) {
        // The page keeps the text and the same ticket: pressing again can neither lose nor double the report.
        context.log({ event: 'fault', code: faultCode(error) });
        const { status, detail, headers = {} } = problemOfFault(error);
        const problems = [{ field: 'whatHappened', text: `${detail} Please press “Send the report” again.` }];
        return await formAgain(c, status === 503 ? 503 : 500, shown, problems, headers);
      }
    },
  });
};

const ticketProblem =
  'This form was not made by this page, so it was not accepted. Please press “Send the report” again.';

/**
 * The form's fields in the shape the schema knows; an empty answer is no answer. A ticket that is far too long is cut,
 * and is then refused as a forged one is: with a fresh ticket in the form.
 */
const formValues = (fields: ReadonlyMap<string, string>) => ({
  ...(fields.has('channel') ? { channel: fields.get('channel') } : {}),
  ...(fields.has('ticket') ? { ticket: fields.get('ticket')?.slice(0, ticketLength) } : {}),
  urgent: fields.get('urgent') === 'yes',
  answers: Object.fromEntries(questions.map(({ id }) => [id, fields.get(id) ?? ''])),
});

/** What the form shows again: everything that was typed, without the characters that would be refused again. */
const shownValues = (values: ReturnType<typeof formValues>, defaultChannel: string): ReportFormValues => ({
  ticket: values.ticket ?? '',
  channel: values.channel ?? defaultChannel,
  urgent: values.urgent,
  answers: Object.fromEntries(
    Object.entries(values.answers).map(([id, text]) => [id, withoutUnsafeCharacters(text)]),
  ),
});

const pageProblems = (error: z.ZodError): PageProblem[] =>
  error.issues.map(({ path, message }) => {
    const [first, id] = path;
    const question = questions.find((candidate) => first === 'answers' && candidate.id === id);
    if (question) return { field: question.id, text: `${question.label} ${textProblem(message)}` };
    return first === 'channel'
      ? { field: 'channel', text: 'Choose what your report is about.' }
      : { field: 'whatHappened', text: message };
  });
