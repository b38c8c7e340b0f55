import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { MarkedPerson } from './marked-person.ts';

/** What the process writes for scripts, as far as these tests look at it. */
export type Ready = {
  readonly reporterUrl: string;
  readonly teamUrl: string;
  readonly teamAccessToken: string;
  readonly smtpPort: number;
  readonly mailAddresses: Readonly<Record<string, string>>;
};
export type Instance = {
  readonly child: ChildProcess;
  readonly ready: Ready;
  readonly printed: () => string;
};

const script = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
const running = new Set<ChildProcess>();

/** What `npm start` runs, in a process of its own, on free ports. @throws when it ends before it is ready */
export const startProcess = async (folder: string): Promise<Instance> => {
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: {
      ...process.env,
      CONDUCTLINE_STATE_FOLDER: folder,
      CONDUCTLINE_REPORTER_PORT: '0',
      CONDUCTLINE_TEAM_PORT: '0',
      CONDUCTLINE_INBOX_PORT: '0',
      CONDUCTLINE_SMTP_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`ended: ${printed}`)));
    child.stdout.on('data', () => {
      if (printed.includes('nothing is lost')) resolve();
    });
  });
  const ready = JSON.parse(await readFile(join(folder, 'ready.json'), 'utf8')) as Ready;
  return { child, ready, printed: () => printed };
};

/** Ends it as a power cut does. */
export const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    running.delete(child);
    child.once('exit', () => resolve());
    if (!child.kill('SIGKILL')) resolve();
  });

/** Ends what a test that failed has left. */
export const killAll = async (): Promise<void> => {
  await Promise.all([...running].map(killed));
};

export type Listed = { readonly id: string; readonly unreadable?: boolean };

/** Every case of the team's list, page after page. */
export const casesOf = async (
  member: MarkedPerson,
  { teamUrl, teamAccessToken }: Ready,
): Promise<readonly Listed[]> => {
  const cases: Listed[] = [];
  let next = '';
  do {
    const page = await member.ask(`${teamUrl}/api/cases?limit=50${next}`, {
      headers: { authorization: `Bearer ${teamAccessToken}` },
    });
    expect(page.status).toBe(200);
    const list = JSON.parse(page.body) as { cases: Listed[]; cursor?: string };
    cases.push(...list.cases);
    next = list.cursor === undefined ? '' : `&cursor=${encodeURIComponent(list.cursor)}`;
  } while (next !== '');
  return cases;
};
