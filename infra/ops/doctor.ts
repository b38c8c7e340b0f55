import { parseArgs } from 'node:util';
import { checks, type Finding } from './doctor/checks.ts';
import { fact, none, type Facts } from './doctor/facts.ts';
import { doctorClients, stackFacts } from './doctor/read-stack.ts';
import { teamFacts } from './doctor/read-team.ts';
import { localTables, standardStack } from './live-tables.ts';
import { runCommand, say } from './run-command.ts';

/** `npm run doctor [-- --stack <name> | --local]`: what is missing, in plain words. Exit code 1 when something is. */
const localFacts = async (now: Date): Promise<Facts> => {
  const { client, tables } = await localTables();
  const elsewhere = { mail: none, key: none, tables: none, bucket: none, schedule: none };
  return {
    now,
    team: await fact(() => teamFacts(client, tables.team, undefined)),
    ...elsewhere,
    ...{ hosts: none, subscribers: none, hasBudget: none },
  };
};

const signs: Readonly<Record<Finding['kind'], string>> = {
  well: 'ok     ',
  wrong: 'WRONG  ',
  unreadable: 'unknown',
  elsewhere: '-      ',
};

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      stack: { type: 'string', default: standardStack },
      local: { type: 'boolean', default: false },
    },
  });
  const now = new Date();
  const facts = values.local ? await localFacts(now) : await stackFacts(doctorClients(), values.stack, now);
  const findings = checks.map((check) => check(facts));
  for (const { kind, check, says } of findings) say(`${signs[kind]}  ${check}: ${says}`);
  const open = findings.flatMap((finding) => ('todo' in finding ? [finding] : []));
  if (open.length === 0) {
    say('\nNothing is missing.');
    return;
  }
  say('\nWhat to do:');
  for (const { check, todo } of open) say(`  ${check}: ${todo}`);
  process.exitCode = 1;
});
