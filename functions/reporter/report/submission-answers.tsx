import type { Context } from 'hono';
import type { NewReport } from '../../domain/intake/new-report.ts';
import type { Receipt, SubmitResult } from '../../domain/intake/submit-report.ts';
import { eligibleMembers, isKnown, type Roster } from '../../domain/member/roster.ts';
import { attachProblem } from '../files/attach-problems.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { HeldReceiptPage } from '../held/held-receipt-page.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { pageOf } from '../ui/page.ts';
import { freshTicket } from './fresh-ticket.ts';
import { ReceiptPage } from './receipt-page.tsx';
import type { ReportFormValues } from './report-form.ts';
import type { ReportAnswers } from './responses.tsx';
import { wordChecks } from './word-checks.ts';

/** A report that was given to the store, with what its answer needs. */
type Submission = {
  readonly report: NewReport;
  readonly values: ReportFormValues;
  readonly roster: Roster;
  readonly now: Date;
};

/** The page that says what became of a report. */
export const submissionAnswers = (context: ReporterContext, { reviewPage }: ReportAnswers) => {
  const { settings } = context;

  const receiptPage = async (c: Context, receipt: Receipt, { report, values, roster }: Submission) => {
    const { ticketSecret } = await context.keys(context.clock());
    const props = {
      page: pageOf(c, settings),
      receipt,
      nobodyTold:
        isKnown(roster) && eligibleMembers(roster, report.channel, report.excludedMembers).length === 0,
      contactGiven: values.identity.contact.trim() !== '',
      files: values.files,
      requestUrl: c.req.url,
      checkOf: wordChecks(ticketSecret, receipt.token),
    };
    return c.html(<ReceiptPage {...props} />, 201);
  };

  return async (c: Context, submitted: SubmitResult, submission: Submission): Promise<Response> => {
    const page = pageOf(c, settings);
    const { values, roster, now } = submission;
    switch (submitted.kind) {
      case 'filed':
        return receiptPage(c, submitted.receipt, submission);
      case 'held': {
        const { ticketSecret } = await context.keys(context.clock());
        const { receipt } = submitted;
        const checkOf = wordChecks(ticketSecret, receipt.token);
        const shown = { page, receipt, requestUrl: c.req.url, checkOf };
        return c.html(<HeldReceiptPage {...shown} />, 201);
      }
      case 'hold-full': {
        const problems = [{ field: 'hold', text: page.messages.held.problems.full }];
        return reviewPage(c, roster, { values, problems });
      }
      case 'sent-before': {
        const { before, beforeText } = page.messages.receipt;
        return c.html(<MessagePage page={page} heading={before} text={beforeText} />);
      }
      case 'closed-since': {
        const { closedSince, closedSinceText } = page.messages.receipt;
        return c.html(<MessagePage page={page} heading={closedSince} text={closedSinceText} />, 409);
      }
      case 'ticket-expired':
      case 'ticket-invalid': {
        const fresh = { ...values, ticket: await freshTicket(context, now) };
        const problems = [{ field: 'whatHappened', text: page.messages.problems.ticket }];
        return reviewPage(c, roster, { values: fresh, problems });
      }
      case 'files-unknown':
      case 'files-gone':
      case 'files-taken':
      case 'too-many-files':
      case 'case-full': {
        const { files, problems } = attachProblem(page, values.files, submitted);
        return reviewPage(c, roster, { values: { ...values, files }, problems });
      }
    }
  };
};
