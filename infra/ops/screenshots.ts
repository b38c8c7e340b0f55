import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { startLocal, type Local } from '../local/start-local.ts';
import { launchChromium } from './launch-chromium.ts';
import { tourPages } from './page-tour.ts';
import { say } from './run-command.ts';

/** `npm run screenshots -- [folder]`: every page and state in two widths and both colour schemes, to be looked at. */
const widths = [390, 1280] as const;
const schemes = ['light', 'dark'] as const;
const height = 844;

const photograph = async (
  browser: Browser,
  local: Local,
  folder: string,
  view: { readonly width: number; readonly colorScheme: (typeof schemes)[number] },
): Promise<number> => {
  const { width, colorScheme } = view;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  let count = 0;
  await tourPages(page, local, async (name) => {
    count += 1;
    const file = `${String(count).padStart(2, '0')}-${name}-${width}-${colorScheme}.png`;
    // The header sticks to the top of what is in sight.
    await page.evaluate('scrollTo(0, 0)');
    await page.screenshot({ path: join(folder, file), fullPage: true });
  });
  await context.close();
  return count;
};

const folder = resolve(process.argv[2] ?? 'screenshots');
await mkdir(folder, { recursive: true });
const browser = await launchChromium();
const stateFolder = await mkdtemp(join(tmpdir(), 'conductline-screenshots-'));
const local = await startLocal({ stateFolder });
try {
  let count = 0;
  for (const width of widths) {
    for (const colorScheme of schemes) {
      count += await photograph(browser, local, folder, { width, colorScheme });
    }
  }
  say(`${count} pictures are in ${folder}.`);
} finally {
  await browser.close();
  await local.stop();
  await rm(stateFolder, { recursive: true, force: true });
}
