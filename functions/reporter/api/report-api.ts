import type { Hono } from 'hono';
import { attachProblem } from '../../web/files/file-problems.ts';
import { route } from '../../web/answer/route.ts';
import { fieldProblems, invalidFields, problemResponse, type Problem } from '../../web/answer/problem.ts';
import { readJson } from '../../web/request/request-body.ts';
import { rosterSeconds, rosterSecondsFor } from '../../domain/intake/keep-keys.ts';
import { newReportReader } from '../../domain/intake/new-report.ts';
import { submitReport, type HeldReceipt, type Receipt } from '../../domain/intake/submit-report.ts';
import { issueTicket } from '../../envelope/ticket.ts';
import { encodeToken, passphrase } from '../../envelope/token.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { followUpUrl, routes } from '../routes.ts';
import { reportHeld } from '../held/held-contract.ts';
import { reportFiled, ticketIssued } from './contract.ts';

/** `POST /api/tickets` and `POST /api/reports`. */
export const reportApi = (app: Hono, context: ReporterContext): void => {
  const newReport = newReportReader(context.settings);

  const freshTicket = async (now: Date): Promise<string> => {
    const { ticketSecret } = await context.keys(now, rosterSeconds.shown);
    return issueTicket(ticketSecret, now, context.random.bytes(16));
  };

  route(app, routes.api.tickets, {
    POST: async (c) => c.json(ticketIssued.parse({ ticket: await freshTicket(context.clock()) }), 201),
  });

  route(app, routes.api.reports, {
    POST: async (c) => {
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const report = newReport.read(body.content);
      if (!report.success) return problemResponse(invalidFields(fieldProblems(report.error)));
      const now = context.clock();
      const keys = await context.keys(now, rosterSecondsFor(report.data));
      const result = await submitReport({ ...context, keys, now }, report.data);
      switch (result.kind) {
        case 'filed':
          return c.json(filedAnswer(result.receipt, c.req.url), 201);
        case 'held':
          return c.json(heldAnswer(result.receipt, c.req.url), 201);
        case 'hold-full':
          return problemResponse(holdFull(result.retryAfterSeconds));
        case 'closed-since':
          return problemResponse(closedSince);
        case 'files-taken':
          return problemResponse(filesTaken);
        case 'files-unknown':
        case 'files-gone':
        case 'too-many-files':
        case 'case-full':
          return problemResponse(attachProblem(result));
        // A program's ticket is refused once it is that old.
        case 'sent-before':
        case 'ticket-expired':
        case 'ticket-invalid':
          return problemResponse({
            status: 409,
            code: result.kind === 'ticket-invalid' ? 'ticket-invalid' : 'ticket-expired',
            detail:
              result.kind !== 'ticket-invalid'
                ? 'The ticket is older than two hours. Nothing was stored; send the same again with this new ticket.'
                : 'The ticket is not one of ours. Nothing was stored; send the same again with this new ticket.',
            errors: [{ pointer: '/ticket', detail: 'Cannot be used.' }],
            more: { ticket: await freshTicket(now) },
          });
      }
    },
  });
};

const holdFull = (retryAfterSeconds: number): Problem => ({
  status: 429,
  code: 'hold-full',
  detail:
    'As many reports have begun to wait today as may. Nothing was stored; the team can be told at once.',
  errors: [{ pointer: '/hold', detail: 'Cannot be true today.' }],
  headers: { 'retry-after': String(retryAfterSeconds) },
});

/** No fresh ticket: a program that goes on by itself must not bring back what was withdrawn. */
const closedSince: Problem = {
  status: 409,
  code: 'sent-before',
  detail:
    'This report was sent with this ticket before, and was withdrawn or had its words changed since. Nothing was stored.',
  errors: [{ pointer: '/ticket', detail: 'Was used.' }],
};

const filesTaken: Problem = {
  status: 409,
  code: 'files-taken',
  detail:
    'The files of this draft are with a report of other content that was sent before. Nothing was stored; upload them with a new draft.',
  errors: [{ pointer: '/draft', detail: 'Was used.' }],
};

const filedAnswer = ({ token, summary, retainedUntil }: Receipt, requestUrl: string) =>
  reportFiled.parse({
    token: encodeToken(token),
    passphrase: passphrase(token),
    followUpUrl: followUpUrl(requestUrl, encodeToken(token)),
    caseName: summary.caseName,
    deadlines: summary.deadlines,
    retainedUntil: retainedUntil.toISOString(),
  });

const heldAnswer = ({ token, page, until }: HeldReceipt, requestUrl: string) =>
  reportHeld.parse({
    token: encodeToken(token),
    passphrase: passphrase(token),
    followUpUrl: followUpUrl(requestUrl, encodeToken(token)),
    caseName: page.caseName,
    held: { persons: page.persons, retainedUntil: until.toISOString() },
  });
