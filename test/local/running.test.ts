import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
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

type Running = {
  child: ChildProcess;
  ready: Ready;
  screen: string;
  ended: Promise<number | null>;
};

const start = async (...args: string[]): Promise<Running> => {
  const script = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
  const names = ['REPORTER', 'TEAM', 'INBOX', 'SMTP'];
  const anyPort = Object.fromEntries(names.map((name) => [`CONDUCTLINE_${name}_PORT`, '0']));
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
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
  for (const url of [ready.reporterUrl, ready.teamUrl, ready.inboxUrl])
    expect(screen).toContain(`http://localhost:${new URL(url).port}`);
  expect(screen).not.toContain('127.0.0.1');
  expect(screen).not.toContain(ready.teamAccessToken);
  return { child, ready, screen, ended };
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

  const file = join(folder, 'own.json');
  const events = {
    label: 'Events',
    description: 'What happens at events.',
    questions: {
      whatHappened: { order: 1, label: 'What?', why: 'To know.', required: true, rows: 5, limitBytes: 999 },
    },
    deadlines: { acknowledgeHours: 24, updateDays: 3, feedbackDays: 30 },
    retention: { afterClosingDays: 100, hardLimitDays: 200 },
  };
  const webhooks = { chat: { url: 'https://chat.example.org/' } };
  const host = { teamHost: 'team.example.org' };
  await writeFile(
    file,
    JSON.stringify({ organisation: 'Our club', channels: { events }, webhooks, ...host }),
  );
  const own = await start('--settings', file);
  expect(own.screen).toContain('count only where the service is deployed: webhooks, teamHost.');
  expect(await (await fetch(`${own.ready.reporterUrl}/`)).text()).toContain('Our club');
  const authorization = `Bearer ${own.ready.teamAccessToken}`;
  const team = await fetch(`${own.ready.teamUrl}/api/members`, { headers: { authorization } });
  expect(await team.json()).toMatchObject({ members: [{ channels: ['conduct', 'security', 'events'] }] });
  own.child.kill('SIGTERM');
  expect(await own.ended).toBe(0);
  await expect(stat(join(folder, 'ready.json'))).rejects.toMatchObject({ code: 'ENOENT' });
});
