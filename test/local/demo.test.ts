import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { demoIn } from '../../infra/local/demo/demo-folder.ts';

const script = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
const freePorts = {
  CONDUCTLINE_REPORTER_PORT: '0',
  CONDUCTLINE_TEAM_PORT: '0',
  CONDUCTLINE_INBOX_PORT: '0',
  CONDUCTLINE_SMTP_PORT: '0',
};

type Running = {
  readonly process: ChildProcess;
  readonly screen: () => string;
  readonly errors: () => string;
};

const startDemo = (folder: string): Running => {
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--demo'], {
    env: { ...process.env, ...freePorts, CONDUCTLINE_STATE_FOLDER: folder, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [screen, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (screen += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return { process: child, screen: () => screen, errors: () => errors };
};

const untilReady = async ({ process: child, screen, errors }: Running): Promise<void> => {
  while (!screen().includes('Ctrl+C stops')) {
    if (child.exitCode !== null) throw new Error(`it has ended: ${errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const stop = async ({ process: child }: Running): Promise<void> => {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
};

const ready = z.object({
  reporterUrl: z.string(),
  teamUrl: z.string(),
  inboxUrl: z.string(),
  teamAccessToken: z.string(),
});
const listed = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      caseName: z.string(),
      state: z.string(),
      channel: z.string(),
      urgent: z.boolean(),
      unread: z.boolean(),
      opened: z.boolean(),
      likelySpam: z.boolean(),
      overdue: z.boolean(),
      persons: z.string(),
      assignee: z.string().optional(),
      receivedOn: z.string(),
    }),
  ),
});
const whole = z.object({
  deadlines: z.record(z.string(), z.string()),
  running: z.array(z.object({ missed: z.boolean(), told: z.array(z.object({ step: z.string() })) })),
  threads: z.object({
    reporter: z.object({
      entries: z.array(
        z.object({ text: z.string(), attachments: z.array(z.unknown()), filedBy: z.unknown().optional() }),
      ),
    }),
  }),
  notes: z.array(z.object({ kind: z.string() })),
  tasks: z.array(z.unknown()),
  linked: z.array(z.unknown()),
  movedFrom: z.unknown().optional(),
  identity: z.record(z.string(), z.unknown()),
});

describe('npm start -- --demo', () => {
  let folder: string;
  let running: Running;
  let urls: z.infer<typeof ready>;
  const asLead = async (path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${urls.teamAccessToken}` };
    const response = await fetch(`${urls.teamUrl}/api/cases${path}`, { headers });
    expect(response.status).toBe(200);
    return response.json();
  };
  const cases = async () => [
    ...listed.parse(await asLead('?limit=50')).cases,
    ...listed.parse(await asLead('?limit=50&status=closed')).cases,
  ];

  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'conductline-demo-')), 'state');
    running = startDemo(folder);
    await untilReady(running);
    urls = ready.parse(JSON.parse(await readFile(join(folder, 'ready.json'), 'utf8')));
  });
  afterAll(async () => {
    await stop(running);
    await rm(join(folder, '..'), { recursive: true, force: true });
  });

  it('has at least a dozen cases, in every state, over a month and both channels', async () => {
    const all = await cases();
    expect(all.length).toBeGreaterThanOrEqual(12);
    expect(new Set(all.map(({ state }) => state))).toEqual(
      new Set(['received', 'acknowledged', 'in-review', 'decided', 'closed', 'reopened']),
    );
    expect(new Set(all.map(({ channel }) => channel))).toEqual(new Set(['conduct', 'security']));
    const days = all.map(({ receivedOn }) => Date.parse(receivedOn)).sort((one, other) => one - other);
    expect((days.at(-1) ?? 0) - (days[0] ?? 0)).toBeGreaterThan(28 * 86_400_000);
  });

  it('has one that is urgent, new ones, unread ones, likely spam, assigned ones, and exactly one overdue', async () => {
    const all = await cases();
    expect(all.filter(({ urgent }) => urgent)).toHaveLength(1);
    expect(all.filter(({ likelySpam }) => likelySpam)).toHaveLength(1);
    expect(all.filter(({ overdue }) => overdue)).toHaveLength(1);
    expect(all.filter(({ opened }) => !opened).length).toBeGreaterThanOrEqual(3);
    expect(all.filter(({ unread, opened }) => unread && opened).length).toBeGreaterThanOrEqual(2);
    expect(all.filter(({ assignee }) => assignee !== undefined).length).toBeGreaterThanOrEqual(3);
  });

  it('has files, notes, tasks, links, a moved date, an erasure that is asked, a name, and reminders that were sent', async () => {
    const read = await Promise.all(
      (await cases()).map(async ({ id }) => whole.parse(await asLead(`/${id}`))),
    );
    const having = (wanted: (one: z.infer<typeof whole>) => boolean): number => read.filter(wanted).length;
    const entries = (one: z.infer<typeof whole>) => one.threads.reporter.entries;
    expect(having((one) => entries(one).some(({ attachments }) => attachments.length > 0))).toBe(2);
    expect(having((one) => entries(one).some(({ filedBy }) => filedBy !== undefined))).toBe(1);
    expect(having(({ notes }) => notes.some(({ kind }) => kind === 'note'))).toBeGreaterThanOrEqual(3);
    expect(having(({ notes }) => notes.some(({ kind }) => kind === 'original'))).toBe(1);
    expect(having(({ tasks }) => tasks.length > 0)).toBe(2);
    expect(having(({ linked }) => linked.length > 0)).toBe(2);
    expect(having(({ movedFrom }) => movedFrom !== undefined)).toBe(1);
    expect(having(({ deadlines }) => deadlines.erasureAnswerBy !== undefined)).toBe(1);
    expect(having(({ identity }) => 'name' in identity)).toBe(2);
    const missed = read.flatMap((one) => one.running).filter((date) => date.missed);
    expect(missed.map(({ told }) => told.map(({ step }) => step))).toEqual([
      ['reminder', 'overdue', 'leads'],
      ['reminder', 'overdue', 'leads'],
    ]);
  });

  it('has mails whose links lead to the team that runs, and that say nothing', async () => {
    const inbox = await (await fetch(urls.inboxUrl)).text();
    expect(inbox).toContain('Something urgent is waiting');
    for (const word of ['Marek', 'Rasmus', 'Otter']) expect(inbox).not.toContain(word);
  });

  it('prints the words of a report, which open it on the reporters’ page', async () => {
    const report = await demoIn(folder);
    expect(running.screen()).toContain(`  ${report?.passphrase ?? 'no words'}\n`);
    const page = await fetch(`${urls.reporterUrl}/follow-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: urls.reporterUrl },
      body: new URLSearchParams({ words: report?.passphrase ?? '' }),
    });
    const shown = await page.text();
    expect(shown).toContain(report?.caseName);
    expect(shown).toContain('We have heard Rasmus.');
  });

  it('is there again after a restart, with the same words, and is not made twice', async () => {
    const before = (await cases()).map(({ caseName }) => caseName).sort();
    const printed = running.screen().slice(running.screen().indexOf('The cases are invented'));
    await stop(running);
    running = startDemo(folder);
    await untilReady(running);
    expect(running.screen()).not.toContain('Making demo cases');
    urls = ready.parse(JSON.parse(await readFile(join(folder, 'ready.json'), 'utf8')));
    expect((await cases()).map(({ caseName }) => caseName).sort()).toEqual(before);
    expect(printed).toContain((await demoIn(folder))?.passphrase);
  });
});

describe('a folder that holds something else', () => {
  it('is refused in one sentence, and left as it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'conductline-demo-'));
    await mkdir(join(folder, 'dynamodb'));
    await writeFile(join(folder, 'team-access-token'), 'cl_somebody');
    const refused = startDemo(folder);
    await once(refused.process, 'exit');
    expect(refused.process.exitCode).toBe(1);
    expect(refused.errors()).toMatch(
      /is not empty and holds no finished demo\..*CONDUCTLINE_STATE_FOLDER\.\n$/,
    );
    expect((await readdir(folder)).sort()).toEqual(['dynamodb', 'team-access-token']);
    await rm(folder, { recursive: true });
  });
});
