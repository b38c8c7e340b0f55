import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { parseRow, toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { erasureGuardRow } from '../../functions/adapters/dynamodb/rows/rows.ts';
import { updateItem } from '../../functions/adapters/dynamodb/client/update.ts';
import { day } from '../../functions/domain/kernel/clock.ts';
import { readCommandLine } from './command-line.ts';
import { runCommand, say } from './run-command.ts';
import { CommandError, teamOfCommand } from './member/team-of-command.ts';

const usage = `npm run confirm-erasure -- --up-to <number> [--table <team table of a deployed stack>]

More than max(10, 5 %) of the cases expiring in one day wait, with an alarm that says how many: a wrong clock or setting
could otherwise erase everything. This lets up to <number> cases be erased today (UTC), those already erased included.`;

await runCommand(async () => {
  const { values } = readCommandLine(usage, { table: { type: 'string' }, 'up-to': { type: 'string' } });
  const upTo = Number(values['up-to']);
  if (!Number.isSafeInteger(upTo) || upTo < 1) throw new CommandError(usage);
  const { client, table, now } = await teamOfCommand(values.table);
  const key = teamKeys.erasureGuard(day(now));
  await client.send(new UpdateItemCommand(updateItem({ table, key, set: { confirmed: upTo } })));
  const read = { TableName: table, Key: toAttributes(key), ConsistentRead: true };
  const { Item = {} } = await client.send(new GetItemCommand(read));
  const { erased } = parseRow(erasureGuardRow, Item);
  say(
    `Today up to ${upTo} expired cases may be erased; ${erased} have been. The next scheduled run goes on within a minute.`,
  );
});
