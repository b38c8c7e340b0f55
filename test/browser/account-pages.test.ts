import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../functions/settings/localised.ts';
import { launchChromium } from '../../tools/screenshots/launch-chromium.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { publishExamples } from '../reporter/example-reports.ts';
import { everyAccountPage } from '../reporter/every-account-page.ts';
import { formPost, passkeySettings, signedInCookie } from '../team/as-browser.ts';
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
    ...passkeySettings,
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

test('the team’s pages of transparency reports, with a draft and what is published, break none of these', async () => {
  const channels = ['conduct', 'security'];
  const lea = await service.addMember({ name: 'Lea', role: 'lead', channels });
  const leo = await service.addMember({ name: 'Leo', role: 'lead', channels });
  for (let number = 0; number < 12; number++)
    await fileReport(service, { answers: { whatHappened: `Something happened, number ${number}.` } });
  const { cases } = await bodyOf<{ cases: { id: string }[] }>(
    await service.team('/api/cases', { headers: { authorization: lea.authorization } }),
  );
  for (const { id } of cases)
    await service.team(`/api/cases/${id}`, { headers: { authorization: lea.authorization } });
  service.clock.advance(120 * 24 * 3_600_000);
  const cookie = await signedInCookie(service, lea.memberId);
  const { headers, ...form } = formPost({ from: '2026-03', until: '2026-04', readers: leo.memberId });
  const made = await service.team('/transparency', {
    ...form,
    headers: { ...Object.fromEntries(new Headers(headers)), cookie },
  });
  expect(made.status).toBe(303);
  const draft = made.headers.get('location') ?? '';
  const page = async (path: string): Promise<string> =>
    (await service.team(path, { headers: { cookie } })).text();
  const shown = [
    ['drafts', await page('/transparency')],
    ['draft', await page(draft)],
  ] as const;
  await publishExamples(service);
  const all = [...shown, ['drafts and published', await page('/transparency')] as const];
  const found: string[] = [];
  for (const [name, html] of all) {
    found.push(...(await faultsOfHtml(glass, html)).map((fault) => `${name}: ${fault}`));
    await takePictures(glass, name);
  }
  expect(all[1]?.[1]).toContain('This is a draft.');
  expect(found).toEqual([]);
});
