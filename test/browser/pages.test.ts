import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tourPages } from '../../infra/ops/page-tour.ts';
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

describe.each(['light', 'dark'] as const)('every page and state, %s', (colorScheme) => {
  test('breaks no rule that axe knows', async () => {
    const { page, end } = await site.visit({ colorScheme });
    const found: string[] = [];
    let looks = 0;
    await tourPages(page, site.local, async (name) => {
      looks += 1;
      await page.evaluate(axe.source);
      const { violations }: AxeResult = await page.evaluate(checks);
      for (const { id, help, nodes } of violations) {
        found.push(`${name}: ${id} (${help}): ${nodes.map(({ html }) => html).join(' ')}`);
      }
    });
    expect(looks).toBeGreaterThan(20);
    expect(found).toEqual([]);
    await end();
  });
});

test('no page is wider than a screen of 320 pixels', async () => {
  const { page, end } = await site.visit({ viewport: { width: 320, height: 640 } });
  const wide: string[] = [];
  await tourPages(page, site.local, async (name) => {
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > 320) wide.push(`${name}: ${width}`);
  });
  expect(wide).toEqual([]);
  await end();
});

test('no page has a title that tells what it is for', async () => {
  const { page, end } = await site.visit();
  const titles = new Set<string>();
  await tourPages(page, site.local, async () => {
    titles.add(await page.title());
  });
  expect([...titles].sort()).toEqual(['Error: Message form', 'Message form']);
  await end();
});
