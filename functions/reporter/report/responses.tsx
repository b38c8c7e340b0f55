import type { Context } from 'hono';
import type { Roster, RosterMember } from '../../domain/member/roster.ts';
import { identifyingDetails } from '../../domain/kernel/identifying-details.ts';
import { rosterSeconds } from '../../domain/intake/keep-keys.ts';
import { pageOf } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { fileScripts } from '../files/files-fieldset.tsx';
import type { PageProblem } from '../ui/layout.tsx';
import { pageFault, type PageFault } from '../ui/page-fault.ts';
import { scriptHeaders } from '../ui/page-headers.ts';
import type { ReportFormValues } from './report-form.ts';
import { ReportFormPage } from './report-form-page.tsx';
import { ReviewPage } from './review-page.tsx';
import { todayFull } from '../files/today-full.ts';

export type ReportAnswers = ReturnType<typeof reportAnswers>;

/** What the review page shows beside the form. */
export type Review = {
  readonly values: ReportFormValues;
  readonly named?: readonly RosterMember[];
  readonly pressAgain?: boolean;
  readonly lookAtFiles?: boolean;
  readonly problems?: readonly PageProblem[];
};

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
    failure?: PageFault,
  ): Promise<Response> => {
    const now = context.clock();
    const [roster, full] = failure ? [noRoster, false] : await Promise.all([rosterIfReadable(now), isFull()]);
    const shown = { values: withRoster(values, roster), problems, todayFull: full };
    const props = { page: pageOf(c, settings), roster, now, ...shown };
    return c.html(<ReportFormPage {...props} />, statusOf(problems, failure), {
      ...scriptHeaders(fileScripts(settings)),
      ...failure?.headers,
    });
  };

  /** The form once more after a fault, with all that could be kept; the fault is said at a field. */
  const formAfterFault = (
    c: Context,
    values: ReportFormValues,
    error: unknown,
    said: { readonly field: string; readonly problems?: readonly PageProblem[] },
  ): Promise<Response> => {
    const failure = pageFault(context.log, pageOf(c, settings), error);
    const { field, problems = [] } = said;
    return formPage(c, values, [{ field, text: failure.text }, ...problems], failure);
  };

  const reviewPage = async (c: Context, roster: Roster, review: Review, failure?: PageFault) => {
    const { named = [], pressAgain = false, lookAtFiles = false, problems = [] } = review;
    const { rosterShown, answers } = review.values;
    const values = withRoster(review.values, roster);
    const details = identifyingDetails(Object.values(answers).join('\n'));
    const teamChanged = rosterShown !== undefined && rosterShown !== values.rosterShown;
    const said = { named, details, problems, pressAgain, lookAtFiles, teamChanged };
    const shown = { ...said, uncertain: failure !== undefined, todayFull: await isFull() };
    const props = { page: pageOf(c, settings), roster, values, ...shown };
    return c.html(<ReviewPage {...props} />, statusOf(problems, failure), {
      ...scriptHeaders(fileScripts(settings)),
      ...failure?.headers,
    });
  };

  return { rosterIfReadable, formPage, formAfterFault, reviewPage };
};

const statusOf = (problems: readonly PageProblem[], failure: PageFault | undefined): 200 | 422 | 500 | 503 =>
  failure?.status ?? (problems.length > 0 ? 422 : 200);

export const noRoster: Roster = { members: [] };

/** The page says which roster it shows; one that could not be read is not shown, and the one before counts on. */
const withRoster = (values: ReportFormValues, { revision }: Roster): ReportFormValues =>
  revision === undefined ? values : { ...values, rosterShown: revision };
