import * as z from 'zod';
import { deployedTables, localTables, standardStack } from './live-tables.ts';
import { oneOf, readOptions } from './member/member-options.ts';
import { restoreDecisions, type RestoreDecision } from './restore/restore-decision.ts';
import { restoreRoster } from './restore/restore-roster.ts';
import { restoreTable } from './restore/restore-table.ts';
import { readCommandLine } from './command-line.ts';
import { runCommand, say } from './run-command.ts';
import { CommandError } from './member/team-of-command.ts';

const usage = `npm run restore -- --from <restored table> --table cases|vault|team [--stack <name> | --local] [--overwrite] [--write]

Point-in-time recovery restores into a new table. This copies its rows back into the live one (of the stack Conductline,
unless said otherwise), leaving out what was erased since. Without --write it only counts. Rows that are different in the
live table stay as they are there; --overwrite replaces them, but never keys, secrets or what is left of an erased case.
How to go about it: docs/runbook/restore.md.`;

const options = z.object({
  from: z.string({ error: usage }).min(3, usage),
  table: oneOf('--table', ['cases', 'vault', 'team']),
  stack: z.string().min(1).default(standardStack),
});

await runCommand(async () => {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean', default: false }] as const;
  const { values } = readCommandLine(usage, {
    ...{ from: text, table: text, stack: text, local: flag, overwrite: flag, write: flag },
  });
  const { from, table, stack } = readOptions(options, values);
  const { local, overwrite, write } = values;
  const { client, tables: live } = local ? await localTables() : await deployedTables(stack);
  if (Object.values(live).includes(from))
    throw new CommandError(`${from} is a live table, not a restored one.`);
  const restore = { client, from, table, live, now: new Date(), overwrite, write };
  const { counts, erasedCases, changedMeanwhile } = await restoreTable(restore);
  const lines = Object.entries(restoreDecisions).map(
    // The keys of `fates`.
    ([decision, meaning]) => [counts.get(decision as RestoreDecision) ?? 0, meaning] as const,
  );
  say(`${from} into ${live[table]}${write ? '' : ', counted only'}:`);
  for (const [count, meaning] of lines) if (count > 0) say(`${String(count).padStart(7)}  ${meaning}`);
  if (erasedCases.size > 0) say(`Nothing of ${erasedCases.size} erased cases comes back.`);
  if (changedMeanwhile > 0) say(`${changedMeanwhile} rows changed in this moment; run it once more.`);
  if (!write) {
    say('Nothing was written. Add --write to copy.');
    return;
  }
  if (table === 'team') {
    const revision = await restoreRoster(client, { from, team: live.team });
    say(`The roster was made again, with revision ${revision}. Members sign in with new links:`);
    say('npm run member -- link <member id>');
  }
});
