import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startLocal, type Local } from '../local/start-local.ts';
import { languages, type Language } from '../../functions/settings/localised.ts';
import { launchChromium } from './launch-chromium.ts';
import { tourPages } from './page-tour.ts';
import { say } from './run-command.ts';
import { joinTeam, tourSettings } from './tour-team.ts';

/**
 * `npm run screenshots -- [folder]`: every page and state in every language, two widths and both colour schemes, to be
 * looked at. `CONDUCTLINE_LANGUAGES=ar,es` takes some of the languages, `CONDUCTLINE_WIDTHS=390` some of the widths.
 */
const chosen = <T extends string | number>(all: readonly T[], names: string | undefined): T[] =>
  all.filter((one) => names === undefined || names.split(',').includes(String(one)));
const widths = chosen([390, 1280], process.env.CONDUCTLINE_WIDTHS);
const shownLanguages = chosen(languages, process.env.CONDUCTLINE_LANGUAGES);
const schemes = ['light', 'dark'] as const;
const height = 844;

const photograph = async (
  browser: Browser,
  local: Local,
  folder: string,
  view: {
    readonly width: number;
    readonly colorScheme: (typeof schemes)[number];
    readonly language: Language;
  },
): Promise<number> => {
  const { width, colorScheme, language } = view;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: language });
  const page = await context.newPage();
  let count = 0;
  const look = async (name: string, shown: Page): Promise<void> => {
    count += 1;
    const file = `${language}-${String(count).padStart(2, '0')}-${name}-${width}-${colorScheme}.png`;
    // The header sticks to the top of what is in sight.
    await shown.evaluate('scrollTo(0, 0)');
    await shown.screenshot({ path: join(folder, file), fullPage: true });
  };
  await tourPages(page, local, look, language);
  await context.close();
  return count;
};

const folder = resolve(process.argv[2] ?? 'screenshots');
await mkdir(folder, { recursive: true });
const browser = await launchChromium();
const stateFolder = await mkdtemp(join(tmpdir(), 'conductline-screenshots-'));
const local = await startLocal({ stateFolder, settings: tourSettings });
try {
  await joinTeam(local);
  let count = 0;
  for (const language of shownLanguages) {
    for (const width of widths) {
      for (const colorScheme of schemes) {
        count += await photograph(browser, local, folder, { width, colorScheme, language });
      }
    }
  }
  say(`${count} pictures are in ${folder}.`);
} finally {
  await browser.close();
  await local.stop();
  await rm(stateFolder, { recursive: true, force: true });
}
