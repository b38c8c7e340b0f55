import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const ready = z.object({ reporterUrl: z.string(), teamUrl: z.string(), teamAccessToken: z.string() });
const emulators = z.object({
  dynamoDbUrl: z.string(),
  tables: z.object({ vault: z.string(), cases: z.string(), team: z.string() }),
});

export type LocalService = z.infer<typeof ready> &
  z.infer<typeof emulators> & { readonly stop: () => Promise<void> };

const patience = 60_000;
const pause = 100;

/** What `npm start` starts, in a process and a folder of its own, on free ports. */
export const startLocalService = async (): Promise<LocalService> => {
  const folder = await mkdtemp(join(tmpdir(), 'conductline-bench-'));
  const command = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, command], {
    env: {
      ...process.env,
      CONDUCTLINE_STATE_FOLDER: folder,
      CONDUCTLINE_REPORTER_PORT: '0',
      CONDUCTLINE_TEAM_PORT: '0',
      CONDUCTLINE_INBOX_PORT: '0',
      CONDUCTLINE_SMTP_PORT: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (let waited = 0; waited < patience; waited += pause) {
      if (child.exitCode !== null) break;
      const said = await readJson(join(folder, 'ready.json'));
      if (said !== undefined) {
        const where = await readJson(join(folder, 'emulators.json'));
        return { ...ready.parse(said), ...emulators.parse(where), stop };
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    throw new Error('the local service did not start');
  } catch (error) {
    await stop();
    throw error;
  }
};

const readJson = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
};
