import * as z from 'zod';
import { DynamoDBClient, BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { randomBytes } from 'node:crypto';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys, dueLogLine } from '../../functions/adapters/dynamodb/item-keys.ts';
import { loadRingPublicKey } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import type { RingPublicKey } from '../../functions/domain/key-ring/seal-to-ring.ts';
import { addDays, day } from '../../functions/domain/kernel/clock.ts';
import { newId } from '../../functions/domain/kernel/random.ts';
import type { LogLine } from '../../functions/domain/register/log-line.ts';
import { logEndsAt, logTimeToLive } from '../../functions/domain/register/log-retention.ts';
import { sealLogLine } from '../../functions/domain/register/sealed-log-line.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';
import { eventOf, startBenchService, type BenchRequest, type BenchService } from './bench-service.ts';
import type { FunctionProcess } from './function-process.ts';
import { percentile } from './percentile.ts';
import type { Section } from './section.ts';
import { startSeeding } from './seed-cases.ts';

const decided = 40;
const pagesOfLog = 40;
const warmUps = 40;
const logSizes = [100, 1_000, 10_000] as const;
const linesAtOnce = 25;

const listed = z.object({ cases: z.array(z.object({ id: z.string() })), cursor: z.string().optional() });
const proposals = z.object({ proposals: z.array(z.object({ hash: z.string() })) });

/** Calls and processor time of deciding, and of the enforcement log as it grows. */
export const measureDeciding = async (bundleFolder: string): Promise<Section> => {
  const service = await startBenchService(bundleFolder);
  const reader = await service.addMemberAtPages();
  const members = [reader.authorization, await service.addMember()] as const;
  // After the members: whoever joins later sees no earlier report.
  const seeding = await startSeeding(service);
  const team = await service.start('team');
  try {
    await seeding.add(decided * 2);
    const rows = await decideAll({ service, team, members, cookie: reader.cookie });
    return {
      title: 'Deciding',
      note:
        'The team’s function in a process of its own, as under “Operations”; medians of ' +
        `${decided} cases after as many others, and of ${pagesOfLog} pages after ${warmUps} others. Each case has a respondent, a ` +
        'finding, a proposal and two approvals. Lines of the log are as long as usual; a narrowed page looks through 150 of ' +
        'them. Aim: calls flat, however long the log is.',
      columns: ['what', 'calls', 'CPU ms: median', 'most'],
      rows: [...rows, ...(await growingLog({ service, team, authorization: members[0] }))],
    };
  } finally {
    team.stop();
    seeding.close();
    await service.close();
  }
};

type Ask = { readonly service: BenchService; readonly team: FunctionProcess };

type Measured = { readonly calls: number; readonly cpu: number; readonly body: string };

const asked = async ({ service, team }: Ask, request: BenchRequest): Promise<Measured> => {
  service.calls();
  const { bodies, cpu } = await team.answer([eventOf(request)]);
  return { calls: service.calls().length, cpu, body: bodies[0] ?? '' };
};

/** The second half of what was measured: the first warms the process up. */
const rowOf = (name: string, all: readonly Measured[]): string[] => {
  const later = all.slice(all.length / 2);
  const cpu = later.map((one) => one.cpu);
  return [
    name,
    String(Math.max(...later.map(({ calls }) => calls))),
    percentile(cpu, 0.5).toFixed(1),
    Math.max(...cpu).toFixed(1),
  ];
};

const decideAll = async (
  ask: Ask & { readonly members: readonly [string, string]; readonly cookie: string },
): Promise<readonly (readonly string[])[]> => {
  const [first, second] = ask.members;
  const ids = await idsOf(ask, first);
  const opened: Measured[] = [];
  const forced: Measured[] = [];
  for (const id of ids.slice(0, decided * 2)) {
    await makeReady(ask, id);
    const page = await asked(ask, { path: `/cases/${id}/decision`, headers: { cookie: ask.cookie } });
    if (!page.body.includes('id="proposals"')) throw new Error('the Decision page did not open');
    opened.push(page);
    const { body } = await asked(ask, {
      path: `/api/cases/${id}/proposals`,
      headers: { authorization: first },
    });
    const hash = proposals.parse(JSON.parse(body)).proposals[0]?.hash ?? '';
    for (const who of [first, second])
      await did(ask, who, `${id}/approvals`, { proposal: 1, hash, verdict: 'approves' });
    forced.push(await did(ask, second, `${id}/decisions`, { proposal: 1, hash }));
  }
  return [rowOf('open the Decision page', opened), rowOf('put in force', forced)];
};

const idsOf = async (ask: Ask, authorization: string): Promise<readonly string[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const from = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { body } = await asked(ask, { path: `/api/cases?limit=50${from}`, headers: { authorization } });
    const page = listed.parse(JSON.parse(body));
    ids.push(...page.cases.map(({ id }) => id));
    ({ cursor } = page);
  } while (cursor !== undefined);
  return ids;
};

/** @throws {Error} when it was refused, as whatever the process is asked: nothing that failed is measured */
const did = (ask: Ask, authorization: string, path: string, body: object): Promise<Measured> => {
  const headers = { authorization, 'content-type': 'application/json' };
  return asked(ask, {
    method: 'POST',
    path: `/api/cases/${path}`,
    headers,
    body: JSON.stringify(body),
  });
};

/** A case that lacks nothing but approvals, which two members have opened. */
const makeReady = async (
  ask: Ask & { readonly members: readonly [string, string] },
  id: string,
): Promise<void> => {
  const [first] = ask.members;
  for (const authorization of ask.members)
    await asked(ask, { path: `/api/cases/${id}`, headers: { authorization } });
  await did(ask, first, `${id}/respondents`, { name: 'Robin Roe' });
  await did(ask, first, `${id}/findings`, {
    respondent: 1,
    outcome: 'violation',
    rules: ['harassment'],
    summary: 'They shouted at a volunteer.',
    impact: 'The volunteer left.',
  });
  for (const of of ['reporter', 'respondent'])
    await did(ask, first, `${id}/opinions`, { of, respondent: 1, whyNotAsked: 'It would not be safe.' });
  await did(ask, first, `${id}/proposals`, {
    respondent: 1,
    rung: 'correction',
    measures: [{ type: 'private-apology', dueOn: day(addDays(new Date(), 14)) }],
    letter: {
      language: 'en',
      behaviour: 'You shouted at a volunteer.',
      impact: 'They left early.',
      expected: 'Speak calmly.',
      consequences: 'An apology.',
    },
    reporterText: 'We have spoken with them.',
    reasons: 'It was once, and they are sorry.',
  });
};

const growingLog = async (
  ask: Ask & { readonly authorization: string },
): Promise<readonly (readonly string[])[]> => {
  const { authorization } = ask;
  const rows: string[][] = [];
  let stored = decided * 2;
  for (const size of logSizes) {
    await writeLines(ask.service, size - stored);
    stored = size;
    for (const [name, query] of [
      ['a page of the log', 'limit=50'],
      ['a narrowed page', 'limit=50&name=heron'],
    ] as const) {
      const pages: Measured[] = [];
      for (let time = 0; time < warmUps + pagesOfLog; time += 1)
        pages.push(await asked(ask, { path: `/api/log?${query}`, headers: { authorization } }));
      rows.push(rowOf(`${name}, ${size.toLocaleString('en')} lines`, pages));
    }
  }
  return rows;
};

/** Lines of earlier decisions, sealed as the engine does. */
const writeLines = async ({ dynamoDbUrl, tables }: BenchService, count: number): Promise<void> => {
  const client = new DynamoDBClient({
    endpoint: dynamoDbUrl,
    region,
    credentials: { accessKeyId: accessKeys.ops, secretAccessKey: 'local' },
  });
  const ring = await loadRingPublicKey(client, tables.team, 'conduct', 'register');
  for (let made = 0; made < count; made += linesAtOnce) {
    const lines = Array.from({ length: Math.min(linesAtOnce, count - made) }, (_, index) =>
      lineRow(ring, made + index),
    );
    const written = lines.map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [tables.cases]: written } }));
  }
  client.destroy();
};

const random = { bytes: (length: number) => randomBytes(length), integer: () => 0 };

/** A line of one of the latest 700 days. */
export const lineRow = (ring: RingPublicKey, number: number) => {
  const decidedOn = day(addDays(new Date(), -1 - (number % 700)));
  const id = `${decidedOn}#${newId(random)}`;
  const keptUntil = day(addDays(new Date(), 3_000));
  const line: LogLine = {
    person: number % 50 === 0 ? 'teal-heron' : 'amber-otter',
    decidedOn,
    source: 'reporter',
    outcome: 'violation',
    rules: ['harassment'],
    rung: 'warning',
    measures: ['no-contact', 'private-apology'],
    from: decidedOn,
    status: 'in-force',
    appeal: 'none',
    caseId: newId(random),
    caseName: 'amber-falcon-27',
    channel: ring.channel,
    keptUntil,
    hiddenFrom: [],
    grantedMembers: [],
  };
  return toAttributes({
    ...caseKeys.logLine(ring.channel, id),
    ...dueLogLine(logEndsAt(keptUntil)),
    ...sealLogLine(ring, { id, revision: 1 }, line),
    ttl: logTimeToLive(keptUntil),
  });
};
