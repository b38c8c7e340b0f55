import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { outboxPartition, sortKeyOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { routes as reporterRoutes } from '../../functions/reporter/routes.ts';
import * as z from 'zod';
import { persist } from './client.ts';
import type { FiledReport, Seen, SeenReport } from './ledger.ts';
import { filesOf, orphansOf } from './files.ts';
import { listCases, textsOf } from './people.ts';
import type { Soak } from './calls.ts';

const thread = z.object({ entries: z.array(z.object({ text: z.string() })) });
const atOnce = 4;
/** A scheduled run that was killed holds its lease for almost a minute. */
const drainWithin = 120_000;

/** Looks at everything as reporters and the team see it; nothing goes wrong any more by then. */
export const lookAfter = async (soak: Soak, dynamo: DynamoDBClient): Promise<Seen> => {
  const noticesLeft = await drained(soak, dynamo);
  const reports = new Map<string, SeenReport>();
  const textsByCase = new Map<string, readonly string[]>();
  const cases: string[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const page: Awaited<ReturnType<typeof listCases>> = await listCases(soak, cursor);
    if (!page.ok) throw new Error('the list of the team does not answer');
    cases.push(...page.ids);
    cursor = page.next;
  }
  await inParallel([...new Set(cases)], async (caseId) => {
    const texts = await textsOf(soak, caseId);
    if (texts) textsByCase.set(caseId, texts);
  });
  await inParallel(soak.ledger.reports, async (report) => {
    const byReporter = await textsOfReporter(soak, report);
    const isKnown = report.state === 'gone' && report.caseId !== undefined;
    const byTeam = isKnown ? await textsOf(soak, report.caseId ?? '') : undefined;
    const files = byReporter ? await filesOf(soak, report) : [];
    reports.set(report.mark, { ...(byReporter && { byReporter }), ...(byTeam && { byTeam }), files });
  });
  const orphans = await orphansOf(soak.service.where, dynamo);
  return { reports, cases: [...textsByCase.values()], noticesLeft, orphans };
};

const textsOfReporter = async (soak: Soak, { token }: FiledReport): Promise<string[] | undefined> => {
  const url = () => `${soak.service.where.reporterUrl}${reporterRoutes.api.followUp}`;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await persist({ url, headers }, soak.tally, soak.isOver);
  if (answer?.status !== 200) return undefined;
  return thread.parse(JSON.parse(answer.body)).entries.map(({ text }) => text);
};

/** Beats until no notice is left whose time has come, or time is up. @returns how many are left */
const drained = async (soak: Soak, dynamo: DynamoDBClient): Promise<number> => {
  const until = Date.now() + drainWithin;
  for (;;) {
    soak.service.tell({ kind: 'scheduled run', times: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const rows = await queryPartition(dynamo, soak.service.where.tables.cases, outboxPartition);
    const now = new Date().toISOString();
    const due = rows.filter((row) => sortKeyOf(row) < now).length;
    if (due === 0 || Date.now() > until) return due;
  }
};

const inParallel = async <T>(values: readonly T[], work: (value: T) => Promise<void>): Promise<void> => {
  const rest = [...values];
  const worker = async (): Promise<void> => {
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
