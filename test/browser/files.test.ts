import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { reporterFiles, teamFiles } from '../../tools/screenshots/tour-files.ts';
import { workOn } from '../../tools/screenshots/example-community.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const [photo, note, archive] = reporterFiles;
if (!photo || !note || !archive) throw new Error('the tour has three files');
const withoutScripts = { javaScriptEnabled: false };

test('without scripts, files go from the form over the review to the receipt, with what was chosen for each', async () => {
  const { page, end } = await site.visit(withoutScripts);
  await page.goto('/report');
  await page.getByLabel('What happened?').fill('See the files.');
  await page
    .getByLabel(en.files.choose)
    .setInputFiles([photo, note, { ...note, name: 'empty.txt', buffer: Buffer.alloc(0) }]);
  await press(page, en.files.attach);
  expect(await heading(page)).toBe(en.form.heading);
  expect(await page.locator('.errors').innerText()).toContain(
    en.files.problems.refused('empty.txt', en.files.refusals.empty),
  );
  expect(await page.getByLabel('What happened?').inputValue()).toBe('See the files.');
  const shown = page.getByRole('group', { name: photo.name });
  expect(await shown.innerText()).toContain(en.files.findings['gps-position']);
  await shown.getByLabel(en.files.name).fill('the lift');
  await shown.getByLabel(en.files.keepOriginal).check();
  await press(page, en.form.toReview);
  expect(await heading(page)).toBe(en.review.heading);
  const reviewed = page.getByRole('group', { name: 'the lift.jpg' });
  expect(await reviewed.getByLabel(en.files.keepOriginal).isChecked()).toBe(true);
  await page.getByRole('group', { name: note.name }).getByLabel(en.files.drop).check();
  await press(page, en.review.send);
  expect(await heading(page)).toBe(en.receipt.heading);
  const receipt = await page.locator('main').innerText();
  expect(receipt).toContain('the lift.jpg');
  expect(receipt).toContain(en.files.thread.originalKept);
  expect(receipt).not.toContain(note.name);
  await end();
});

test('without scripts, the Back button after attaching leads to a form that still works', async () => {
  const { page, end } = await site.visit(withoutScripts);
  const before = (await site.storedCases()).length;
  await page.goto('/report');
  await page.getByLabel('What happened?').fill('Back and forth.');
  await page.getByLabel(en.files.choose).setInputFiles([photo]);
  await press(page, en.files.attach);
  await page.getByRole('group', { name: photo.name }).waitFor();
  await page.goBack();
  expect(await page.getByLabel('What happened?').inputValue()).toBe('Back and forth.');
  await page.getByLabel(en.files.choose).setInputFiles([archive]);
  await press(page, en.form.toReview);
  expect(await page.getByRole('group', { name: /^chat-export/ }).innerText()).toContain(
    'Could not be cleaned',
  );
  await press(page, en.review.send);
  expect(await heading(page)).toBe(en.receipt.heading);
  expect((await site.storedCases()).length).toBe(before + 1);
  await end();
});

test('without scripts, a reply has files alone, and what the team sends is saved part by part', async () => {
  const { page, end } = await site.visit({ ...withoutScripts, acceptDownloads: true });
  await page.goto('/report');
  await page.getByLabel('What happened?').fill('More later.');
  await press(page, en.form.toReview);
  await press(page, en.review.send);
  const words = (await page.locator('.words li').allInnerTexts()).join(' ');
  const caseName = await page.locator('dd.name').innerText();
  await workOn(site.local, caseName);
  await page.goto('/follow-up');
  await page.getByLabel(en.followUp.words).fill(words);
  await press(page, en.followUp.open);
  await page.getByText(en.files.thread.danger).waitFor();

  const saved = async (button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const [small, large] = teamFiles;
  if (!small || !large) throw new Error('the team of the tour sends two files');
  expect(await saved(en.files.thread.download(small.name))).toEqual(small);
  const parts = [
    await saved(en.files.thread.part(large.name, '1', '2')),
    await saved(en.files.thread.part(large.name, '2', '2')),
  ];
  expect(parts.map(({ name }) => name)).toEqual([`${large.name}.part01`, `${large.name}.part02`]);
  expect(Buffer.concat(parts.map(({ bytes }) => bytes)).equals(large.bytes)).toBe(true);

  await page.getByLabel(en.files.choose).setInputFiles([photo]);
  await press(page, en.thread.send);
  await page.getByText(en.files.look).waitFor();
  await press(page, en.thread.send);
  await page.getByText(en.thread.sent).waitFor();
  expect(await page.locator('.attachments').last().innerText()).toContain(photo.name);
  await end();
});
