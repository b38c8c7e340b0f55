import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesUnder } from './everything-kept.ts';
import { MarkedPerson } from './marked-person.ts';
import { tokenOf } from './read-page.ts';
import { findSecrets, place } from './search.ts';

type Ready = { readonly reporterUrl: string; readonly teamUrl: string; readonly teamAccessToken: string };
type Instance = { readonly child: ChildProcess; readonly ready: Ready; readonly printed: () => string };

const script = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
let folder: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-killed-'));
});
afterAll(async () => {
  await Promise.all([...running].map(killed));
  await rm(folder, { recursive: true, force: true });
});

/** What `npm start` runs, in a process of its own, on free ports. */
const start = async (): Promise<Instance> => {
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

const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    running.delete(child);
    child.once('exit', () => resolve());
    if (!child.kill('SIGKILL')) resolve();
  });

type Receipt = { readonly token: string; readonly texts: string[] };

/** Files reports, alternately by form and as JSON, and replies to each, until nobody answers any more. */
const fileUntilSilence = async (
  reporter: MarkedPerson,
  { reporterUrl }: Ready,
  writer: number,
  onReceipt: (receipt: Receipt) => void,
): Promise<void> => {
  for (let number = 0; ; number += 1) {
    const text = `report ${number} ${reporter.mark(`writer ${writer} number ${number}`)}`;
    const filed =
      number % 2 === 0
        ? await reporter.askForm(`${reporterUrl}/report`, { whatHappened: text })
        : await reporter.askJson(`${reporterUrl}/api/reports`, { answers: { whatHappened: text } });
    expect(filed.status).toBe(201);
    const token =
      number % 2 === 0 ? tokenOf(filed.body) : (JSON.parse(filed.body) as { token: string }).token;
    reporter.keepToken(`writer ${writer} number ${number}`, token);
    const receipt: Receipt = { token, texts: [text] };
    onReceipt(receipt);
    const reply = `reply to ${text}`;
    const headers = { authorization: `Bearer ${token}` };
    const replied = await reporter.askJson(`${reporterUrl}/api/follow-up/entries`, { text: reply }, headers);
    expect(replied.status).toBe(201);
    receipt.texts.push(reply);
  }
};

const writers = 4;
const receiptsBeforeTheKill = 40;
const isCut = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(String(error.code));

test('after a kill in the middle of submissions every report with a receipt opens, and no other is half there', async () => {
  const reporter = new MarkedPerson('killed');
  const receipts: Receipt[] = [];
  const first = await start();
  let kill: Promise<void> | undefined;
  const onReceipt = (receipt: Receipt): void => {
    receipts.push(receipt);
    if (receipts.length === receiptsBeforeTheKill) kill = killed(first.child);
  };
  const ends = Array.from({ length: writers }, (_, writer) =>
    fileUntilSilence(reporter, first.ready, writer, onReceipt).catch((error: unknown) => {
      if (!isCut(error)) throw error;
    }),
  );
  await Promise.all(ends);
  await kill;
  expect(receipts.length).toBeGreaterThanOrEqual(receiptsBeforeTheKill);

  const second = await start();
  expect(second.ready.teamAccessToken).toBe(first.ready.teamAccessToken);
  for (const { token, texts } of receipts) {
    const headers = { authorization: `Bearer ${token}` };
    const opened = await reporter.ask(`${second.ready.reporterUrl}/api/follow-up`, { headers });
    expect(opened.status).toBe(200);
    const { entries } = JSON.parse(opened.body) as { entries: { text: string }[] };
    for (const [index, text] of texts.entries()) expect(entries[index]?.text).toContain(text);
  }
  const listed = await casesOf(reporter, second.ready);
  expect(listed.length).toBeGreaterThanOrEqual(receipts.length);
  expect(listed.length).toBeLessThanOrEqual(receipts.length + writers);
  expect(listed.filter(({ unreadable }) => unreadable)).toEqual([]);
  await killed(second.child);

  const printed = place('stdout and stderr', first.printed() + second.printed());
  expect(findSecrets(reporter.secrets, [printed, ...(await filesUnder(folder))])).toEqual([]);
});

type Listed = { readonly id: string; readonly unreadable?: boolean };

/** Every case of the team's list, page after page. */
const casesOf = async (
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
