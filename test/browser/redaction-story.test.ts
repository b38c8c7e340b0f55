import { setTimeout } from 'node:timers/promises';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolHere, teamOrigin } from '../../tools/screenshots/team-browser.ts';
import { openSite, type Site } from './site.ts';

const told =
  'Robin Roe stood behind my chair and shouted at me in front of everybody. I asked them to stop.\nZoë from the front desk saw it. She said that ROBIN does this every week.';

let site: Site;
let caseName: string;
beforeAll(async () => {
  site = await openSite();
  // The reporter's function keeps the roster for a second.
  await setTimeout(1_100);
  const response = await fetch(`${site.local.reporterUrl}/api/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      channel: 'conduct',
      answers: { whatHappened: told, who: 'Robin Roe (@robin.roe)' },
    }),
  });
  // The shape is the contract of functions/reporter/api/contract.ts.
  caseName = ((await response.json()) as { caseName: string }).caseName;
});
afterAll(() => site.close());

const checks = `axe.run(document, { preload: false, resultTypes: ['violations'] })`;
type Found = { violations: { id: string; nodes: { html: string }[] }[] };

/** What breaks a rule that axe knows, or is wider than the window. */
const faultsOf = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<Found>(checks);
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  return [
    ...violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 120) ?? ''}`),
    ...(wide === true ? ['wider than the window'] : []),
  ];
};

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

test.each([390, 1280])(
  'a member hides a name and a sentence, and sees what is handed out, %s pixels wide',
  async (width) => {
    const visit = await site.visit({
      baseURL: teamOrigin(site.local),
      viewport: { width, height: 844 },
      bypassCSP: true,
    });
    const { page } = visit;
    const faults: string[] = [];
    const look = async (name: string) =>
      faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
    await enrolHere(page, site.local, 'Local lead');
    await page.goto('/cases');
    await page.getByRole('link', { name: caseName }).click();
    const opening = page.getByRole('button', { name: 'No conflict: open the case' });
    if ((await opening.count()) > 0) await opening.click();
    await page.getByRole('link', { name: 'Hide parts before something is handed out' }).click();
    await look('overview');

    await page.getByLabel('Names and words').fill(width === 390 ? 'Robin Roe\nRobin' : 'front desk');
    await press(page, 'Find them');
    await look('found');
    await press(page, /^Hide all \d+$/);
    expect(await page.locator('.box[role=status]').innerText()).toContain('These words are hidden.');
    const handedOut = page.locator('#entry-1');
    expect(await handedOut.innerText()).not.toMatch(/robin/i);

    await page
      .getByRole('link', { name: /^Change what is hidden/ })
      .first()
      .click();
    await look('entry');
    // Boxes of what is hidden already show some of what stands around it.
    const sentence = width === 390 ? /^I asked them to stop/ : /^She said that/;
    await page.getByRole('checkbox', { name: sentence }).check();
    await press(page, 'Show what would be handed out');
    expect(await page.locator('section.box').innerText()).toContain('[redacted]');
    await look('preview');
    await press(page, 'Save it like this');
    expect(await handedOut.innerText()).not.toContain(width === 390 ? 'asked them' : 'every week');
    await look('saved');
    expect(faults).toEqual([]);
    await visit.context.close();
  },
);
