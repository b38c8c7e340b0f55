import * as z from 'zod';
import { routes as reporterRoutes } from '../../functions/reporter/routes.ts';
import { persist } from './client.ts';
import { listCases } from './people.ts';
import type { Soak } from './calls.ts';

const mails = z.array(z.object({ to: z.array(z.string()) }));

/** `owed`: of the round the end cut off, how many mails there were before it; one more must come. */
export type NoticeFigures = { rounds: number; told: number; owed?: number };

/** A scheduled run that was killed holds its lease for almost a minute, and the next one may be killed as well. */
const patience = 180_000;
const rest = 500;

/**
 * A member looks, something urgent is sent, and a mail must come: one until they look again, so that every round asks for
 * one at least. Goes on over kills and faults; of a round the end cuts off the mail is owed still.
 */
export const watchInbox = async (soak: Soak, figures: NoticeFigures): Promise<void> => {
  while (!soak.isOver()) {
    // Counted before the look: a mail that comes in between was owed to that look, too.
    const before = await mailCount(soak);
    await listCases(soak);
    const mark = soak.ledger.mark('report');
    const filed = await fileUrgent(soak, mark);
    if (before === undefined || filed === undefined) continue;
    figures.owed = before;
    const until = Date.now() + patience;
    let isTold = false;
    while (!isTold && Date.now() < until && !soak.isOver()) {
      await new Promise((resolve) => setTimeout(resolve, rest));
      const now = await mailCount(soak);
      if (now !== undefined) isTold = now > before;
    }
    if (!isTold && soak.isOver()) return;
    delete figures.owed;
    figures.rounds += 1;
    if (isTold) figures.told += 1;
    else soak.complaints.push(`${mark} was urgent and nobody was told within ${patience / 1_000} seconds`);
  }
};

const fileUrgent = async (soak: Soak, mark: string): Promise<true | undefined> => {
  const call = (path: string, json?: unknown) =>
    persist(
      { url: () => `${soak.service.where.reporterUrl}${path}`, method: 'POST', json },
      soak.tally,
      soak.isOver,
    );
  const ticket = await call(reporterRoutes.api.tickets);
  if (ticket === undefined) return undefined;
  const issued = z.object({ ticket: z.string() }).parse(JSON.parse(ticket.body));
  const json = { ...issued, urgent: true, answers: { whatHappened: `${mark} is urgent.` } };
  const answer = await call(reporterRoutes.api.reports, json);
  if (answer?.status !== 201) return undefined;
  const { token } = z.object({ token: z.string() }).parse(JSON.parse(answer.body));
  soak.ledger.reports.push({ mark, token, messages: [], files: [], state: 'there' });
  return true;
};

/** When everything has left: the mail of the round that the end cut off must be among it. */
export const settleOwed = async (soak: Soak, figures: NoticeFigures): Promise<void> => {
  const { owed } = figures;
  if (owed === undefined) return;
  delete figures.owed;
  figures.rounds += 1;
  const now = await mailCount(soak);
  if (now !== undefined && now > owed) figures.told += 1;
  else soak.complaints.push('something urgent was acknowledged at the end, and nobody was told');
};

/** Mails in the inbox; `undefined` when the soak is over before it answers. */
const mailCount = async (soak: Soak): Promise<number | undefined> => {
  const url = () => `${soak.service.where.inboxUrl}/messages.json`;
  const answer = await persist({ url }, soak.tally, soak.isOver);
  return answer && mails.parse(JSON.parse(answer.body)).length;
};
