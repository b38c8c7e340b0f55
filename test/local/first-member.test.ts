import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialStore } from '../../functions/adapters/dynamodb/team/credential-store.ts';
import { memberStore } from '../../functions/adapters/dynamodb/team/member-store.ts';
import { parseAccessToken } from '../../functions/domain/member/access-token.ts';
import { newMemberSecret, parseMemberSecret } from '../../functions/domain/member/session.ts';
import { createTables, tableNames } from '../../infra/local/create-tables.ts';
import { startDynamoDb, type DynamoDb } from '../../infra/local/dynamodb/start-dynamodb.ts';
import { openToEverybody } from '../../infra/local/policies/gate.ts';
import { ensureFirstMember, firstEnrolment } from '../../infra/local/first-member.ts';

const tables = tableNames('first-');
let stateFolder: string;
let db: DynamoDb;
let client: DynamoDBClient;
beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'conductline-member-'));
  db = await startDynamoDb({ gate: openToEverybody });
  const credentials = { accessKeyId: 'local-ops', secretAccessKey: 'local' };
  client = new DynamoDBClient({ endpoint: db.url, region: 'us-east-1', credentials });
  await createTables(client, tables);
});
afterEach(async () => {
  client.destroy();
  await db.close();
  await rm(stateFolder, { recursive: true });
});

const ensure = () =>
  ensureFirstMember({
    dynamoUrl: db.url,
    teamTable: tables.team,
    stateFolder,
    channels: ['conduct', 'security'],
  });
const memberOf = async (text: string) => {
  const token = parseAccessToken(text);
  return (token && (await memberStore(client, tables.team).memberOfToken(token, new Date())))?.member;
};

test('makes a lead member of every channel once, and keeps the token for its owner alone', async () => {
  const token = await ensure();
  expect(await memberOf(token)).toMatchObject({ role: 'lead', channels: ['conduct', 'security'] });
  expect(await ensure()).toBe(token);
  const file = join(stateFolder, 'team-access-token');
  expect(await readFile(file, 'utf8')).toBe(`${token}\n`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('makes another when the kept token lets nobody in', async () => {
  await writeFile(
    join(stateFolder, 'team-access-token'),
    `cl_nobody-here.${'a'.repeat(11)}.${'b'.repeat(43)}\n`,
  );
  expect(await memberOf(await ensure())).toMatchObject({ role: 'lead' });
});

test('an enrolment link is fresh at each start, and there is none once they have a passkey', async () => {
  const token = await ensure();
  const enrolment = () => firstEnrolment({ dynamoUrl: db.url, teamTable: tables.team, token });
  const credentials = credentialStore(client, tables.team);
  const holderOf = (secret: string | undefined) => {
    const link = parseMemberSecret(secret ?? '');
    return link && credentials.memberOfEnrolment(link, new Date());
  };
  const first = await enrolment();
  expect(await holderOf(first)).toMatchObject({ role: 'lead' });
  const second = await enrolment();
  expect(await holderOf(first)).toBeUndefined();
  const link = parseMemberSecret(second ?? '');
  if (!link) throw new Error('a link is given');
  const { memberId } = link;
  const passkey = {
    memberId,
    passkeyId: 'key',
    publicKey: randomBytes(77),
    counter: 0,
    transports: [],
    name: 'laptop',
    addedOn: '2026-03-10',
  };
  const random = { bytes: (length: number) => randomBytes(length), integer: () => 0 };
  const session = { session: newMemberSecret(memberId, random), expiresAt: new Date() };
  expect(await credentials.enrol(link, passkey, session, new Date())).toBe('enrolled');
  expect(await enrolment()).toBeUndefined();
});
