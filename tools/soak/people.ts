import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { routes as reporterRoutes } from '../../functions/reporter/routes.ts';
import { routes as teamRoutes } from '../../functions/team/routes.ts';
import { reporterCall, teamCall, type Soak } from './calls.ts';
import type { FiledReport } from './ledger.ts';
import { sendFile } from './files.ts';

const ticket = z.object({ ticket: z.string() });
const filed = z.object({ token: z.string() });
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds * (0.5 + Math.random())));
const oneOf = <T>(values: readonly T[]): T | undefined => values[Math.floor(Math.random() * values.length)];

/** Files reports with one ticket each and writes to them with one key a message, until the soak is over. */
export const reporter = async (soak: Soak): Promise<void> => {
  const own: FiledReport[] = [];
  while (!soak.isOver()) {
    const choice = Math.random();
    const report = oneOf(own.filter(({ state }) => state === 'there'));
    if (report === undefined || choice < 0.4) await file(soak, own);
    else if (choice < 0.6) await sendFile(soak, report);
    else if (choice < 0.95) await write(soak, report);
    else await takeBack(soak, report);
    await pause(60);
  }
};

const file = async (soak: Soak, own: FiledReport[]): Promise<void> => {
  const got = await reporterCall(soak, reporterRoutes.api.tickets, { method: 'POST' });
  if (got === undefined) return;
  const mark = soak.ledger.mark('report');
  const json = { ...ticket.parse(JSON.parse(got.body)), answers: { whatHappened: `${mark} happened.` } };
  const send = () => reporterCall(soak, reporterRoutes.api.reports, { method: 'POST', json });
  const answer = await send();
  if (answer === undefined) return;
  if (answer.status !== 201) {
    soak.complaints.push(`${mark} was answered with ${answer.status}`);
    return;
  }
  const { token } = filed.parse(JSON.parse(answer.body));
  const report: FiledReport = { mark, token, messages: [], files: [], state: 'there' };
  own.push(report);
  soak.ledger.reports.push(report);
  // Some send it once more though they have their receipt.
  if (Math.random() > 0.2) return;
  const again = await send();
  if (again?.status === 201 && filed.parse(JSON.parse(again.body)).token !== token)
    soak.complaints.push(`${mark} sent twice has two receipts`);
};

const write = async (soak: Soak, report: FiledReport): Promise<void> => {
  const mark = soak.ledger.mark('reply');
  const headers = { authorization: `Bearer ${report.token}`, 'idempotency-key': randomUUID() };
  const json = { text: `${mark} as a reply.` };
  const send = () => reporterCall(soak, reporterRoutes.api.entries, { method: 'POST', headers, json });
  const answer = await send();
  if (answer?.status === 201) report.messages.push(mark);
  else if (answer !== undefined && report.state === 'there')
    soak.complaints.push(`${mark} was answered with ${answer.status}`);
  if (Math.random() < 0.2) await send();
};

const takeBack = async (soak: Soak, report: FiledReport): Promise<void> => {
  report.state = 'unsure';
  const headers = { authorization: `Bearer ${report.token}` };
  const answer = await reporterCall(soak, reporterRoutes.api.followUp, { method: 'DELETE', headers });
  // An answer that was lost leaves words that open nothing any more. Where the team has opened it, it is asked.
  if (answer?.status === 200 || answer?.status === 401) report.state = 'gone';
  if (answer?.status === 202) report.state = 'there';
};

const list = z.object({ cases: z.array(z.object({ id: z.string() })), cursor: z.string().optional() });
export const wholeCase = z.object({
  threads: z.record(z.string(), z.object({ entries: z.array(z.object({ text: z.string().default('') })) })),
});

/** The ids of a page of the list. */
export const listCases = async (soak: Parameters<typeof teamCall>[0], cursor = '') => {
  const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  const answer = await teamCall(soak, `${teamRoutes.api.cases}?limit=50${query}`);
  if (answer?.status !== 200) return { ids: [], next: undefined, ok: answer === undefined };
  const { cases, cursor: next } = list.parse(JSON.parse(answer.body));
  return { ids: cases.map(({ id }) => id), next, ok: true };
};

/** The texts of a case; `undefined` when it does not open. */
export const textsOf = async (soak: Parameters<typeof teamCall>[0], caseId: string) => {
  const answer = await teamCall(soak, teamRoutes.api.case.replace(':id', caseId));
  if (answer?.status !== 200) return undefined;
  const { threads } = wholeCase.parse(JSON.parse(answer.body));
  return Object.values(threads).flatMap(({ entries }) => entries.map(({ text }) => text));
};

/** Opens what has come in and answers, until the soak is over. */
export const teamMember = async (soak: Soak): Promise<void> => {
  while (!soak.isOver()) {
    const { ids } = await listCases(soak);
    for (const caseId of [oneOf(ids), oneOf(ids)]) {
      if (caseId === undefined || soak.isOver()) continue;
      const texts = await textsOf(soak, caseId);
      const report = soak.ledger.reports.find(({ mark }) => texts?.some((text) => text.includes(mark)));
      if (report === undefined) continue;
      report.caseId = caseId;
      const mark = soak.ledger.mark('answer');
      const path = teamRoutes.api.messages.replace(':id', caseId);
      const answer = await teamCall(soak, path, { text: `${mark} as an answer.` }, randomUUID());
      if (answer?.status === 201) report.messages.push(mark);
      await pause(60);
    }
  }
};
