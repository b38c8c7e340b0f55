import axe from 'axe-core';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { enrolHere, teamOrigin } from '../../tools/screenshots/team-browser.ts';
import { openSite, type Site, type Visit } from './site.ts';

const lead = 'Local lead';
const { safety } = en;

let site: Site;
/** Days by which the clock of the site is ahead. */
let daysAhead = 0;
let session: Awaited<ReturnType<BrowserContext['storageState']>>;

/** A visit that also waits on a machine which is busy with something else. */
const visiting = async (options: BrowserContextOptions): Promise<Visit> => {
  const visit = await site.visit(options);
  visit.context.setDefaultTimeout(60_000);
  return visit;
};

beforeAll(async () => {
  site = await openSite({}, () => daysAhead * 24 * 3_600_000);
  const { page, context } = await visiting({ baseURL: teamOrigin(site.local) });
  await enrolHere(page, site.local, lead);
  session = await context.storageState();
  await context.close();
}, 240_000);
afterAll(() => site.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const main = (page: Page) => page.locator('main').innerText();

// What `axe.run` resolves to.
type Found = { violations: { id: string; nodes: { html: string }[] }[] };

/** What breaks a rule that axe knows, on a page shown again where scripts run. */
const broken = async (shown: Page): Promise<string[]> => {
  const { page, context } = await visiting({ viewport: { width: 390, height: 844 } });
  await page.setContent((await shown.content()).replaceAll(/<script[^]*?<\/script>/g, ''));
  await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
  const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<Found>(
    `axe.run(document, { preload: false, resultTypes: ['violations'] })`,
  );
  await context.close();
  const said = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html.slice(0, 160)}`));
  return isWide ? ['wider than the window', ...said] : said;
};

describe('without scripts, on a phone', () => {
  const options = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };

  test('a check-in after closing leads to telling of retaliation, and that to a linked case of its own', async () => {
    const sender = await visiting(options);
    await sender.page.goto('/report');
    await sender.page.getByLabel('What happened?').fill('He shouted at me.');
    await press(sender.page, en.form.toReview);
    await press(sender.page, en.review.send);
    await sender.page.locator('.words').waitFor();
    const words = (await sender.page.locator('.words li').allInnerTexts()).join(' ');
    const caseName = await sender.page.locator('dd').first().innerText();
    await sender.end();

    const member = await visiting({ ...options, baseURL: teamOrigin(site.local), storageState: session });
    const { page } = member;
    await page.goto('/cases');
    await page.getByRole('link', { name: caseName }).click();
    await press(page, 'No conflict: open the case');
    await page.locator('#state summary', { hasText: 'Change the state' }).click();
    await page.locator('#state-state').selectOption('closed');
    await page.locator('#state-reason').fill('It is settled.');
    await page.locator('#state-message').fill('We have closed your case.');
    await page.locator('form:has(#state-reason)').getByRole('button').click();

    daysAhead = 8;
    const back = await visiting(options);
    await back.page.goto('/follow-up');
    await back.page.getByLabel(en.followUp.words).fill(words);
    await press(back.page, en.followUp.open);
    expect(await main(back.page)).toContain(safety.checkIn.question);
    expect(await broken(back.page)).toEqual([]);
    await back.page.getByLabel(en.thread.write).fill('He took my task away.');
    await back.page.getByLabel(safety.checkIn.answers.retaliation).check();
    await press(back.page, safety.checkIn.send);
    expect(await back.page.locator('.box[role=status]').innerText()).toBe(safety.checkIn.tell);
    expect(await main(back.page)).toContain(en.landing.dangerText);
    expect(await back.page.getByLabel(safety.retaliation.label).inputValue()).toBe('He took my task away.');
    expect(await broken(back.page)).toEqual([]);
    await press(back.page, safety.retaliation.send);
    expect(await back.page.locator('.box[role=status]').innerText()).toBe(safety.retaliation.sent);
    expect(await broken(back.page)).toEqual([]);
    await back.end();
    daysAhead = 0;

    await page.goto('/cases');
    await page.getByRole('link', { name: caseName }).click();
    expect(await main(page)).toContain('Says that somebody is retaliating against them.');
    expect(await main(page)).toContain('somebody is retaliating against them (answered on');
    await page.locator('summary', { hasText: 'Make a linked case of it' }).last().click();
    expect(await broken(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make the linked case' }).last().click();
    expect(await page.locator('.box[role=status]').innerText()).toContain(
      'The case about retaliation is there',
    );
    expect(await main(page)).toContain('About the same incident:');
    await member.context.close();
  }, 240_000);
});
