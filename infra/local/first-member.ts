import { randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { memberStore } from '../../functions/adapters/dynamodb/member-store.ts';
import { parseAccessToken } from '../../functions/domain/member/access-token.ts';
import { addMember, createAccessToken, type Team } from '../ops/members.ts';
import { accessKeys } from './access-keys.ts';
import { region } from './start-emulators.ts';
import { writeFileWhole } from './write-file-whole.ts';

/**
 * The access token of a local lead member who belongs to every channel. Made at the first start, kept in the
 * state folder with mode 0600, and used again at every restart for as long as it lets somebody in.
 */
export const ensureFirstMember = async (options: {
  readonly dynamoUrl: string;
  readonly teamTable: string;
  readonly stateFolder: string;
  readonly channels: readonly string[];
}): Promise<string> => {
  const credentials = { accessKeyId: accessKeys.ops, secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: options.dynamoUrl, region, credentials });
  const file = join(options.stateFolder, 'team-access-token');
  try {
    const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
    if (await letsSomebodyIn(client, options.teamTable, kept)) return kept;
    const made = await firstToken(client, options);
    await writeFileWhole(file, `${made}\n`);
    return made;
  } finally {
    client.destroy();
  }
};

const letsSomebodyIn = async (client: DynamoDBClient, table: string, text: string): Promise<boolean> => {
  const token = parseAccessToken(text);
  return token !== undefined && (await memberStore(client, table).memberOfToken(token, new Date())) !== undefined;
};

const firstToken = async (
  client: DynamoDBClient,
  options: { readonly teamTable: string; readonly channels: readonly string[] },
): Promise<string> => {
  const team: Team = {
    client,
    table: options.teamTable,
    random: { bytes: (length) => randomBytes(length), integer: (limit) => randomInt(limit) },
    now: new Date(),
  };
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
