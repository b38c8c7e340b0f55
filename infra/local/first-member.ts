import { randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { credentialStore } from '../../functions/adapters/dynamodb/team/credential-store.ts';
import { memberStore } from '../../functions/adapters/dynamodb/team/member-store.ts';
import { parseAccessToken } from '../../functions/domain/member/access-token.ts';
import { changeMember } from '../../functions/domain/member/change-team.ts';
import {
  addMember,
  changeContext,
  createAccessToken,
  reissueEnrolment,
  type Team,
} from '../ops/member/members.ts';
import { accessKeys } from './access-keys.ts';
import { region } from './start-emulators.ts';
import { writeFileWhole } from './write-file-whole.ts';

type TeamAddress = {
  readonly dynamoUrl: string;
  readonly teamTable: string;
  /** This machine's time when absent. */
  readonly now?: Date;
};

const clientOf = ({ dynamoUrl }: TeamAddress): DynamoDBClient => {
  const credentials = { accessKeyId: accessKeys.ops, secretAccessKey: 'local' };
  return new DynamoDBClient({ endpoint: dynamoUrl, region, credentials });
};

const teamOf = (client: DynamoDBClient, { teamTable: table, now = new Date() }: TeamAddress): Team => ({
  client,
  table,
  random: { bytes: (length) => randomBytes(length), integer: (limit) => randomInt(limit) },
  now,
});

/**
 * The secret of a fresh enrolment link for the member of an access token, as long as they have no passkey; older links
 * end. `undefined` once they have one.
 */
export const firstEnrolment = async (
  options: TeamAddress & { readonly token: string },
): Promise<string | undefined> => {
  const client = clientOf(options);
  try {
    const memberId = parseAccessToken(options.token)?.memberId;
    if (memberId === undefined) return undefined;
    const team = teamOf(client, options);
    const { passkeys } = await credentialStore(client, options.teamTable).waysIn(memberId, team.now);
    return passkeys > 0 ? undefined : await reissueEnrolment(team, memberId);
  } finally {
    client.destroy();
  }
};

/**
 * The access token of a local lead member who belongs to every channel. Made at the first start, kept in the
 * state folder with mode 0600, and used again at every restart for as long as it lets somebody in.
 */
export const ensureFirstMember = async (
  options: TeamAddress & { readonly stateFolder: string; readonly channels: readonly string[] },
): Promise<string> => {
  const client = clientOf(options);
  const file = join(options.stateFolder, 'team-access-token');
  try {
    const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
    if (await letsSomebodyIn(client, options.teamTable, kept)) {
      await joinUnreadChannels(client, options, kept);
      return kept;
    }
    const made = await firstToken(client, options);
    await writeFileWhole(file, `${made}\n`);
    return made;
  } finally {
    client.destroy();
  }
};

const letsSomebodyIn = async (client: DynamoDBClient, table: string, text: string): Promise<boolean> => {
  const token = parseAccessToken(text);
  return (
    token !== undefined && (await memberStore(client, table).memberOfToken(token, new Date())) !== undefined
  );
};

/** Settings of one's own may bring channels that nobody of the local team is in. */
const joinUnreadChannels = async (
  client: DynamoDBClient,
  options: TeamAddress & { readonly channels: readonly string[] },
  kept: string,
): Promise<void> => {
  const context = changeContext(teamOf(client, options));
  const { members } = await context.team.read();
  const local = members.find(({ memberId }) => memberId === parseAccessToken(kept)?.memberId);
  const unread = options.channels.filter((name) => !members.some(({ channels }) => channels.includes(name)));
  if (local && unread.length > 0)
    await changeMember(context, local.memberId, { channels: [...local.channels, ...unread] });
};

const firstToken = async (
  client: DynamoDBClient,
  options: TeamAddress & { readonly channels: readonly string[] },
): Promise<string> => {
  const team = teamOf(client, options);
  const { memberId } = await addMember(team, {
    name: 'Local lead',
    email: 'team@localhost.localdomain',
    channels: options.channels,
    role: 'lead',
  });
  const token = await createAccessToken(team, memberId);
  if (token === undefined) throw new Error('the member that was just added is gone');
  return token;
};
