import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { teamStore } from '../../../functions/adapters/dynamodb/team/team-store.ts';
import type { FormerRows } from './restore-decision.ts';

/** For tables that keep nothing of removed members. */
export const noFormerRows: FormerRows = { removedIds: new Set(), hasOtherSalt: false };

/** What the live table of the team keeps of removed members, and whether it is under the salt of the restored one. */
export const formerRows = async (
  client: DynamoDBClient,
  restored: string,
  live: string,
): Promise<FormerRows> => {
  const [before, now] = [
    await teamStore(client, restored).formerMembers(),
    await teamStore(client, live).formerMembers(),
  ];
  const differ = before.salt !== undefined && now.salt !== undefined;
  return {
    removedIds: new Set(now.former.map(({ memberId }) => memberId)),
    hasOtherSalt: differ && !Buffer.from(before.salt.bytes).equals(now.salt.bytes),
  };
};
