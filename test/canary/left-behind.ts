import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocal, type Local, type LocalOptions } from '../../infra/local/start-local.ts';
import { tables } from '../../infra/tables.ts';
import { clientFor, everything } from '../local/dynamodb/with-dynamodb.ts';
import { decoded, filesUnder, rowsIn } from './everything-kept.ts';
import { recordOutput } from './record-output.ts';
import { place, type Place } from './search.ts';

/** What is left of a service on one machine: where something may stand, its log, and which calls its roles refused. */
export type LeftBehind = {
  readonly places: Readonly<Record<'files' | 'items' | 'rows' | 'logs' | 'output', readonly Place[]>>;
  readonly log: string;
  readonly denied: readonly string[];
};

/** Starts a service in a folder of its own, lets everything happen there, stops it and takes down what it leaves. */
export const leftBehind = async (
  options: Pick<LocalOptions, 'settings' | 'timeouts'>,
  everythingHappens: (local: Local) => Promise<void>,
): Promise<LeftBehind> => {
  const folder = await mkdtemp(join(tmpdir(), 'conductline-canary-'));
  const logLines: string[] = [];
  const denied: string[] = [];
  const output = recordOutput();
  try {
    const local = await startLocal({
      ...options,
      stateFolder: folder,
      echo: (line) => logLines.push(line),
      denied: (refusal) => denied.push(refusal),
    });
    let items: readonly Place[];
    try {
      await everythingHappens(local);
      items = await itemsOf(local);
    } finally {
      await local.stop();
    }
    const whileLogged = await filesUnder(folder);
    // Opening the database again moves what is in its log into its sorted, compressed files.
    const rows = await rowsIn(local.files.database);
    const files = [...whileLogged, ...(await filesUnder(folder))];
    const log = logLines.join('');
    const printed = [place('stdout and stderr', output.stop())];
    return { places: { files, items, rows, logs: [place('log', log)], output: printed }, log, denied };
  } finally {
    output.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

const itemsOf = async (local: Local): Promise<Place[]> => {
  const client = clientFor(local.emulators.dynamoDb.url);
  const names = Object.keys(tables) as (keyof typeof tables)[];
  const found = names.map(async (name) =>
    place(`items of ${name}`, decoded(await everything(client, local.emulators.tables[name]))),
  );
  const items = await Promise.all(found);
  client.destroy();
  return items;
};
