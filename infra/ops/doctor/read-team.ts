import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parseRow } from '../../../functions/adapters/dynamodb/client/attributes.ts';
import { batchGet } from '../../../functions/adapters/dynamodb/client/batch-get.ts';
import { teamKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { leaseRow } from '../../../functions/adapters/dynamodb/rows/rows.ts';
import { teamStore } from '../../../functions/adapters/dynamodb/team/team-store.ts';
import { knownChannels } from '../known-channels.ts';
import type { TeamFacts } from './facts.ts';

/** @param channels of the settings; the channels that have key rings when nobody knows those */
export const teamFacts = async (
  client: DynamoDBClient,
  table: string,
  channels: readonly string[] | undefined,
): Promise<TeamFacts & { readonly addresses: readonly string[] }> => {
  const { members, unreadable } = await teamStore(client, table).read();
  const [lease] = (await batchGet(client, { [table]: [teamKeys.lease()] }))[table] ?? [];
  return {
    members: members.map(({ name, email, role, channels: own, mailProblem }) => ({
      ...{ name, email, role, mailProblem },
      channels: own,
    })),
    addresses: members.map(({ email }) => email),
    unreadable: unreadable.length,
    channels: channels ?? (await knownChannels(client, table)),
    lastBeat: lease && parseRow(leaseRow, lease).takenAt,
  };
};
