import type { Finding } from './doctor/check.ts';
import { checks } from './doctor/checks.ts';
import { fact, none, type Facts } from './doctor/facts.ts';
import { doctorClients, stackFacts } from './doctor/read-stack.ts';
import { teamFacts } from './doctor/read-team.ts';
import { localTables, standardStack } from './live-tables.ts';
import { readCommandLine } from './command-line.ts';
import { runCommand, say } from './run-command.ts';

const usage = `npm run doctor [-- --stack <name> | --local]

Says in plain words what is missing in a deployment (the stack ${standardStack} unless you name another), or in the
local service while it runs (--local), and what to do about it. Exit code 1 when something is missing.`;

const localFacts = async (now: Date): Promise<Facts> => {
  const { client, tables } = await localTables();
  const elsewhere = { mail: none, key: none, tables: none, bucket: none, schedule: none, concurrency: none };
  return {
    now,
    team: await fact(() => teamFacts(client, tables.team, undefined)),
    ...elsewhere,
    ...{ hosts: none, subscribers: none, hasBudget: none },
    ...{ mailDomains: none, mailRules: none, mailKey: none, mailsLeft: none },
  };
};

const signs: Readonly<Record<Finding['kind'], string>> = {
  well: 'ok     ',
  wrong: 'WRONG  ',
  unreadable: 'unknown',
  elsewhere: '-      ',
};

await runCommand(async () => {
  const { values } = readCommandLine(usage, {
    stack: { type: 'string', default: standardStack },
    local: { type: 'boolean', default: false },
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
