import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tryRow } from '../../../functions/adapters/dynamodb/client/attributes.ts';
import { batchGet } from '../../../functions/adapters/dynamodb/client/batch-get.ts';
import { teamKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { rosterRow } from '../../../functions/adapters/dynamodb/rows/rows.ts';
import { teamStore } from '../../../functions/adapters/dynamodb/team/team-store.ts';
import { updateItem } from '../../../functions/adapters/dynamodb/client/update.ts';
import { rosterOf, type Team } from '../../../functions/domain/member/team.ts';

/**
 * A revision that nobody has had: reports carry the one they were sent under, and with a smaller one a newcomer would
 * see what was sent before they joined.
 */
export const nextRevision = (team: Team, restored: number): number =>
  Math.max(
    team.revision,
    restored,
    ...Object.values(team.emptySince),
    ...team.members.flatMap(({ since }) => Object.values(since)),
  ) + 1;

/** Makes the public side of the team again from its members. @returns its revision */
export const restoreRoster = async (
  client: DynamoDBClient,
  options: { readonly from: string; readonly team: string },
): Promise<number> => {
  const team = await teamStore(client, options.team).read();
  const found = await batchGet(client, { [options.from]: [teamKeys.roster()] });
  const [row] = found[options.from] ?? [];
  const restored = row && tryRow(rosterRow, row);
  const revision = nextRevision(team, restored?.revision ?? 0);
  const hasRoster = team.revision > 0;
  await client.send(
    new UpdateItemCommand(
      updateItem({
        table: options.team,
        key: teamKeys.roster(),
        set: {
          members: rosterOf(team),
          revision,
          emptySince: hasRoster ? team.emptySince : (restored?.emptySince ?? {}),
          ...(hasRoster ? {} : { firstAddedOn: restored?.firstAddedOn, lastActive: restored?.lastActive }),
        },
        // Nobody has changed the team in between.
        condition: hasRoster ? '#revision = :before' : 'attribute_not_exists(#revision)',
        names: { '#revision': 'revision' },
        values: hasRoster ? { before: team.revision } : {},
      }),
    ),
  );
  return revision;
};
