import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

type Ready = Record<'reporterUrl' | 'teamUrl' | 'inboxUrl' | 'teamAccessToken', string>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-running-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = async (): Promise<{ child: ChildProcess; ready: Ready; ended: Promise<number | null> }> => {
  const script = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
  const anyPort = { CONDUCTLINE_REPORTER_PORT: '0', CONDUCTLINE_TEAM_PORT: '0', CONDUCTLINE_INBOX_PORT: '0' };
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, ...anyPort, CONDUCTLINE_STATE_FOLDER: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const screen = await new Promise<string>((resolve) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString()));
    void ended.then(() => resolve('it has ended'));
  });
  const ready = JSON.parse(await readFile(join(folder, 'ready.json'), 'utf8')) as Ready;
  expect((await stat(join(folder, 'ready.json'))).mode & 0o777).toBe(0o600);
  for (const url of [ready.reporterUrl, ready.teamUrl, ready.inboxUrl]) expect(screen).toContain(url);
  expect(screen).not.toContain(ready.teamAccessToken);
  return { child, ready, ended };
};

const report = async ({ reporterUrl }: Ready, whatHappened: string): Promise<string> => {
  const response = await fetch(`${reporterUrl}/api/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ answers: { whatHappened } }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { caseName: string }).caseName;
};
const caseNames = async ({ teamUrl, teamAccessToken }: Ready): Promise<string[]> => {
  const headers = { authorization: `Bearer ${teamAccessToken}` };
  const response = await fetch(`${teamUrl}/api/cases`, { headers });
  expect(response.status).toBe(200);
  const { cases } = (await response.json()) as { cases: { caseName: string }[] };
  return cases.map(({ caseName }) => caseName).sort();
};

test('npm start serves, loses nothing when killed, keeps its token, and stops cleanly when asked', async () => {
  const first = await start();
  const names = [await report(first.ready, 'Before the kill.')];
  expect(await caseNames(first.ready)).toEqual(names);
  first.child.kill('SIGKILL');
  await first.ended;

  const second = await start();
  expect(second.ready.teamAccessToken).toBe(first.ready.teamAccessToken);
  names.push(await report(second.ready, 'After the kill.'));
  expect(await caseNames(second.ready)).toEqual([...names].sort());
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  await expect(stat(join(folder, 'ready.json'))).rejects.toMatchObject({ code: 'ENOENT' });
}, 60_000);
