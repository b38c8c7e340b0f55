import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../functions/settings/localised.ts';
import { launchChromium } from '../../tools/screenshots/launch-chromium.ts';
import { startService, type Service } from '../harness/service.ts';
import { everyAccountPage } from '../reporter/every-account-page.ts';
import { complaints } from './complaints.ts';
import { faultsOfHtml, takePictures } from './story.ts';

let browser: Browser;
let context: BrowserContext;
let glass: Page;
let service: Service;
let authorization: string;
beforeAll(async () => {
  browser = await launchChromium();
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: true });
  context.setDefaultTimeout(60_000);
  glass = await context.newPage();
  service = await startService({
    channels: { conduct: { hold: {}, survey: 'on' } },
    transparency: { enabled: true },
  });
  ({ authorization } = await service.addMember({ name: 'Mel Santos' }));
  await service.addMember({ name: 'Noor Haddad' });
});
afterAll(async () => {
  await browser.close();
  await service.close();
});

/** What somebody who has set colours of their own, at 400 %, could not use. */
const complaintsOf = async (html: string): Promise<string[]> => {
  await glass.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await glass.setViewportSize({ width: 320, height: 256 });
  await glass.setContent(html);
  const found: string[] = await glass.evaluate(complaints);
  await glass.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
  return found;
};

describe.each(languages)('pages of what waits, is asked at the end and is published, in %s', (language) => {
  test('break no rule that axe knows in light or dark, fit 320 pixels, and can be used in forced colours', async () => {
    const pages = await everyAccountPage(service, `?lang=${language}`, authorization);
    expect(pages.size).toBeGreaterThan(20);
    const found: string[] = [];
    for (const [name, { html }] of pages) {
      const faults = [...(await faultsOfHtml(glass, html)), ...(await complaintsOf(html))];
      found.push(...faults.map((fault) => `${name}: ${fault}`));
      await glass.setContent(html);
      await takePictures(glass, `${language} ${name.replace(':', '')}`);
    }
    expect(found).toEqual([]);
  });
});
