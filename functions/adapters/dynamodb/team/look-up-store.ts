import {
  ConditionalCheckFailedException,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { LookUpStore, SealedSamePersonTask } from '../../../domain/casework/register/register-ports.ts';
import { addDays, epochSeconds } from '../../../domain/kernel/clock.ts';
import type { TeamStore } from '../../../domain/member/team-store.ts';
import { toAttributes, tryRow, type Attributes } from '../client/attributes.ts';
import { queryPage } from '../client/query.ts';
import { faultsOf, storageFault } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { updateItem } from '../client/update.ts';
import { caseKeys, inPartition, keyOf, sortKeyOf, teamKeys } from '../item-keys.ts';
import { samePersonTaskRow } from '../rows/rows.ts';

/** A count outlives its day by so much. */
const countDays = 2;
/** So many tasks are within the 1 MB of an answer. */
const tasksInCall = 300;

const taskOfRow = (channel: string, row: Attributes, now: Date): SealedSamePersonTask[] => {
  const task = tryRow(samePersonTaskRow, row);
  return task && task.endsAt > now ? [{ channel, id: sortKeyOf(row), sealed: task.sealed }] : [];
};

/**
 * Counts of look-ups, and what they leave for the leads.
 * @throws {Fault} when storage does not answer, from each of its calls
 */
export const lookUpStore = (
  client: DynamoDBClient,
  tables: Pick<TableNames, 'cases' | 'team'>,
  team: Pick<TeamStore, 'formerMembers'>,
): LookUpStore => ({
  async takeLookUp(memberId, day, most) {
    const update = updateItem({
      table: tables.team,
      key: teamKeys.lookUps(memberId, day),
      set: { ttl: epochSeconds(addDays(new Date(day), countDays)) },
      add: { taken: 1 },
      condition: 'attribute_not_exists(#taken) OR #taken < :most',
      values: { most },
    });
    try {
      await client.send(new UpdateItemCommand(update));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw storageFault(error);
    }
  },

  async putTask({ channel, id, sealed }, endsAt) {
    const ttl = epochSeconds(addDays(endsAt, 1));
    const Item = toAttributes({
      ...caseKeys.samePersonTask(channel, id),
      sealed,
      endsAt: endsAt.toISOString(),
      ttl,
    });
    await faultsOf(client.send(new PutItemCommand({ TableName: tables.cases, Item })));
  },

  async tasks(channel, limit, now) {
    const rows: Attributes[] = [];
    for (let call = 0; call < Math.ceil(limit / tasksInCall); call++) {
      const last = rows.at(-1);
      const page = await queryPage(client, {
        TableName: tables.cases,
        KeyConditionExpression: inPartition,
        ExpressionAttributeValues: toAttributes({ ':partition': caseKeys.samePersonTasksOf(channel) }),
        Limit: tasksInCall,
        // Asked again from the end where nothing more is there: calls tell no number.
        ExclusiveStartKey: last && toAttributes(keyOf(last)),
      });
      rows.push(...page);
    }
    return rows.flatMap((row) => taskOfRow(channel, row, now));
  },

  formerMembers: () => team.formerMembers(),
});
