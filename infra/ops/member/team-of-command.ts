import { randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Random } from '../../../functions/domain/kernel/random.ts';
import { accessKeys } from '../../local/access-keys.ts';
import { atLocalhost } from '../../local/own-host.ts';
import type { Team } from './members.ts';

/** Something the person at the keyboard can fix; shown as one sentence, exit code 1. */
export class CommandError extends Error {
  readonly code = 'command-refused';
}

const emulatorsFile = z.object({ dynamoDbUrl: z.url(), tables: z.object({ team: z.string() }) });
const random: Random = { bytes: (length) => randomBytes(length), integer: (limit) => randomInt(limit) };

/**
 * The team table of a deployed stack (`--table`, with the AWS credentials of the environment), or of the local service
 * while it runs.
 * @throws {CommandError} when neither is there
 */
export const teamOfCommand = async (table: string | undefined): Promise<Team> => {
  const now = new Date();
  if (table !== undefined) return { client: new DynamoDBClient({}), table, random, now };
  const file = join(process.env.CONDUCTLINE_STATE_FOLDER ?? '.local', 'emulators.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw notRunning();
  });
  const { dynamoDbUrl, tables } = readEmulatorsFile(text, file);
  // A service that was killed leaves the file behind.
  await fetch(dynamoDbUrl).catch(() => {
    throw notRunning();
  });
  const client = new DynamoDBClient({
    endpoint: dynamoDbUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: accessKeys.ops, secretAccessKey: 'local' },
  });
  return { client, table: tables.team, random, now };
};

const readyFile = z.object({ teamUrl: z.url() });

/**
 * Where the pages of the local team are, at the host name to which a passkey can bind; `undefined` while they are not
 * up.
 */
export const localTeamUrl = async (): Promise<string | undefined> => {
  const file = join(process.env.CONDUCTLINE_STATE_FOLDER ?? '.local', 'ready.json');
  try {
    const { teamUrl } = readyFile.parse(JSON.parse(await readFile(file, 'utf8')));
    return atLocalhost(teamUrl);
  } catch {
    return undefined;
  }
};

const notRunning = (): CommandError =>
  new CommandError(
    'The local service is not running here (npm start). For a deployed stack, name its team table: --table <name>.',
  );

const readEmulatorsFile = (text: string, file: string): z.infer<typeof emulatorsFile> => {
  try {
    return emulatorsFile.parse(JSON.parse(text));
  } catch {
    throw new CommandError(`${file} cannot be read; stop the local service and start it again (npm start).`);
  }
};
