import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tryRow, type Attributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { partitionKind, partitionOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import { ringPublicRow } from '../../functions/adapters/dynamodb/rows/rows.ts';
import { allChannels } from '../../functions/domain/key-ring/purpose.ts';
import { nameHint } from '../../functions/settings/nearest-name.ts';
import { CommandError } from './member/team-of-command.ts';

/** The channels of a running service: those that have key rings, which the scheduled function makes. */
export const knownChannels = async (client: DynamoDBClient, table: string): Promise<string[]> => {
  const found = new Set<string>();
  let start: Attributes | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
    for (const row of page.Items ?? []) {
      const ring = partitionKind(partitionOf(row)) === 'RING' ? tryRow(ringPublicRow, row) : undefined;
      // Rings of all channels together stand under no channel's name.
      if (ring && ring.channel !== allChannels) found.add(ring.channel);
    }
    start = page.LastEvaluatedKey;
  } while (start);
  return [...found].sort();
};

/** @throws {CommandError} naming each channel that there is not, with the one that was probably meant */
export const requireKnownChannels = async (
  team: { readonly client: DynamoDBClient; readonly table: string },
  wanted: readonly string[],
): Promise<void> => {
  const known = await knownChannels(team.client, team.table);
  if (known.length === 0)
    throw new CommandError(
      'The service has no channels yet: it makes them within a minute of its first deployment. Then try again.',
    );
  const problems = wanted
    .filter((channel) => !known.includes(channel))
    .map((channel) => `There is no channel "${channel}". ${nameHint(channel, known)}`);
  if (problems.length > 0) throw new CommandError(problems.join(' '));
};
