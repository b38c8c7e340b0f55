import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { en } from '../../functions/reporter/locales/en.ts';
import { uploadTexts } from '../../functions/team/files/file-script-texts.ts';
import { largeLog, phonePhoto, uncleanablePhoto } from '../../infra/local/demo/shown-files.ts';
import { enrolHere, teamOrigin } from '../../tools/screenshots/team-browser.ts';
import { colleagueOf, tellStories, type Told } from '../../tools/screenshots/team-stories.ts';
import { tourTeam } from '../../tools/screenshots/team-tour.ts';
import { namedMember } from '../../tools/screenshots/example-community.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
let told: Awaited<ReturnType<typeof tellStories>>;
beforeAll(async () => {
  site = await openSite();
  told = await tellStories(site.local);
});
afterAll(() => site.close());

const visitTeam = async (name: string) => {
  const visit = await site.visit({ baseURL: teamOrigin(site.local) });
  await enrolHere(visit.page, site.local, name);
  return visit;
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const openCase = async (page: Page, { caseName }: Told): Promise<void> => {
  await page.goto('/cases');
  await page.getByRole('link', { name: caseName }).click();
};

/** What the reporter reads of the case. */
const readByReporter = async ({ passphrase }: Told): Promise<string> => {
  const { page, end } = await site.visit();
  await page.goto('/follow-up');
  await page.getByLabel(en.followUp.words).fill(passphrase);
  await page.getByRole('button', { name: en.followUp.open, exact: true }).click();
  const text = await page.locator('main').innerText();
  await end();
  return text;
};

describe('a member at work', () => {
  test('opens a case after the conflict check, takes and answers it, and the reporter sees all of it', async () => {
    const { page, context, complaints } = await visitTeam('Local lead');
    await openCase(page, told.urgent);
    expect(await page.locator('main').innerText()).not.toContain('kept coming back to our table');
    await press(page, 'No conflict: open the case');
    expect(await page.locator('main').innerText()).toContain('kept coming back to our table');
    await press(page, 'I take it');
    await page.locator('#reply-text').fill('Are you safe tonight?');
    await page.locator('#reply-inTouchName').fill('Grace');
    await page.locator('#reply-inTouchBy').fill('2999-12-31');
    await press(page, 'Send to the reporter');
    expect(await page.locator('.box[role=status]').innerText()).toBe(
      'Your message has been sent to the reporter.',
    );
    await page.reload();
    expect(await page.getByText('Are you safe tonight?').count()).toBe(1);

    const seen = await readByReporter(told.urgent);
    expect(seen).toContain('Are you safe tonight?');
    expect(seen).toContain('Somebody has taken it up on');
    expect(seen).toContain('by 31 December 2999');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('who leaves a case to others never finds it again; the others do', async () => {
    const { page, context } = await visitTeam(namedMember);
    await openCase(page, told.spanish);
    const address = page.url();
    await press(page, 'Leave it to others');
    expect(await page.locator('main').innerText()).not.toContain(told.spanish.caseName);
    await page.locator('#q').fill(told.spanish.caseName);
    await press(page, 'Search');
    expect(await page.getByRole('link', { name: told.spanish.caseName }).count()).toBe(0);
    expect((await page.goto(address))?.status()).toBe(404);
    await context.close();

    const other = await visitTeam('Local lead');
    await other.page.goto('/cases');
    expect(await other.page.getByRole('link', { name: told.spanish.caseName }).count()).toBe(1);
    await other.context.close();
  });

  test('two who answer at once lose nothing and are told', async () => {
    const colleague = await colleagueOf(site.local);
    const { page, context } = await visitTeam('Local lead');
    await openCase(page, told.arabic);
    await press(page, 'No conflict: open the case');
    await page.locator('#reply-text').fill('The second answer.');
    await colleague(told.arabic.caseName, '/messages', { text: 'The first answer.' });
    await press(page, 'Send to the reporter');
    expect(await page.locator('.errors').innerText()).toContain(
      `${namedMember} has written to the reporter.`,
    );
    expect(await page.locator('#reply-text').inputValue()).toBe('The second answer.');
    await press(page, 'Send to the reporter');
    const seen = await readByReporter(told.arabic);
    expect(seen).toContain('The first answer.');
    expect(seen).toContain('The second answer.');
    await context.close();
  });

  test('a case goes to another channel, and its reporter sees who looks after it', async () => {
    const { page, context, complaints } = await visitTeam('Local lead');
    await openCase(page, told.hostile);
    await press(page, 'No conflict: open the case');
    await page.getByText('Give it to another channel', { exact: true }).click();
    await page.locator('#transfer-channel').selectOption('security');
    await page.locator('#transfer-reason').fill('It is about an account that was taken over.');
    await press(page, 'Give it to that channel');
    expect(await page.locator('.box[role=status]').innerText()).toBe('The other channel has the case now.');
    const seen = await readByReporter(told.hostile);
    expect(seen).toContain(`${en.thread.lookedAfterBy}\nSecurity`);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('what came in another way is written down, and its reporter chooses words of their own', async () => {
    const { page, context } = await visitTeam('Local lead');
    await page.goto('/cases/new');
    await page.getByLabel('What happened?').fill('She told me at the desk what he said to her.');
    await page.locator('#door').check();
    await press(page, 'Make a case of it');
    expect(await page.locator('main').innerText()).toContain('Delete the original');
    const words = await page.locator('.secret').first().innerText();
    await context.close();

    const reporter = await site.visit({ javaScriptEnabled: false });
    await reporter.page.goto('/follow-up');
    await reporter.page.getByLabel(en.followUp.words).fill(words);
    await press(reporter.page, en.followUp.open);
    expect(await reporter.page.locator('main').innerText()).toContain(en.newWords.own.heading);
    expect(await reporter.page.locator('main').innerText()).not.toContain('at the desk');
    await press(reporter.page, en.newWords.own.button);
    const own = (await reporter.page.locator('.words li').allInnerTexts()).join(' ');
    await reporter.page.goto('/follow-up');
    await reporter.page.getByLabel(en.followUp.words).fill(own);
    await press(reporter.page, en.followUp.open);
    expect(await reporter.page.locator('main').innerText()).toContain('at the desk');
    await reporter.end();
  });
});

describe('a member at work with files', () => {
  /** Opens the case, over the conflict check if it has not been passed yet. */
  const read = async (page: Page): Promise<void> => {
    await openCase(page, told.urgent);
    const passes = page.getByRole('button', { name: 'No conflict: open the case', exact: true });
    if (await passes.isVisible()) await passes.click();
  };
  const saved = async (
    page: Page,
    button: Locator,
  ): Promise<{ readonly name: string; readonly bytes: Buffer }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const sizeable = largeLog();
  const photo = phonePhoto();

  test('saves the cleaned file of a reporter, and a large one part by part, without scripts', async () => {
    const member = await visitTeam(namedMember);
    const { page, context, complaints } = await site.visit({
      baseURL: teamOrigin(site.local),
      javaScriptEnabled: false,
      storageState: await member.context.storageState(),
    });
    await read(page);
    const files = (name: string) => page.locator('.attached > li', { hasText: name });
    const cleaned = await cleanFile(photo.bytes, defaultCleaningLimits);
    if (cleaned.kind !== 'cleaned') throw new Error('the photo of the tour can be cleaned');
    const small = await saved(page, files(photo.name).getByRole('button', { name: 'Download' }));
    expect(small.name).toBe(photo.name);
    expect(small.bytes.equals(cleaned.bytes)).toBe(true);
    const parts: Awaited<ReturnType<typeof saved>>[] = [];
    for (const button of await files(sizeable.name).getByRole('button').all())
      parts.push(await saved(page, button));
    expect(parts.map(({ name }) => name)).toEqual(['01', '02', '03'].map((n) => `${sizeable.name}.part${n}`));
    expect(Buffer.concat(parts.map(({ bytes }) => bytes)).equals(sizeable.bytes)).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
    await member.context.close();
  });

  test('saves a large file in one go, and answers with one that cannot be cleaned only after a look at it', async () => {
    const { page, context, complaints } = await visitTeam(namedMember);
    await read(page);
    const whole = await saved(
      page,
      page.locator('.attached > li', { hasText: sizeable.name }).getByRole('button', { name: 'Download' }),
    );
    expect(whole.name).toBe(sizeable.name);
    expect(whole.bytes.equals(sizeable.bytes)).toBe(true);

    const { name, bytes } = uncleanablePhoto();
    const map = { name, mimeType: 'image/heic', buffer: Buffer.from(bytes) };
    await page.locator('#reply-attachments').setInputFiles([map]);
    await page.getByText(uploadTexts.done, { exact: true }).waitFor();
    await page.locator('#reply-text').fill('This is the way to the back door.');
    await press(page, 'Send to the reporter');
    const listed = page.getByRole('list', { name: 'Files that go with it' });
    expect(await listed.innerText()).toContain('Could not be cleaned');
    expect(await readByReporter(told.urgent)).not.toContain('back door');
    await press(page, 'Send to the reporter');
    expect(await page.locator('.box[role=status]').innerText()).toContain('has been sent to the reporter');
    const seen = await readByReporter(told.urgent);
    expect(seen).toContain('This is the way to the back door.');
    expect(seen).toContain(en.files.thread.download(name));
    expect(complaints).toEqual([]);
    await context.close();
  });
});

const checks = `axe.run(document, { preload: false, resultTypes: ['violations'] })`;

/** Runs in the page: what is too small to press. */
const small = `[...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')].filter((element) => {
  const box = element.getBoundingClientRect();
  const inSentence = element.tagName === 'A' && getComputedStyle(element).display === 'inline' &&
    element.parentElement.textContent.trim().length > element.textContent.trim().length;
  return element.getClientRects().length > 0 && !inSentence && (box.width < 24 || box.height < 24);
}).map((element) => element.tagName + ' ' + element.textContent.trim().slice(0, 30))`;

test('every page breaks no rule that axe knows, fits 320 pixels, and has targets of 24', async () => {
  const visit = await site.visit({ viewport: { width: 320, height: 640 }, bypassCSP: true });
  const found: string[] = [];
  await tourTeam(visit.page, site.local, async (name, shown) => {
    await shown.evaluate(axe.source);
    // What `axe.run` resolves to.
    type Found = { violations: { id: string; nodes: { html: string }[] }[] };
    const { violations } = await shown.evaluate<Found>(checks);
    found.push(...violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html.slice(0, 120) ?? ''}`));
    const tiny: string[] = await shown.evaluate(small);
    found.push(...tiny.map((what) => `${name}: small ${what}`));
    if (await shown.evaluate('document.documentElement.scrollWidth > innerWidth'))
      found.push(`${name}: wider than the window`);
  });
  expect(found).toEqual([]);
  await visit.context.close();
});
