import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../functions/settings/localised.ts';
import { launchChromium } from '../../tools/screenshots/launch-chromium.ts';
import { startService, type Service } from '../harness/service.ts';
import { everyDoorPage } from '../respondent/every-door-page.ts';

describe('the pages of doors', () => {
  let service: Service;
  let browser: Browser;
  beforeAll(async () => {
    service = await startService();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  test.each(languages)(
    'break no rule that axe knows, light and dark, and are no wider than 320 pixels, in %s',
    async (language) => {
      const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
      const page = await context.newPage();
      const found: string[] = [];
      for (const [name, { html }] of await everyDoorPage(service, `?lang=${language}`)) {
        await page.setContent(html.replaceAll(/<script[^]*?<\/script>/g, ''));
        await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
        if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'))
          found.push(`${name}: wider than the window`);
        await page.evaluate(axe.source);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          // What `axe.run` resolves to.
          const { violations } = await page.evaluate<{
            violations: { id: string; nodes: { html: string }[] }[];
          }>(`axe.run(document, { preload: false, resultTypes: ['violations'] })`);
          for (const { id, nodes } of violations)
            found.push(
              `${name}, ${colorScheme}: ${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' ')}`,
            );
        }
      }
      expect(found).toEqual([]);
      await context.close();
    },
  );
});
