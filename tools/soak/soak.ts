import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';
import { expireCase } from '../../infra/ops/expire-case.ts';
import { chaos, type ChaosFigures } from './chaos.ts';
import type { Tally } from './client.ts';
import { broken, Ledger } from './ledger.ts';
import { lookAfter } from './look-after.ts';
import { settleOwed, watchInbox, type NoticeFigures } from './notices.ts';
import { reporter, teamMember } from './people.ts';
import type { Soak } from './calls.ts';
import { SoakedService } from './service.ts';

export type SoakResult = {
  readonly figures: readonly string[];
  /** What was lost, doubled, or readable when it should not be; empty is well. */
  readonly broken: readonly string[];
};

const reporters = 6;
/** Seconds for the look afterwards, the last notices and a lease left behind included. */
const leastLook = 240;
const expireEvery = 2_500;

/** Loads the local service for some seconds while everything goes wrong around it, and looks what is left. */
export const soak = async (seconds: number): Promise<SoakResult> => {
  const service = await SoakedService.start();
  const ledger = new Ledger();
  const end = Date.now() + seconds * 1_000;
  const tally: Tally = { acknowledged: 0, busy: 0, failed: 0, cut: 0, retries: 0 };
  const complaints: string[] = [];
  const under: Soak = { service, ledger, tally, complaints, isOver: () => Date.now() > end };
  const chaosFigures: ChaosFigures = { kills: 0, faults: 0, doubledBeats: 0, longestStartMs: 0 };
  const notices: NoticeFigures = { rounds: 0, told: 0 };
  try {
    const people = [...Array.from({ length: reporters }, () => reporter(under)), teamMember(under)];
    await Promise.all([
      ...people,
      watchInbox(under, notices),
      expireSome(under),
      chaos(service, chaosFigures, under.isOver),
    ]);

    await service.kill();
    await service.startAgain();
    const dynamo = clientOf(service);
    const late = Date.now() + Math.max(leastLook, seconds * 4) * 1_000;
    const quiet: Soak = { ...under, tally: { ...tally }, isOver: () => Date.now() > late };
    const seen = await lookAfter(quiet, dynamo);
    await settleOwed(quiet, notices);
    dynamo.destroy();
    const { reports } = ledger;
    const count = (state: string): number => reports.filter((report) => report.state === state).length;
    const messages = reports.reduce((sum, report) => sum + report.messages.length, 0);
    const files = reports.reduce((sum, report) => sum + report.files.length, 0);
    return {
      figures: [
        `${seconds} seconds, ${reporters} reporters, a team: ${tally.acknowledged} requests answered, ${tally.retries} sent again`,
        `${chaosFigures.kills + 1} kills with a restart (the longest ${(chaosFigures.longestStartMs / 1_000).toFixed(1)} s), ${chaosFigures.faults} faults planned, ${chaosFigures.doubledBeats} scheduled runs sent three times at once`,
        `${tally.cut} connections cut or silent, ${tally.failed} faults and ${tally.busy} refusals for load met by clients`,
        `${reports.length} reports acknowledged, ${messages} replies and messages and ${files} files with them; ${count('gone')} gone since, ${count('unsure')} whose taking back was cut off by the end`,
        `${notices.told} of ${notices.rounds} times somebody looked and something urgent came in, a mail came`,
        `${seen.cases.length} cases stored and open to the team`,
      ],
      broken: [...complaints, ...broken(reports, seen)],
    };
  } finally {
    await service.remove();
  }
};

/** Ends the time of cases the team has opened; from then on they are gone, whatever still hangs in the air. */
const expireSome = async (under: Soak): Promise<void> => {
  while (!under.isOver()) {
    await new Promise((resolve) => setTimeout(resolve, expireEvery));
    const report = under.ledger.reports.find(
      ({ state, caseId }) => state === 'there' && caseId !== undefined,
    );
    if (report?.caseId === undefined) continue;
    report.state = 'unsure';
    const dynamo = clientOf(under.service);
    try {
      await expireCase(dynamo, under.service.where.tables, report.caseId, new Date());
      report.state = 'gone';
    } catch {
      // Cut off half-way: nobody knows how far it came.
    } finally {
      dynamo.destroy();
    }
  }
};

const clientOf = ({ where }: SoakedService): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: where.dynamoDbUrl,
    region,
    credentials: { accessKeyId: accessKeys.ops, secretAccessKey: 'local' },
    requestHandler: { requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
