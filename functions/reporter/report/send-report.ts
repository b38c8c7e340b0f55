import type { Context } from 'hono';
import { rosterSecondsFor } from '../../domain/intake/keep-keys.ts';
import { submitForm } from '../../domain/intake/late-ticket.ts';
import type { Roster } from '../../domain/member/roster.ts';
import { readTicket } from '../../envelope/ticket.ts';
import type { Settings } from '../../settings/schema.ts';
import { isFromPage, isToldBeforeSending, sentFiles } from '../files/form-files.ts';
import type { ReceivedFormFiles } from '../files/receive-form-files.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { pageFault } from '../ui/page-fault.ts';
import { pageOf } from '../ui/page.ts';
import { membersNamedIn, withExcluded } from './members-named-in.ts';
import { noRoster, type ReportAnswers, type Review } from './responses.tsx';
import { nobodyIsLeft } from './review-page.tsx';
import { submissionAnswers } from './submission-answers.tsx';
import type { CheckedForm } from './submitted-form.ts';

/** Sends checked reports. Where its writer has to see something before, the review page comes once more. */
export const reportSender = (context: ReporterContext, answers: ReportAnswers) => {
  const { settings } = context;
  const { reviewPage } = answers;
  const answerTo = submissionAnswers(context, answers);

  return async (c: Context, form: CheckedForm): Promise<Response> => {
    const { report } = form;
    // Whatever page comes back, pressing its button sends it: nobody is asked to press again and again.
    const values = { ...form.values, pressedBefore: true };
    let roster = noRoster;
    try {
      const now = context.clock();
      const keys = await context.keys(now, rosterSecondsFor(report));
      ({ roster } = keys);
      const before = toBeSeenBefore(settings, roster, { ...form, values });
      if (before) return await reviewPage(c, roster, before);
      const { minimumFormSeconds } = settings.abuse;
      const isFirstPress = !form.values.pressedBefore;
      if (isFirstPress && isYounger(minimumFormSeconds, keys.ticketSecret, report.ticket, now))
        return await reviewPage(c, roster, { values, pressAgain: true });
      const filledByProgram = values.extraNote !== '';
      const { rosterShown } = values;
      const submitted = await submitForm({ ...context, keys, now, filledByProgram, rosterShown }, report);
      return await answerTo(c, submitted, { report, values, roster, now });
    } catch (error) {
      // The page keeps the text and the same ticket: pressing again can neither lose nor double the report.
      const page = pageOf(c, settings);
      const failure = pageFault(context.log, page, error);
      const text = `${failure.text} ${page.messages.problems.pressAgain}`;
      return reviewPage(c, roster, { values, problems: [{ field: 'whatHappened', text }] }, failure);
    }
  };
};

/**
 * What is said once before anything is sent: that a member is named, what was found in files, or that nobody is left
 * to read the report. `undefined` when there is nothing to say.
 */
const toBeSeenBefore = (
  settings: Settings,
  roster: Roster,
  { report, values, fields, received }: CheckedForm,
): Review | undefined => {
  const named = membersNamedIn(settings, roster, report).filter(
    ({ memberId }) => !values.told.includes(memberId) && !values.excludedMembers.includes(memberId),
  );
  const isTold = fields.get('nobodyLeft') === 'known';
  const lookAtFiles = isFromPage(fields) && isToBeLookedAt(received);
  if (named.length === 0 && !lookAtFiles && (isTold || !nobodyIsLeft(roster, values))) return undefined;
  return { values: withExcluded(values, named), named, lookAtFiles };
};

/** Files are sent by a press of the button that comes after they were shown: so the same form twice is one report. */
const isToBeLookedAt = ({ files, haveCome }: ReceivedFormFiles): boolean =>
  haveCome || sentFiles(files).some(isToldBeforeSending);

/** Whether a form came back in fewer seconds than a person needs to fill it. A form without a ticket has no age. */
const isYounger = (
  seconds: number,
  ticketSecret: Uint8Array,
  ticket: string | undefined,
  now: Date,
): boolean => {
  if (seconds === 0 || ticket === undefined) return false;
  const read = readTicket(ticketSecret, ticket, now);
  return read.kind === 'valid' && read.ageSeconds < seconds;
};
