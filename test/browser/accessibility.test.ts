import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { tourPages } from '../../tools/screenshots/page-tour.ts';
import { complaints } from './complaints.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** A screen of 1280 by 1024 at 400 %. */
const fourfold = { width: 320, height: 256 };
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

test('every page at 400 % in forced colours shows its borders and marks, moves nothing, cuts nothing off, and has targets of 24 pixels', async () => {
  const { page, end } = await site.visit({
    viewport: fourfold,
    forcedColors: 'active',
    reducedMotion: 'reduce',
  });
  const found: string[] = [];
  const look = async (name: string, shown: Page): Promise<void> => {
    const here: string[] = await shown.evaluate(complaints);
    found.push(...here.map((complaint) => `${name}: ${complaint}`));
  };
  await tourPages(page, site.local, look, 'en');
  expect(found).toEqual([]);
  await end();
});

describe('the focus', () => {
  /** Where the focus is: what it is on, and whether it can be seen there. */
  const here = `(() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const header = document.querySelector('header');
    const covered = header.contains(element) || getComputedStyle(header).position !== 'sticky' ? 0 : header.getBoundingClientRect().bottom;
    return {
      number: [...document.querySelectorAll('*')].indexOf(element),
      isBody: element === document.body,
      isOutlined: getComputedStyle(element).outlineStyle !== 'none',
      isInSight: Math.min(box.bottom, innerHeight) - Math.max(box.top, covered) >= Math.min(box.height, 24) - 1,
      place: [box.top, box.bottom, covered, innerHeight].join(' '),
      name: element.tagName + ' ' + (element.id || element.textContent.trim().slice(0, 40)),
    };
  })()`;
  type Here = {
    readonly number: number;
    readonly isBody: boolean;
    readonly isOutlined: boolean;
    readonly isInSight: boolean;
    readonly name: string;
    readonly place: string;
  };

  test.each([
    ['on a phone', { width: 390, height: 600 }],
    ['at 400 %', fourfold],
  ])(
    'goes through the form in the order of the page and back, seen at every step, %s',
    async (_where, viewport) => {
      const { page, end } = await site.visit({ viewport, forcedColors: 'active' });
      await page.goto('/report');
      for (const [key, direction] of [
        ['Tab', 1],
        ['Shift+Tab', -1],
      ] as const) {
        const numbers: number[] = [];
        for (;;) {
          await page.keyboard.press(key);
          const at: Here = await page.evaluate(here);
          if (at.isBody || (numbers.length > 0 && (at.number - (numbers.at(-1) ?? 0)) * direction <= 0))
            break;
          expect(at, `${at.name} ${at.place}`).toMatchObject({ isOutlined: true, isInSight: true });
          numbers.push(at.number);
        }
        expect(numbers.length).toBeGreaterThan(18);
      }
      await end();
    },
  );

  test.each([
    ['off', false],
    ['on', true],
  ])(
    'starts at what is wrong, and each line there leads to its field, scripts %s',
    async (_state, javaScriptEnabled) => {
      const { page, end } = await site.visit({ javaScriptEnabled });
      await page.goto('/report');
      await page.getByLabel('Who did it?').fill('y\u202e');
      await press(page, en.form.toReview);
      expect(await page.title()).toMatch(/^Error: /);
      expect(await page.locator(':focus').getAttribute('class')).toBe('errors');
      const links = page.locator('.errors a');
      expect(await links.count()).toBe(2);
      for (const link of await links.all()) {
        const id = (await link.getAttribute('href'))?.slice(1) ?? '';
        await link.focus();
        await page.keyboard.press('Enter');
        expect(await page.locator(':focus').getAttribute('id')).toBe(id);
      }
      await end();
    },
  );
});

test('a receipt on paper has the words, the dates and the address, and nothing to press', async () => {
  const { page, end } = await site.visit({ colorScheme: 'dark' });
  await page.goto('/report');
  await page.getByLabel('What happened?').fill('For paper.');
  await press(page, en.form.toReview);
  await press(page, en.review.send);
  await page.locator('.words').waitFor();
  const address = page.getByText(`${site.local.reporterUrl}/follow-up`);
  expect(await address.first().isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  for (const word of await page.locator('.words li').all()) expect(await word.isVisible()).toBe(true);
  expect(await page.locator('dd').first().isVisible()).toBe(true);
  expect(await page.locator('.on-paper').isVisible()).toBe(true);
  expect(await page.locator('.on-paper').innerText()).toBe(
    `${site.local.reporterUrl.replace(/\/$/, '')}/follow-up`,
  );
  for (const control of await page.locator('button, input, summary, main a, .exit, footer').all()) {
    expect(await control.isVisible()).toBe(false);
  }
  await end();
});
