import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../functions/reporter/locales/catalogue.ts';
import { languages } from '../../functions/settings/localised.ts';
import { tourPages } from '../../tools/screenshots/page-tour.ts';
import { fileReport, formRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

type Violation = { readonly id: string; readonly help: string; readonly nodes: readonly { html: string }[] };
/** What the expression in the page gives back. */
type AxeResult = { readonly violations: readonly Violation[] };

/** Nothing is fetched for the checks, which the pages' policy would refuse. */
const checks = `axe.run(document, { preload: false, resultTypes: ['violations'] })`;

/** The rules that a page breaks, each with where. */
const broken = async (name: string, page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const { violations }: AxeResult = await page.evaluate(checks);
  return violations.map(
    ({ id, help, nodes }) => `${name}: ${id} (${help}): ${nodes.map(({ html }) => html).join(' ')}`,
  );
};
const widthOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth');
const narrow = { width: 320, height: 640 };

describe.each(languages)('every page and state, in %s', (language) => {
  test('breaks no rule that axe knows, is no wider than 320 pixels, and has a title that tells nothing', async () => {
    const { page, end } = await site.visit({ locale: language, viewport: narrow });
    const { title, errorTitle, direction } = catalogue[language];
    const found: string[] = [];
    const titles = new Set<string>();
    let looks = 0;
    const look = async (name: string, shown: Page): Promise<void> => {
      looks += 1;
      found.push(...(await broken(name, shown)));
      const width = await widthOf(shown);
      if (width > narrow.width) found.push(`${name}: is ${width} wide`);
      const spoken = await shown.evaluate<string>(
        '[document.documentElement.lang, document.documentElement.dir].join(" ")',
      );
      if (spoken !== `${language} ${direction}`) found.push(`${name}: is in ${spoken}`);
      titles.add(await shown.title());
    };
    await tourPages(page, site.local, look, language);
    expect(looks).toBeGreaterThan(28);
    expect(found).toEqual([]);
    expect([...titles].sort()).toEqual([title, `${errorTitle}${title}`].sort());
    await end();
  });
});

test('the dark colours break no rule that axe knows', async () => {
  const { page, end } = await site.visit({ colorScheme: 'dark' });
  const found: string[] = [];
  await tourPages(
    page,
    site.local,
    async (name, shown) => {
      found.push(...(await broken(name, shown)));
    },
    'en',
  );
  expect(found).toEqual([]);
  await end();
});

describe('what only time brings', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({
      outsideContact: { label: 'The ombudsperson', value: 'ombuds@example.net' },
    });
  });
  afterAll(() => service.close());

  test.each(languages)('a missed deadline and a silent team are shown, in %s', async (language) => {
    const messages = catalogue[language];
    const member = await service.addMember();
    await service.team('/api/cases', { headers: { authorization: member.authorization } });
    const { passphrase } = await fileReport(service);
    service.clock.advance(20 * 24 * 3_600_000);
    const shown = {
      'missed deadline': await service.reporter(
        `/follow-up?lang=${language}`,
        formRequest({ words: passphrase }),
      ),
      'quiet team, first page': await service.reporter(`/?lang=${language}`),
      'quiet team, form': await service.reporter(`/report?lang=${language}`),
    };
    const { page, end } = await site.visit({ viewport: narrow });
    const found: string[] = [];
    for (const [name, response] of Object.entries(shown)) {
      await page.setContent(await response.text());
      const warning = await page.locator('main .warn').allInnerTexts();
      const expected =
        name === 'missed deadline' ? 'ombuds@example.net' : messages.landing.quiet('').slice(-20);
      expect(warning.join('\n')).toContain(expected);
      found.push(...(await broken(name, page)));
      const width = await widthOf(page);
      if (width > narrow.width) found.push(`${name}: is ${width} wide`);
    }
    expect(found).toEqual([]);
    await end();
  });
});

describe.each(languages)('in %s', (language) => {
  test('the first page and the form are each one answer of less than 32 KB', async () => {
    const { page, requests, end } = await site.visit({ locale: language });
    for (const path of ['/', '/report', '/report/security']) {
      requests.length = 0;
      const response = await page.goto(path);
      const sent = (await response?.body()) ?? Buffer.alloc(0);
      const head = JSON.stringify(await response?.allHeaders());
      expect(sent.length + head.length).toBeLessThan(32_000);
      expect(gzipSync(sent).length).toBeLessThan(12_000);
      expect(requests).toHaveLength(1);
    }
    await end();
  });

  test('every control is at least 24 pixels high and wide', async () => {
    const { page, end } = await site.visit({ locale: language, viewport: narrow });
    const small: string[] = [];
    for (const path of ['/', '/report', '/follow-up']) {
      await page.goto(path);
      for (const control of await page
        .locator('button, input:not([type=hidden]), textarea, summary, .exit, .button, nav a')
        .all()) {
        const box = await control.boundingBox();
        if (box && (box.width < 24 || box.height < 24))
          small.push(`${path}: ${await control.innerText()} ${box.width}×${box.height}`);
      }
    }
    expect(small).toEqual([]);
    await end();
  });
});

test('changing the language or the channel keeps what was typed, and Enter leads over the review', async () => {
  const { page, end } = await site.visit({ locale: 'en', javaScriptEnabled: false });
  await page.goto('/report');
  await page.locator('#whatHappened').fill('A story.');
  await page.locator('#who').fill('Somebody');
  await page.getByRole('button', { name: catalogue.es.languageName }).click();
  expect(await page.locator('html').getAttribute('lang')).toBe('es');
  await page.locator('button[name=toChannel]').click();
  expect(await page.locator('html').getAttribute('lang')).toBe('es');
  expect(await page.locator('#whatHappened').inputValue()).toBe('A story.');
  expect(await page.locator('#who').count()).toBe(0);
  await page.locator('button[name=toChannel]').click();
  expect(await page.locator('#who').inputValue()).toBe('Somebody');
  await page.locator('#urgent').focus();
  await Promise.all([page.waitForURL(/report\/review/, { timeout: 5_000 }), page.keyboard.press('Enter')]);
  expect(await page.locator('h1').innerText()).toBe(catalogue.es.review.heading);
  await end();
});

test('a language is chosen by its link, kept from page to page, and needs no cookie', async () => {
  const { page, end } = await site.visit({ locale: 'en', javaScriptEnabled: false });
  await page.goto('/');
  await page.getByRole('link', { name: catalogue.ar.languageName }).click();
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  await page.getByRole('link', { name: catalogue.ar.landing.write }).first().click();
  await page.locator('#whatHappened').fill('شيء ما');
  await page.getByRole('button', { name: catalogue.ar.form.toReview }).click();
  await page.getByRole('button', { name: catalogue.ar.review.send }).click();
  const words = await page.locator('.words li').allInnerTexts();
  expect(words).toHaveLength(12);
  expect(await page.evaluate('getComputedStyle(document.querySelector(".words")).direction')).toBe('ltr');
  expect(await page.locator('html').getAttribute('lang')).toBe('ar');
  await page.getByRole('link', { name: catalogue.ar.receipt.toFollowUp }).click();
  await page.locator('#words').fill(words.join(' '));
  await page.getByRole('button', { name: catalogue.ar.followUp.open }).click();
  expect(await page.locator('html').getAttribute('lang')).toBe('ar');
  expect(await page.locator('.thread').innerText()).toContain('شيء ما');
  await end();
});
