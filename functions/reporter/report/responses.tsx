import type { Context } from 'hono';
import { problemOfFault } from '../../adapters/http/fault-answer.ts';
import { faultCode } from '../../domain/kernel/fault.ts';
import type { Roster, RosterMember } from '../../domain/member/roster.ts';
import { identifyingDetails } from '../../domain/intake/identifying-details.ts';
import { rosterSeconds } from '../../domain/intake/keep-keys.ts';
import type { Receipt } from '../../domain/intake/submit-report.ts';
import { pageOf } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { fileScripts } from '../files/files-fieldset.tsx';
import type { PageProblem } from '../ui/layout.tsx';
import { scriptHeaders } from '../ui/page-headers.ts';
import { ReceiptPage, type ReceiptPageProps } from './receipt-page.tsx';
import type { ReportFormValues } from './report-form.ts';
import { ReportFormPage } from './report-form-page.tsx';
import { ReviewPage } from './review-page.tsx';
import { todayFull } from '../files/today-full.ts';
import { wordChecks } from './word-checks.ts';

export type ReportAnswers = ReturnType<typeof reportAnswers>;

/** The pages that the forms of a report may lead to. */
export const reportAnswers = (context: ReporterContext) => {
  const { settings } = context;
  const isFull = todayFull(context);

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
    const [roster, full] = failure ? [noRoster, false] : await Promise.all([rosterIfReadable(now), isFull()]);
    const shown = { values: withRoster(values, roster), problems, todayFull: full };
    const props = { page: pageOf(c, settings), roster, now, ...shown };
    const status = failure?.status ?? (problems.length > 0 ? 422 : 200);
    return c.html(<ReportFormPage {...props} />, status, {
      ...scriptHeaders(fileScripts(settings)),
      ...failure?.headers,
    });
  };

  /** The form once more after a fault, with all that could be kept. */
  const formAfterFault = (
    c: Context,
    values: ReportFormValues,
    field: string,
    error: unknown,
    problems: readonly PageProblem[] = [],
  ): Promise<Response> => {
    context.log({ event: 'fault', code: faultCode(error) });
    const { status, headers = {} } = problemOfFault(error);
    const { fault, tryAgain } = pageOf(c, settings).messages.problems;
    const said = [{ field, text: status === 503 ? tryAgain : fault }, ...problems];
    return formPage(c, values, said, { status: status === 503 ? 503 : 500, headers });
  };

  const reviewPage = async (
    c: Context,
    roster: Roster,
    review: {
      readonly values: ReportFormValues;
      readonly named?: readonly RosterMember[];
      readonly pressAgain?: boolean;
      readonly lookAtFiles?: boolean;
    },
    problems: readonly PageProblem[] = [],
    status: 200 | 422 | 500 | 503 = 200,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const { named = [], pressAgain = false, lookAtFiles = false } = review;
    const { rosterShown, answers } = review.values;
    const values = withRoster(review.values, roster);
    const details = identifyingDetails(Object.values(answers).join('\n'));
    const teamChanged = rosterShown !== undefined && rosterShown !== values.rosterShown;
    const said = { named, details, problems, pressAgain, lookAtFiles, teamChanged };
    const shown = { ...said, uncertain: status >= 500, todayFull: await isFull() };
    const props = { page: pageOf(c, settings), roster, values, ...shown };
    return c.html(<ReviewPage {...props} />, status, { ...scriptHeaders(fileScripts(settings)), ...headers });
  };

  const receiptPage = async (
    c: Context,
    receipt: Receipt,
    told: Pick<ReceiptPageProps, 'nobodyTold' | 'contactGiven' | 'files'>,
  ): Promise<Response> => {
    const { ticketSecret } = await context.keys(context.clock());
    const checkOf = wordChecks(ticketSecret, receipt.token);
    const props = { page: pageOf(c, settings), receipt, ...told, requestUrl: c.req.url, checkOf };
    return c.html(<ReceiptPage {...props} />, 201);
  };

  return { rosterIfReadable, formPage, formAfterFault, reviewPage, receiptPage };
};

export const noRoster: Roster = { members: [] };

/** The page says which roster it shows; one that could not be read is not shown, and the one before counts on. */
const withRoster = (values: ReportFormValues, { revision }: Roster): ReportFormValues =>
  revision === undefined ? values : { ...values, rosterShown: revision };
