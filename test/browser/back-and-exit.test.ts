import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { openSite, type Site, type Visit } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const { exitUrl } = defaultSettings;

/** Stands in for the place the exit leads to, which a test must not ask for anything. */
const away = async ({ context, requests }: Visit): Promise<void> => {
  const elsewhere = (context: BrowserContext) =>
    context.route(`${exitUrl}**`, async (route) => {
      await route.fulfill({ contentType: 'text/html', body: '<h1>Elsewhere</h1>' });
      requests.pop();
    });
  await elsewhere(context);
};

describe.each([
  ['off', false],
  ['on', true],
])('with scripts %s', (_state, javaScriptEnabled) => {
  test('the Back button of the browser brings back what was typed, but not a name', async () => {
    const { page, end } = await site.visit({ javaScriptEnabled });
    await page.goto('/report');
    const typed = 'First line.\n\nA second one, شكرا.';
    await page.getByLabel('What happened?').fill(typed);
    await page.getByLabel('Who did it?').fill('Somebody');
    await page.getByLabel('Local lead').check();
    await page.getByLabel('My name').fill('Lin');
    await press(page, en.form.toReview);
    expect(await heading(page)).toBe(en.review.heading);
    await page.goBack();
    expect(await heading(page)).toBe(en.form.heading);
    expect(await page.getByLabel('What happened?').inputValue()).toBe(typed);
    expect(await page.getByLabel('Who did it?').inputValue()).toBe('Somebody');
    expect(await page.getByLabel('Local lead').isChecked()).toBe(true);
    expect(await page.getByLabel('My name').inputValue()).toBe('');
    await end();
  });

  test('the button back to the form keeps everything, also whom one has unticked', async () => {
    const { page, end } = await site.visit({ javaScriptEnabled });
    const grace = page.getByLabel('Grace Hopper');
    await page.goto('/report');
    await page.getByLabel('What happened?').fill('Told once.');
    await page.getByLabel('Who did it?').fill('Grace');
    await press(page, en.form.toReview);
    expect(await grace.isChecked()).toBe(true);
    await grace.uncheck();
    await page.getByLabel('What happened?').fill('Told twice.');
    await page.getByLabel('My name').fill('Lin');
    await press(page, en.review.back);
    expect(await heading(page)).toBe(en.form.heading);
    expect(await page.getByLabel('What happened?').inputValue()).toBe('Told twice.');
    expect(await page.getByLabel('My name').inputValue()).toBe('Lin');
    expect(await grace.isChecked()).toBe(false);
    await press(page, en.form.toReview);
    expect(await heading(page)).toBe(en.review.heading);
    expect(await page.getByLabel('What happened?').inputValue()).toBe('Told twice.');
    expect(await grace.isChecked()).toBe(false);
    await end();
  });

  test('the exit leads away, and a key is spoken of only where it works', async () => {
    const visit = await site.visit({ javaScriptEnabled });
    const { page, end } = visit;
    await away(visit);
    for (const path of ['/', '/report', '/follow-up', '/privacy', '/nowhere']) {
      await page.goto(path);
      expect(await page.getByText(en.exitKey).isVisible(), path).toBe(javaScriptEnabled);
    }
    await page.getByRole('link', { name: en.exit }).click();
    await page.getByText('Elsewhere').waitFor();
    expect(page.url()).toBe(exitUrl);
    await end();
  });
});

describe('Shift, pressed three times', () => {
  const shift = async (page: Page, times: number): Promise<void> => {
    for (let count = 0; count < times; count += 1) await page.keyboard.press('Shift');
  };

  test.each(['/report', '/follow-up'])('leaves %s, and the tab forgets that page', async (path) => {
    const visit = await site.visit();
    const { page, end } = visit;
    await away(visit);
    await page.goto('/privacy');
    await page.goto(path);
    await shift(page, 3);
    await page.getByText('Elsewhere').waitFor();
    expect(page.url()).toBe(exitUrl);
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/privacy');
    await end();
  });

  test('writes capitals all the same, and other keys between the presses keep one on the page', async () => {
    const visit = await site.visit();
    const { page, end } = visit;
    await away(visit);
    await page.goto('/report');
    await page.getByLabel('What happened?').focus();
    for (const key of ['Shift+N', 'Shift+O', 'Shift+T', 'Shift+E']) await page.keyboard.press(key);
    await shift(page, 2);
    await page.keyboard.press('x');
    await shift(page, 2);
    await page.keyboard.press('y');
    expect(await page.getByLabel('What happened?').inputValue()).toBe('NOTExy');
    expect(await heading(page)).toBe(en.form.heading);
    await end();
  });
});
