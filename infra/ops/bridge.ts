import { loadTicketSecret } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { bridgeSecret } from '../../functions/envelope/bridge-signature.ts';
import { nameHint } from '../../functions/settings/nearest-name.ts';
import { settingsForCommand } from '../local/local-settings.ts';
import { readCommandLine } from './command-line.ts';
import { CommandError, teamOfCommand } from './member/team-of-command.ts';
import { runCommand, say } from './run-command.ts';

const usage = `npm run bridge -- --name <bridge> [--settings <file>] [--generation <number>] [--table <team table>]

Shows the secret by which a bridge from a chat signs what it brings (docs/operate/bridges.md). It is derived from a secret
of the service and kept nowhere. With --settings it takes the generation from your settings file, and knows a name that
is not in it; otherwise the generation is 1, unless --generation says another one. Without --table it works on the local
service while that runs (npm start).`;

const generationOf = (text: string | undefined): number => {
  const generation = Number(text ?? '1');
  if (Number.isInteger(generation) && generation >= 1 && generation <= 1_000) return generation;
  throw new CommandError('--generation takes a number from 1 to 1000.');
};

/** @throws {CommandError} when the file has no such bridge */
const generationInSettings = (file: string, name: string): number => {
  const { bridges } = settingsForCommand(file);
  const found = Object.hasOwn(bridges, name) ? bridges[name] : undefined;
  if (found) return found.generation;
  throw new CommandError(`There is no bridge "${name}" in ${file}. ${nameHint(name, Object.keys(bridges))}`);
};

await runCommand(async () => {
  const { values } = readCommandLine(usage, {
    name: { type: 'string' },
    settings: { type: 'string' },
    generation: { type: 'string' },
    table: { type: 'string' },
  });
  const { name, settings, generation: said } = values;
  if (name === undefined) throw new CommandError(usage);
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name))
    throw new CommandError('--name takes the name of a bridge: small letters, digits and hyphens.');
  if (settings !== undefined && said !== undefined)
    throw new CommandError('Say either --settings or --generation.');
  const generation = settings === undefined ? generationOf(said) : generationInSettings(settings, name);
  const { client, table } = await teamOfCommand(values.table);
  const secret = bridgeSecret(await loadTicketSecret(client, table), name, generation);
  say(
    `Secret of the bridge ${name}, generation ${generation} (whoever has it can file reports as this bridge):\n\n  ${secret}\n`,
  );
});
