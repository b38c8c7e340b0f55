import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { namedMember } from '../../tools/screenshots/example-community.ts';
import {
  ban,
  caseWithRespondent,
  chatOnly,
  decide,
  goTo,
  lead,
  main,
  openCase,
  openStory,
  press,
  report,
  said,
  send,
  unfold,
  type Story,
} from './story.ts';

let story: Story;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-export-'));
  story = await openStory({ decisions: chatOnly, forwarding: { channels: ['conduct'] } });
  await story.signIn(lead);
  await story.signIn(namedMember);
}, 240_000);
afterAll(async () => {
  await story.close();
  await rm(folder, { recursive: true });
});

type Saved = { readonly name: string; readonly bytes: Buffer };
const saved = async (page: Page, button: Locator): Promise<Saved> => {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
};

/** What can be chosen and written in the form that asks for a copy. */
type AskedCopy = {
  readonly chosen: Readonly<Record<string, string>>;
  readonly written: Readonly<Record<string, string>>;
};

/** One asks for a copy on the page Measures, another one agrees, and the first opens it. */
const openCopyByPages = async (
  [page, other]: readonly [Page, Page],
  caseName: string,
  { chosen, written }: AskedCopy,
): Promise<void> => {
  const { look } = story;
  await openCase(page, caseName);
  await goTo(page, 'Measures');
  await unfold(page, '#two-people', 'Hand out a copy');
  for (const [field, value] of Object.entries(chosen))
    await page.locator(`#ask-copy-${field}`).selectOption(value);
  for (const [field, value] of Object.entries(written)) await page.locator(`#ask-copy-${field}`).fill(value);
  await send(page, '#ask-copy-reason', 'Ask a colleague to agree');
  expect(await said(page)).toContain('No copy is made until one of them agrees.');
  await look(page, 'copy asked for');

  await openCase(other, caseName);
  await goTo(other, 'Measures');
  await unfold(other, '#two-people', 'Agree');
  await look(other, 'copy to agree to');
  await press(other, 'Agree to this copy');

  await page.reload();
  await press(page, 'Open the copy for 30 minutes');
};

/** The files of a volume, which its words alone open. */
const unpack = async (bytes: Uint8Array, password: string): Promise<Map<string, Uint8Array>> => {
  const files = new Map<string, Uint8Array>();
  for (const entry of await new ZipReader(new Uint8ArrayReader(bytes), { password }).getEntries())
    if (!entry.directory) files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  return files;
};

test('without scripts, a case is exported with a second yes, and what was saved checks itself', async () => {
  const { look } = story;
  const [first, second] = [await story.byJson(lead), await story.byJson(namedMember)] as const;
  const prepared = await caseWithRespondent(story, first, 'He shouted at me. Привет.');
  await decide(prepared, [first, second], ban);
  const { page, context } = await story.asMember(lead);
  const other = await story.asMember(namedMember);
  await openCopyByPages([page, other.page], prepared.caseName, {
    chosen: { to: 'police', basis: 'law', contents: 'case', form: 'whole' },
    written: {
      recipient: 'The police in Lund',
      reason: 'They have asked in writing.',
      toReporter: 'The police have asked for your report.',
    },
  });
  await look(page, 'copy');
  await press(page, 'Make encrypted files of it');
  await look(page, 'archive');
  const words = await page.locator('.passphrase').innerText();
  const buttons = await page.getByRole('button', { name: /^Download / }).all();
  expect(buttons.length).toBeGreaterThan(0);
  const names: string[] = [];
  for (const button of buttons) {
    const { name, bytes } = await saved(page, button);
    expect(name).toMatch(/\.zip$/);
    for (const [inside, content] of await unpack(bytes, words.trim())) {
      names.push(inside);
      const file = join(folder, ...inside.split('/'));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
  expect(names).toEqual(expect.arrayContaining(['case.html', 'case.pdf', 'check.mjs', 'audit-log.json']));
  expect((await readFile(join(folder, 'case.pdf'))).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const checked = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, ['check.mjs'], { cwd: folder }, (error, out) => {
      if (error) reject(new Error(out));
      else resolve(out);
    });
  });
  expect(checked).toMatch(/^Audit log: lines 1 to (\d+) of \1 follow each other, from the first\.$/m);
  expect(checked).toContain('Everything that can be checked is as it was made.');
  const shown = await readFile(join(folder, 'case.html'), 'utf8');
  expect(shown).toContain('He shouted at me. Привет.');
  const exported = await story.site.visit({ javaScriptEnabled: false });
  await exported.page.setContent(shown);
  await look(exported.page, 'exported page');
  await exported.context.close();

  await openCase(page, prepared.caseName);
  expect(await main(page)).toContain('The police in Lund');
  await look(page, 'handed out');
  await context.close();
  await other.context.close();
  expect(story.found).toEqual([]);
});

test('without scripts, a redacted case is forwarded to the key of a community, and received there once', async () => {
  const { look } = story;
  const { caseName } = await report(story, { whatHappened: 'He wrote to me at night, in Lund.' });
  const { page, context } = await story.asMember(lead);
  const other = await story.asMember(namedMember);
  await openCase(page, caseName);
  await page.getByRole('link', { name: 'Hide parts before something is handed out' }).click();
  await page.getByLabel('Names and words').fill('Lund');
  await press(page, 'Find them');
  await page.getByRole('button', { name: /^Hide all \d+$/ }).click();
  await other.page.goto('/cases');
  await other.page.getByRole('link', { name: 'Receive a case from another community' }).click();
  await look(other.page, 'forwarded');
  const key = await other.page.locator('section:has(#keys) p.breaks code').first().innerText();
  await openCopyByPages([page, other.page], caseName, {
    chosen: { to: 'community', basis: 'agreement', contents: 'report', form: 'redacted' },
    written: {
      recipient: 'Another conference',
      receivingKey: key,
      reason: 'They meet there next.',
      whyNotTold: 'They have asked for it themselves.',
    },
  });
  await look(page, 'copy to forward');
  const { name, bytes } = await saved(page, page.getByRole('button', { name: 'Save the file to forward' }));
  expect(name).toMatch(/\.conductline-forward$/);
  expect(bytes.includes('at night')).toBe(false);

  const receive = async (buffer: Buffer): Promise<void> => {
    await other.page.goto('/forwarded');
    await other.page
      .getByLabel('The file you got')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await press(other.page, 'Check it and make it a case');
  };
  await receive(Buffer.from('nothing of the kind'));
  expect(await said(other.page)).toContain('This is no forwarded case.');
  await look(other.page, 'no forwarded case');
  await receive(bytes);
  expect(await said(other.page)).toContain('It says that it comes from');
  await look(other.page, 'received');
  const received = other.page.locator('.box[role=status]').getByRole('link');
  const newName = await received.innerText();
  expect(newName).not.toBe(caseName);
  await receive(bytes);
  expect(await said(other.page)).toContain('before');
  await openCase(other.page, newName);
  const shown = await main(other.page);
  expect(shown).toContain('He wrote to me at night, in [redacted].');
  expect(shown).not.toContain('Lund');
  expect(shown).toContain('Forwarded by Example Conference');
  await look(other.page, 'case that was forwarded');
  await context.close();
  await other.context.close();
  expect(story.found).toEqual([]);
});
