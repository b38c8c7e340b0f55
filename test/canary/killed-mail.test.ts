import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMail } from '../harness/smtp-client.ts';
import { filesUnder } from './everything-kept.ts';
import { MarkedPerson } from './marked-person.ts';
import { findSecrets, place } from './search.ts';
import { casesOf, killAll, killed, startProcess, type Instance, type Ready } from './started-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-killed-mail-'));
});
afterAll(async () => {
  await killAll();
  await rm(folder, { recursive: true, force: true });
});

const reporter = new MarkedPerson('killed-mailer');
const mailsInARound = 4;

/** A mail in which whatever names its writer or its matter is a mark. */
const rawMail = (name: string, to: string): { readonly from: string; readonly content: string } => {
  const mark = (what: string): string => reporter.mark(`${name} ${what}`);
  const from = `${mark('address')}@mail.example`;
  const content = [
    `From: "${mark('display name')}" <${from}>`,
    `To: ${to}`,
    `Subject: ${mark('subject')}`,
    `Message-ID: <${mark('message id')}@mail.example>`,
    '',
    mark('text'),
    '',
  ].join('\r\n');
  return { from, content };
};

/** The files of the emulator's bucket; its mails are the only thing that lies there. */
const inBucket = async (): Promise<number> =>
  (await readdir(join(folder, 'attachments', 'conductline-mail'))).length;

/**
 * Sends some mails at once, and kills the process as soon as the first was taken.
 * @returns the texts of those that were taken
 */
const sentUntilTheKill = async ({ child, ready }: Instance, round: number): Promise<string[]> => {
  const to = ready.mailAddresses.conduct ?? '';
  const taken: string[] = [];
  let kill: Promise<void> | undefined;
  const send = async (number: number): Promise<void> => {
    const name = `round ${round} mail ${number}`;
    const { from, content } = rawMail(name, to);
    const answer = await sendMail(ready.smtpPort, { from, to: [to], content });
    expect(answer.code).toBe(250);
    taken.push(reporter.mark(`${name} text`));
    kill ??= killed(child);
  };
  // A connection that the kill cuts has taken nothing for certain.
  const ends = await Promise.allSettled(Array.from({ length: mailsInARound }, (_, number) => send(number)));
  for (const end of ends)
    if (end.status === 'rejected') expect(String(end.reason)).toMatch(/closed the connection|ECONN|EPIPE/);
  await kill;
  return taken;
};

/** What stands in each case. */
const textsOf = async (ready: Ready): Promise<string[]> => {
  const headers = { authorization: `Bearer ${ready.teamAccessToken}` };
  const texts: string[] = [];
  for (const { id } of await casesOf(reporter, ready))
    texts.push((await reporter.ask(`${ready.teamUrl}/api/cases/${id}`, { headers })).body);
  return texts;
};

test('a mail that was taken when the process is killed becomes one case after the next start', async () => {
  const taken: string[] = [];
  const printed: string[] = [];
  let waiting = 0;
  let round = 0;
  // A kill that finds every mail filed has shown nothing: once more.
  while (waiting === 0) {
    const instance = await startProcess(folder);
    taken.push(...(await sentUntilTheKill(instance, round)));
    printed.push(instance.printed());
    waiting = await inBucket();
    round += 1;
  }
  expect(taken.length).toBeGreaterThan(0);

  const last = await startProcess(folder);
  while ((await inBucket()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  const texts = await textsOf(last.ready);
  for (const text of taken) expect(texts.filter((shown) => shown.includes(text))).toHaveLength(1);
  // Of the mails that nobody was told of, some may have been kept as well, each once.
  expect(texts.length).toBeLessThanOrEqual(round * mailsInARound);
  await killed(last.child);

  // The folder of mails that were sent stands for the world outside: there it is whom they went to.
  const kept = (await filesUnder(folder)).filter(({ where }) => !where.startsWith('mail'));
  printed.push(last.printed());
  expect(findSecrets(reporter.secrets, [place('stdout and stderr', printed.join('')), ...kept])).toEqual([]);
}, 300_000);
