import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes, randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { credentialStore } from '../../functions/adapters/dynamodb/team/credential-store.ts';
import { addHours, day } from '../../functions/domain/kernel/clock.ts';
import type { NewMember } from '../../functions/domain/member/team.ts';
import { enrolmentHours, newMemberSecret, sessionHours } from '../../functions/domain/member/session.ts';
import { sessionCookie } from '../../functions/team/session/session-cookie.ts';
import type { FunctionName } from '../../infra/build.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import type { TableNames } from '../../infra/local/create-tables.ts';
import { lambdaEvent } from '../../infra/local/lambda-event.ts';
import { localSettings } from '../../infra/local/local-settings.ts';
import { region, startEmulators } from '../../infra/local/start-emulators.ts';
import { openStateFolder } from '../../infra/local/state-folder.ts';
import { addMember, createAccessToken } from '../../infra/ops/member/members.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { functionEnvironment } from './function-environment.ts';
import { startFunctionProcess, type FunctionProcess } from './function-process.ts';

export type BenchService = {
  /** One function's bundle in a process of its own, whose calls are counted. */
  readonly start: (name: FunctionName) => Promise<FunctionProcess>;
  /** The operations asked of DynamoDB and KMS since it was called last. */
  readonly calls: () => string[];
  /** @returns the `Authorization` header of a member, of the default channel unless said */
  readonly addMember: (own?: OwnMember) => Promise<string>;
  /** Adds somebody who leads every channel. */
  readonly addLead: () => Promise<{ readonly authorization: string; readonly memberId: string }>;
  /** @returns the same, and the cookie of their browser */
  readonly addMemberAtPages: () => Promise<{ readonly authorization: string; readonly cookie: string }>;
  readonly dynamoDbUrl: string;
  /** Where raw mails are put. */
  readonly mails: { readonly url: string; readonly bucket: string };
  readonly kms: { readonly url: string; readonly keyId: string };
  readonly tables: TableNames;
  readonly close: () => Promise<void>;
};

type OwnMember = Partial<Pick<NewMember, 'role' | 'channels'>>;

const random = {
  bytes: (length: number) => randomBytes(length),
  integer: (limit: number) => randomInt(limit),
};

/** Members, each with a name and an address of their own. @param channels the first one is theirs unless said */
const teamOf = (
  ops: DynamoDBClient,
  table: string,
  channels: readonly string[],
): Pick<BenchService, 'addMember' | 'addLead' | 'addMemberAtPages'> => {
  let members = 0;
  const newMember = async (own: OwnMember = {}) => {
    members += 1;
    const office = { client: ops, table, random, now: new Date() };
    const { memberId } = await addMember(office, {
      name: `Bench ${String(members)}`,
      email: `bench-${String(members)}@example.org`,
      channels: channels.slice(0, 1),
      ...own,
    });
    return { memberId, authorization: `Bearer ${(await createAccessToken(office, memberId)) ?? ''}` };
  };
  return {
    addMember: async (own) => (await newMember(own)).authorization,
    addLead: () => newMember({ role: 'lead', channels: [...channels] }),
    async addMemberAtPages() {
      const { authorization, memberId } = await newMember();
      const session = newMemberSecret(memberId, random);
      const enrolment = newMemberSecret(memberId, random);
      const now = new Date();
      const store = credentialStore(ops, table);
      await store.createEnrolment(enrolment, addHours(now, enrolmentHours));
      const passkey = {
        memberId,
        passkeyId: randomBytes(16).toString('base64url'),
        publicKey: randomBytes(77),
        counter: 0,
        transports: [],
        name: 'made for the bench',
        addedOn: day(now),
      };
      await store.enrol(enrolment, passkey, { session, expiresAt: addHours(now, sessionHours) }, now);
      return { authorization, cookie: sessionCookie(session).split(';', 1)[0] ?? '' };
    },
  };
};

/** Emulators behind proxies that count, with key rings, for functions in processes of their own. */
export const startBenchService = async (bundleFolder: string): Promise<BenchService> => {
  const folder = await mkdtemp(join(tmpdir(), 'conductline-bench-'));
  const settings = localSettings();
  const emulators = await startEmulators(await openStateFolder(folder), {
    sender: settings.sender,
    now: () => new Date(),
  });
  const dynamoDb = await startCountingProxy(emulators.dynamoDb.url);
  const kms = await startCountingProxy(emulators.kms.url);
  const ops = new DynamoDBClient({
    endpoint: emulators.dynamoDb.url,
    region,
    credentials: { accessKeyId: accessKeys.ops, secretAccessKey: 'local' },
  });
  const start = (name: FunctionName): Promise<FunctionProcess> =>
    startFunctionProcess(
      join(bundleFolder, name, 'index.mjs'),
      functionEnvironment(name, {
        endpoints: { dynamoDb: dynamoDb.url, kms: kms.url, ses: emulators.ses.url, s3: emulators.s3.url },
        tables: emulators.tables,
        bucket: emulators.bucket,
        mailBucket: emulators.mailBucket,
        keyId: emulators.kms.keyArn,
      }),
    );
  const channels = Object.keys(settings.channels).filter((name) => name !== settings.defaultChannel);
  const team = teamOf(ops, emulators.tables.team, [settings.defaultChannel, ...channels]);
  const scheduled = await start('scheduled');
  await scheduled.run({});
  scheduled.stop();
  return {
    start,
    calls: () => [...dynamoDb.operations.splice(0), ...kms.operations.splice(0)],
    ...team,
    dynamoDbUrl: emulators.dynamoDb.url,
    mails: { url: emulators.s3.url, bucket: emulators.mailBucket },
    kms: { url: emulators.kms.url, keyId: emulators.kms.keyArn },
    tables: emulators.tables,
    async close() {
      ops.destroy();
      await dynamoDb.close();
      await kms.close();
      await emulators.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export type BenchRequest = {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** A request as the event that its function is given. */
export const eventOf = ({ method = 'GET', path, headers = {}, body = '' }: BenchRequest): unknown =>
  lambdaEvent(
    {
      method,
      url: path,
      headers: { host: 'bench.example.org', ...headers },
      body: Buffer.from(body),
      sourceIp: '127.0.0.1',
      httpVersion: '1.1',
    },
    { requestId: 'bench', now: new Date() },
  );
