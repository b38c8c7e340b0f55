import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes, randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { caseIdOfRow, partitionOf, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { updateExisting } from '../../functions/adapters/dynamodb/client/update-existing.ts';
import type { TableNames } from '../../functions/adapters/dynamodb/client/tables.ts';
import { addHours } from '../../functions/domain/kernel/clock.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { localSettings } from '../../infra/local/local-settings.ts';
import { region, startEmulators } from '../../infra/local/start-emulators.ts';
import { openStateFolder } from '../../infra/local/state-folder.ts';
import { expireCase } from '../../infra/ops/expire-case.ts';
import { addMember } from '../../infra/ops/member/members.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { functionEnvironment } from './function-environment.ts';
import { startFunctionProcess } from './function-process.ts';
import { startSeeding, type Seeding } from './seed-cases.ts';

const otherEmail = 'other@example.org';

export type Flood = {
  /** Urgent notices of one channel, each of a case of its own. */
  readonly notices: number;
  /** Members who read that channel. */
  readonly members: number;
  readonly erasures: number;
  /** Long enough ago that a deadline of each case has passed as well. */
  readonly sentHoursAgo: number;
};

export type Run = {
  readonly seconds: number;
  readonly cpuMilliseconds: number;
  readonly calls: number;
  readonly mails: number;
  /** Seconds after the beginning at which the keys of each case were erased, and the other channel was mailed. */
  readonly erasedAfter: readonly number[];
  readonly otherAfter: readonly number[];
};

export type FloodedService = {
  readonly ops: DynamoDBClient;
  readonly tables: TableNames;
  readonly run: () => Promise<Run>;
  readonly stop: () => Promise<void>;
};

/** The emulators and the scheduled function’s bundle, with everything of a flood waiting for its next run. */
export const startFlooded = async (bundleFolder: string, flood: Flood): Promise<FloodedService> => {
  const folder = await mkdtemp(join(tmpdir(), 'conductline-bench-'));
  const sender = localSettings().sender;
  const emulators = await startEmulators(await openStateFolder(folder), { sender, now: () => new Date() });
  const { tables } = emulators;
  let began = 0;
  const erasedAfter: number[] = [];
  const otherAfter: number[] = [];
  const since = (): number => (performance.now() - began) / 1_000;
  const dynamoDb = await startCountingProxy(emulators.dynamoDb.url, (body) => {
    if (body.includes('"tombstone"')) erasedAfter.push(since());
  });
  const ses = await startCountingProxy(emulators.ses.url, (body) => {
    if (body.includes(encodeURIComponent(otherEmail))) otherAfter.push(since());
  });
  const endpoints = { dynamoDb: dynamoDb.url, kms: emulators.kms.url, ses: ses.url, s3: emulators.s3.url };
  const scheduled = await startFunctionProcess(
    join(bundleFolder, 'scheduled', 'index.mjs'),
    functionEnvironment('scheduled', {
      endpoints,
      tables,
      bucket: emulators.bucket,
      keyId: emulators.kms.keyArn,
    }),
  );
  const credentials = { accessKeyId: accessKeys.ops, secretAccessKey: 'local' };
  const ops = new DynamoDBClient({ endpoint: emulators.dynamoDb.url, region, credentials });
  // Makes the key rings.
  await scheduled.run({});
  const seeding = await startSeeding({ dynamoDbUrl: emulators.dynamoDb.url, tables });
  await seedFlood({ ops, tables, seeding }, flood);
  seeding.close();

  return {
    ops,
    tables,
    async run() {
      for (const list of [dynamoDb.operations, ses.operations, erasedAfter, otherAfter]) list.splice(0);
      began = performance.now();
      const cpuMilliseconds = await scheduled.run({});
      return {
        seconds: since(),
        cpuMilliseconds,
        calls: dynamoDb.operations.length,
        mails: ses.operations.length,
        erasedAfter: [...erasedAfter],
        otherAfter: [...otherAfter],
      };
    },
    async stop() {
      scheduled.stop();
      ops.destroy();
      await dynamoDb.close();
      await ses.close();
      await emulators.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

type Seeded = { readonly ops: DynamoDBClient; readonly tables: TableNames; readonly seeding: Seeding };

const seedFlood = async ({ ops, tables, seeding }: Seeded, flood: Flood): Promise<void> => {
  const now = new Date();
  const longAgo = addHours(now, -24 * 20);
  const random = {
    bytes: (length: number) => randomBytes(length),
    integer: (limit: number) => randomInt(limit),
  };
  const office = { client: ops, table: tables.team, random, now: longAgo };
  for (let number = 0; number < flood.members; number += 1)
    await addMember(office, {
      name: `M ${number}`,
      email: `m${number}@example.org`,
      channels: ['conduct'],
      // What nobody takes goes to those who lead: each notice is written again for ten minutes later.
      role: number === 0 ? 'lead' : 'member',
    });
  await addMember(office, { name: 'Other', email: otherEmail, channels: ['security'] });
  await seeding.add(flood.erasures, { sentAt: longAgo });
  for (const caseId of await casesIn(ops, tables)) {
    const openedAt = longAgo.toISOString();
    await updateExisting(ops, { table: tables.vault, key: vaultKeys.case(caseId), set: { openedAt } });
    await expireCase(ops, tables, caseId, now);
  }
  const urgent = { urgent: true, withNotices: true, sentAt: addHours(now, -flood.sentHoursAgo) };
  await seeding.add(flood.notices, { ...urgent, channel: 'conduct' });
  await seeding.add(1, { ...urgent, channel: 'security', answers: { whatHappened: 'A hole.' } });
};

const casesIn = async (ops: DynamoDBClient, tables: TableNames): Promise<ReadonlySet<string>> => {
  const { Items = [] } = await ops.send(new ScanCommand({ TableName: tables.cases }));
  return new Set(Items.flatMap((row) => caseIdOfRow(partitionOf(row)) ?? []));
};
