import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesUnder } from './everything-kept.ts';
import { MarkedPerson } from './marked-person.ts';
import { tokenOf } from './read-page.ts';
import { findSecrets, place } from './search.ts';
import { casesOf, killAll, killed, startProcess, type Ready } from './started-process.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-killed-'));
});
afterAll(async () => {
  await killAll();
  await rm(folder, { recursive: true, force: true });
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
  const first = await startProcess(folder);
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

  const second = await startProcess(folder);
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
