import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { fieldProblems, invalidFields, problemResponse, type Problem } from '../../web/answer/problem.ts';
import { readJson } from '../../web/request/request-body.ts';
import { changePassphrase } from '../../domain/thread/new-passphrase.ts';
import { stopMails } from '../../domain/thread/stop-mails.ts';
import { readTicket } from '../../envelope/ticket.ts';
import { encodeToken, passphrase } from '../../envelope/token.ts';
import { carryOut } from '../leaving/carry-out.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { entranceOfThread, followUpUrl, routes } from '../routes.ts';
import { bearerToken, malformedToken, noDoorProblem, unusableToken } from './bearer-token.ts';
import { mailsStopped, newPassphrase, passphraseChanged, withdrawal, withdrawalDone } from './contract.ts';

const ticketUnusable = (kind: 'expired' | 'invalid'): Problem => ({
  status: 409,
  code: `ticket-${kind}`,
  detail: 'The ticket is older than two hours, or not one of ours. Nothing was changed.',
  errors: [{ pointer: '/ticket', detail: 'Cannot be used.' }],
});

/** `POST /api/follow-up/withdrawal`, `DELETE /api/follow-up/mails` and `POST /api/follow-up/passphrase`: what closes a door. */
export const leavingApi = (app: Hono, context: ReporterContext): void => {
  route(app, routes.api.withdrawal, {
    POST: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const wanted = withdrawal.safeParse(body.content);
      if (!wanted.success) return problemResponse(invalidFields(fieldProblems(wanted.error)));
      const done = await carryOut({ ...context, now: context.clock() }, token, wanted.data.choice);
      if (done.kind === 'unusable' || done.kind === 'must-change' || done.kind === 'held')
        return problemResponse(noDoorProblem(done));
      const { kind: outcome, ...more } = done;
      return c.json(withdrawalDone.parse({ outcome, ...more }), outcome === 'asked' ? 202 : 200);
    },
  });

  route(app, routes.api.mails, {
    DELETE: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const done = await stopMails({ ...context, now: context.clock() }, token);
      if (done.kind !== 'stopped') return problemResponse(noDoorProblem(done));
      return c.json(mailsStopped.parse({ outcome: 'stopped' }));
    },
  });

  route(app, routes.api.passphrase, {
    POST: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const wanted = newPassphrase.safeParse(body.content);
      if (!wanted.success) return problemResponse(invalidFields(fieldProblems(wanted.error)));
      const now = context.clock();
      const { ticketSecret } = await context.keys(now);
      const ticket = readTicket(ticketSecret, wanted.data.ticket, now);
      if (ticket.kind !== 'valid') return problemResponse(ticketUnusable(ticket.kind));
      const from = { token, ticketSecret, formBits: ticket.randomBits };
      const result = await changePassphrase({ store: context.store, now }, from);
      if (result.kind === 'unusable') return problemResponse(unusableToken);
      const encoded = encodeToken(result.token);
      return c.json(
        passphraseChanged.parse({
          token: encoded,
          passphrase: passphrase(result.token),
          followUpUrl: followUpUrl(c.req.url, encoded, entranceOfThread(result.opened.door.thread)),
        }),
      );
    },
  });
};
