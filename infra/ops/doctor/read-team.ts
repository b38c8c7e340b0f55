import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parseRow, tryRow, type Attributes } from '../../../functions/adapters/dynamodb/attributes.ts';
import { batchGet } from '../../../functions/adapters/dynamodb/batch-get.ts';
import { partitionKind, partitionOf, teamKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { leaseRow, ringPublicRow } from '../../../functions/adapters/dynamodb/rows.ts';
import { readTeam } from '../../../functions/adapters/dynamodb/team-store.ts';
import type { TeamFacts } from './facts.ts';

/** @param channels of the settings; the channels that have key rings when nobody knows those */
export const teamFacts = async (
  client: DynamoDBClient,
  table: string,
  channels: readonly string[] | undefined,
): Promise<TeamFacts & { readonly addresses: readonly string[] }> => {
  const { members, unreadable } = await readTeam({ client, table });
  const [lease] = (await batchGet(client, { [table]: [teamKeys.lease()] }))[table] ?? [];
  return {
    members: members.map(({ name, role, channels: own }) => ({ name, role, channels: own })),
    addresses: members.map(({ email }) => email),
    unreadable: unreadable.length,
    channels: channels ?? (await channelsWithRings(client, table)),
    lastBeat: lease && parseRow(leaseRow, lease).takenAt,
  };
};

const channelsWithRings = async (client: DynamoDBClient, table: string): Promise<string[]> => {
  const found = new Set<string>();
  let start: Attributes | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
    for (const row of page.Items ?? []) {
      const ring = partitionKind(partitionOf(row)) === 'RING' ? tryRow(ringPublicRow, row) : undefined;
      if (ring) found.add(ring.channel);
    }
    start = page.LastEvaluatedKey;
  } while (start);
  return [...found].sort();
};
