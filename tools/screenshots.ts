import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startLocal, type Local } from '../infra/local/start-local.ts';
import { languages, type Language } from '../functions/settings/localised.ts';
import { nameHint } from '../functions/settings/nearest-name.ts';
import { readCommandLine } from '../infra/ops/command-line.ts';
import { launchChromium } from './screenshots/launch-chromium.ts';
import type { Look } from './screenshots/look.ts';
import { tourPages } from './screenshots/page-tour.ts';
import { runCommand, say } from '../infra/ops/run-command.ts';
import { CommandError } from '../infra/ops/member/team-of-command.ts';
import { accountSettings } from './screenshots/account-stories.ts';
import { tourAccount } from './screenshots/account-tour.ts';
import { tourTeam } from './screenshots/team-tour.ts';
import { joinTeam, tourSettings } from './screenshots/example-community.ts';

const usage = `npm run screenshots [-- <folder>]

Photographs every page and state in every language, two widths and both colour schemes, to be looked at.
CONDUCTLINE_LANGUAGES=ar,es takes some of the languages, CONDUCTLINE_WIDTHS=390 some of the widths,
CONDUCTLINE_SCHEMES=light one of the schemes, CONDUCTLINE_SITES=reporter,team,account some of the walks; those of
the team and of what it remembers and tells are in English.`;

const chosen = <T extends string | number>(all: readonly T[], variable: string): T[] => {
  const names = process.env[variable]?.split(',');
  const known = all.map(String);
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new CommandError(`${variable} knows nothing of "${unknown}". ${nameHint(unknown, known)}`);
  return all.filter((one) => names?.includes(String(one)) ?? true);
};
const allSchemes = ['light', 'dark'] as const;
const height = 844;

type View = {
  readonly width: number;
  readonly colorScheme: (typeof allSchemes)[number];
  readonly language: Language;
};

type Tour = (page: Page, look: Look) => Promise<void>;

const photograph = async (browser: Browser, folder: string, view: View, tour: Tour): Promise<number> => {
  const { width, colorScheme, language } = view;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: language });
  const page = await context.newPage();
  let count = 0;
  const look: Look = async (name, shown) => {
    count += 1;
    const file = `${language}-${String(count).padStart(2, '0')}-${name}-${width}-${colorScheme}.png`;
    // The header sticks to the top of what is in sight.
    await shown.evaluate('scrollTo(0, 0)');
    await shown.screenshot({ path: join(folder, file), fullPage: true });
  };
  await tour(page, look);
  await context.close();
  return count;
};

/** Each walk through the team's pages has a service of its own: it ends with cases in all states. */
const withService = async (work: (local: Local) => Promise<void>, own: object = {}): Promise<void> => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'conductline-screenshots-'));
  const local = await startLocal({ stateFolder, settings: { ...tourSettings, ...own } });
  try {
    await joinTeam(local);
    await work(local);
  } finally {
    await local.stop();
    await rm(stateFolder, { recursive: true, force: true });
  }
};

await runCommand(async () => {
  const { positionals } = readCommandLine(usage, {}, { positionals: true });
  const widths = chosen([390, 1280], 'CONDUCTLINE_WIDTHS');
  const shownLanguages = chosen(languages, 'CONDUCTLINE_LANGUAGES');
  const schemes = chosen(allSchemes, 'CONDUCTLINE_SCHEMES');
  const sites = chosen(['reporter', 'team', 'account'], 'CONDUCTLINE_SITES');
  const views = widths.flatMap((width) => schemes.map((colorScheme) => ({ width, colorScheme })));
  const folder = resolve(positionals[0] ?? 'screenshots');
  await mkdir(folder, { recursive: true });
  const browser = await launchChromium();
  let count = 0;
  try {
    if (sites.includes('reporter'))
      await withService(async (local) => {
        for (const language of shownLanguages)
          for (const view of views)
            count += await photograph(browser, folder, { ...view, language }, (page, look) =>
              tourPages(page, local, look, language),
            );
      });
    if (sites.includes('team'))
      for (const view of views)
        await withService(async (local) => {
          count += await photograph(browser, folder, { ...view, language: 'en' }, (page, look) =>
            tourTeam(page, local, look),
          );
        });
    if (sites.includes('account'))
      for (const view of views)
        await withService(async (local) => {
          count += await photograph(browser, folder, { ...view, language: 'en' }, (page, look) =>
            tourAccount(page, local, look),
          );
        }, accountSettings);
    say(`${count} pictures are in ${folder}.`);
  } finally {
    await browser.close();
  }
});
