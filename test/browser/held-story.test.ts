import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { comeBack, lead, main, openCase, openStory, press, said, type Story } from './story.ts';

const dayMs = 24 * 3_600_000;
/** Midnight (UTC) of the day on which the story ends. */
const lastDay = Math.floor(Date.now() / dayMs) * dayMs;

let story: Story;
/** Milliseconds by which the clock of the site is ahead; it begins a week ago, and ends with this machine's. */
let aheadMs = 0;
/** @param hour of that day, UTC */
const itIs = (daysAgo: number, hour: number): void => {
  aheadMs = lastDay - daysAgo * dayMs + hour * 3_600_000 - Date.now();
};
beforeAll(async () => {
  itIs(8, 9);
  story = await openStory({ channels: { conduct: { hold: {} } } }, () => aheadMs);
}, 240_000);
afterAll(() => story.close());

/** The scheduled run of a morning and of an evening. */
const dayPasses = async (daysAgo: number): Promise<void> => {
  for (const hour of [1, 10]) {
    itIs(daysAgo, hour);
    await story.site.local.runScheduled();
  }
};

type Waits = { readonly words: string; readonly caseName: string };

/** Writes a report that waits. */
const holdReport = async (page: Page, whatHappened: string, persons: string): Promise<Waits> => {
  await page.goto('/report');
  await page.locator('#whatHappened').fill(whatHappened);
  await page.locator('#hold').check();
  await page.locator('#heldPersons').fill(persons);
  await press(page, en.form.toReview);
  await press(page, en.review.send);
  expect(await main(page)).toContain(en.held.receipt.text);
  const words = (await page.locator('.words li').allInnerTexts()).join(' ');
  return { words, caseName: await page.locator('dd.name').first().innerText() };
};

test('without scripts, two reports that wait for each other become cases once both have said yes', async () => {
  // The reporters' function has heard of the team meanwhile.
  itIs(7, 10);
  const one = await story.outside();
  await one.page.goto('/report');
  await one.page.locator('#whatHappened').fill('He followed me to my room.');
  await one.page.locator('#hold').check();
  await press(one.page, en.form.toReview);
  expect(await said(one.page)).toContain(en.held.problems.persons);
  await story.look(one.page, 'held form refused');
  const first = await holdReport(one.page, 'He followed me to my room.', 'Robin Roe\n@robin_r');
  await story.look(one.page, 'held receipt');
  itIs(7, 11);
  const two = await story.outside();
  const second = await holdReport(two.page, 'He wrote to me at night.', 'Róbin  ROE');

  await dayPasses(6);
  for (const [page, { words }] of [
    [one.page, first],
    [two.page, second],
  ] as const) {
    expect(await comeBack(page, words)).toContain(en.held.page.question);
    await story.look(page, 'held page');
    await press(page, en.held.page.agree);
    expect(await said(page)).toBe(en.held.page.saidYes);
  }
  await story.look(one.page, 'held page agreed');
  for (const daysAgo of [5, 4, 3, 2, 1]) await dayPasses(daysAgo);

  aheadMs = 0;
  await story.signIn(lead);
  const { page, context } = await story.asMember(lead);
  for (const [{ caseName }, text] of [
    [first, 'He followed me to my room.'],
    [second, 'He wrote to me at night.'],
  ] as const) {
    await openCase(page, caseName);
    expect(await main(page)).toContain(text);
    await story.look(page, 'case that was held');
  }
  expect(await comeBack(one.page, first.words)).not.toContain(en.held.page.question);
  await story.look(one.page, 'told');
  await one.end();
  await two.end();
  await context.close();
  expect(story.found).toEqual([]);
});
