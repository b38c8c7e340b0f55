import axe from 'axe-core';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { letterDay } from '../../functions/domain/decision/letter-template.ts';
import { en } from '../../functions/reporter/locales/en.ts';
import { namedMember } from '../../tools/screenshots/example-community.ts';
import { enrolHere, teamOrigin } from '../../tools/screenshots/team-browser.ts';
import { openSite, type Site, type Visit } from './site.ts';

/** Where the community of this story meets, and what can be taken from somebody there. */
const decisions = {
  platforms: {
    chat: {
      label: { en: 'Community chat' },
      restrictions: { muted: { en: 'May not write' }, banned: { en: 'No access' } },
      carriedOutBy: 'the admins of the chat',
    },
  },
};

/** A visit that also waits on a machine which is busy with something else. */
const visiting = async (options: BrowserContextOptions): Promise<Visit> => {
  const visit = await site.visit(options);
  visit.context.setDefaultTimeout(60_000);
  return visit;
};

const lead = 'Local lead';
const members = [lead, namedMember] as const;
type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

let site: Site;
/** Sessions of members who have signed in with a passkey, which is the one thing that needs a script. */
const sessions = new Map<string, Session>();
const sessionOf = (name: string): Session => {
  const session = sessions.get(name);
  if (!session) throw new Error(`${name} has not signed in`);
  return session;
};
beforeAll(async () => {
  site = await openSite({ decisions });
  for (const name of members) {
    const { page, context } = await visiting({ baseURL: teamOrigin(site.local) });
    await enrolHere(page, site.local, name);
    sessions.set(name, await context.storageState());
    await context.close();
  }
}, 240_000);
afterAll(() => site.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** Opens what is behind a summary, if it is not open already. */
const unfold = async (page: Page, name: string): Promise<void> => {
  const folded = page.locator('details:not([open]) > summary', { hasText: name }).first();
  if (await folded.isVisible()) await folded.click();
};
const main = (page: Page) => page.locator('main').innerText();
const said = (page: Page) => page.locator('.box[role=status]').innerText();
const goTo = (page: Page, place: string) =>
  page
    .getByRole('navigation', { name: 'Pages of this case' })
    .getByRole('link', { name: place, exact: true })
    .click();
const inDays = (days: number): string =>
  new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);

/** Shows a page again where scripts run, which is what axe needs, with everything unfolded. */
const lookingGlass = async (width: number, height: number) => {
  const { page, context } = await visiting({ viewport: { width, height } });
  const found: string[] = [];
  // What `axe.run` resolves to.
  type Found = { violations: { id: string; nodes: { html: string }[] }[] };
  return {
    /** What breaks a rule that axe knows, and what is wider than the window. */
    found,
    look: async (shown: Page, name: string): Promise<void> => {
      if (await shown.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'))
        found.push(`${name}: wider than the window`);
      await page.setContent((await shown.content()).replaceAll(/<script[^]*?<\/script>/g, ''));
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'))
        found.push(`${name}, unfolded: wider than the window`);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<Found>(
        `axe.run(document, { preload: false, resultTypes: ['violations'] })`,
      );
      found.push(
        ...violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html }) => `${name}: ${id} ${html.slice(0, 160)}`),
        ),
      );
    },
    close: () => context.close(),
  };
};

const sendReport = async (page: Page): Promise<{ words: string; caseName: string }> => {
  await page.goto('/report');
  await page.getByLabel('What happened?').fill('He shouted at me that I should go home and never come back.');
  await page.getByLabel('Who did it?').fill('Robin Roe');
  await page.getByLabel('A way to reach me').fill('lin@example.org');
  await press(page, en.form.toReview);
  await press(page, en.review.send);
  await page.locator('.words').waitFor();
  return {
    words: (await page.locator('.words li').allInnerTexts()).join(' '),
    caseName: await page.locator('dd').first().innerText(),
  };
};

const comeBack = async (page: Page, words: string): Promise<string> => {
  await page.goto('/follow-up');
  await page.getByLabel(en.followUp.words).fill(words);
  await press(page, en.followUp.open);
  return main(page);
};

const openCase = async (page: Page, caseName: string): Promise<void> => {
  await page.goto('/cases');
  await page.getByRole('link', { name: caseName }).click();
};

/** Takes over who did it, plans, and judges the risk. @returns the code name of the respondent */
const investigate = async (page: Page): Promise<string> => {
  await goTo(page, 'Investigation');
  await press(page, 'Add Robin Roe');
  expect(await said(page)).not.toBe('');
  const respondent = page.locator('#respondent-1');
  await respondent.locator('summary', { hasText: 'Change what is known' }).click();
  await respondent.getByLabel('Accounts').fill('chat: robin_r');
  await respondent.getByRole('button', { name: 'Keep the changes' }).click();
  await unfold(page, 'Judge the risk');
  await page.locator('#risk-safety').selectOption('high');
  await page.locator('#risk-ongoing').selectOption('yes');
  await page.locator('#risk form').getByRole('button').click();
  await press(page, 'Make these steps tasks');
  expect(await page.locator('#plan').innerText()).toContain('Talk to the reporter');
  return page.locator('#respondent-1 h3').innerText();
};

const find = async (page: Page, codeName: string): Promise<void> => {
  await goTo(page, 'Decision');
  await page.getByRole('link', { name: `Say what you have found about ${codeName}` }).click();
  await page.locator('#finding-outcome').selectOption('violation');
  await page.getByLabel('Insults and attacks').check();
  await page.locator('#finding-summary').fill('They insulted somebody during the sprint.');
  await press(page, 'Keep the finding');
};

const noteOpinion = async (page: Page, of: string, field: string, text: string): Promise<void> => {
  await unfold(page, 'Note what they think, or why they are not asked');
  await page.locator('#opinion-of').selectOption({ label: of });
  await page.locator(`#opinion-${field}`).fill(text);
  await page.locator(`form:has(#opinion-${field})`).getByRole('button').click();
};

type Wanted = {
  readonly rung: string;
  readonly until?: string;
  /** Where they are restricted, by a measure that usually goes with the rung. */
  readonly restriction?: { readonly measure: string; readonly place: string };
  /** How the case and its line in the log stand once everything is ticked off that can be. */
  readonly progress: string;
  readonly logged: string;
};

/** Goes on until its last day, whatever is ticked off. */
const ban: Wanted = {
  rung: 'Temporary ban',
  until: inDays(90),
  restriction: { measure: 'Ban', place: 'Community chat: No access' },
  progress: 'Decided',
  logged: 'In force',
};

/** All of it is done at last. */
const correction: Wanted = { rung: 'Correction', progress: 'Measures done', logged: 'All measures done' };

const propose = async (page: Page, { rung, until, restriction }: Wanted): Promise<void> => {
  await unfold(page, 'Begin a proposal');
  await page.locator('#begin-rung').selectOption({ label: rung });
  await press(page, 'Begin');
  if (until !== undefined) await page.locator('#proposal-until').fill(until);
  if (restriction) {
    const summary = page.locator('summary', { hasText: new RegExp(`^${restriction.measure}$`) });
    const row = page.locator('#proposal details.card', { has: summary });
    await row.locator('summary').click();
    await row.getByLabel(restriction.place).check();
  }
  await page
    .locator('#proposal-letterBehaviour')
    .fill('You told somebody that “I should go home and never come back”.');
  await page.locator('#proposal-reporterText').fill('They may not write to you for now.');
  await page.locator('#proposal-reasons').fill('It was the second time.');
  await press(page, 'Keep the proposal');
};

/** Says of everything that it is done, as far as it can be. */
const tickOff = async (page: Page): Promise<void> => {
  const done = page.locator('#measures').getByRole('button', { name: 'It is done', exact: true });
  while ((await done.count()) > 0) {
    await done.first().click();
    expect(await said(page)).toBe('The measure is changed.');
  }
};

const changeLetter = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Change the text' }).click();
  await page.locator('#edited-letterBehaviour').fill('During a sprint you insulted another contributor.');
  await press(page, 'Keep the change');
};

describe.each([
  [390, 844],
  [1280, 900],
])('without scripts, %i pixels wide', (width, height) => {
  const options = { viewport: { width, height }, javaScriptEnabled: false };
  const asMember = (name: string) =>
    visiting({ ...options, baseURL: teamOrigin(site.local), storageState: sessionOf(name) });

  const stories = [ban, correction].map((wanted) => [wanted.rung, wanted] as const);

  test.each(stories)(
    'a report leads to a decision of two that both sides are told of, and is followed to the end: %s',
    async (_rung, wanted) => {
      const { found, look, close } = await lookingGlass(width, height);
      const sender = await visiting(options);
      const { words, caseName } = await sendReport(sender.page);
      await look(sender.page, 'receipt');
      await sender.end();

      const first = await asMember(lead);
      const { page } = first;
      await openCase(page, caseName);
      await look(page, 'conflict');
      await press(page, 'No conflict: open the case');
      await look(page, 'case');
      const codeName = await investigate(page);
      await look(page, 'investigation');
      await find(page, codeName);
      await look(page, 'finding');

      await unfold(page, 'Ask the reporter what they think');
      await page.locator('#ask-question').fill('Would you feel safe if they stay away for some months?');
      await press(page, 'Ask the reporter');
      await look(page, 'asked');
      const asked = await visiting(options);
      expect(await comeBack(asked.page, words)).toContain('Would you feel safe if they stay away');
      await asked.page.getByLabel('Write to the team').fill('Yes, I would.');
      await press(asked.page, 'Send');
      await look(asked.page, 'reporter asked');
      await asked.end();
      await goTo(page, 'Case');
      expect(await main(page)).toContain('Yes, I would.');
      await goTo(page, 'Decision');
      await noteOpinion(page, 'The reporter', 'said', 'They would feel safe.');
      await noteOpinion(page, 'The respondent', 'whyNotAsked', 'They have threatened somebody before.');
      await look(page, 'opinions');

      await propose(page, wanted);
      await look(page, 'proposal');
      expect(await main(page)).toContain('The letter may tell who reported.');
      const drafted = await page.locator('.letter').innerText();
      if (wanted.until !== undefined) expect(drafted).toContain(letterDay(wanted.until, 'en'));
      if (wanted.restriction) expect(drafted).toContain(wanted.restriction.place);
      await changeLetter(page);
      expect(await main(page)).not.toContain('The letter may tell who reported.');
      await press(page, 'I approve exactly this text');
      await look(page, 'approved once');

      const second = await asMember(namedMember);
      await openCase(second.page, caseName);
      await press(second.page, 'No conflict: open the case');
      await goTo(second.page, 'Decision');
      expect(await second.page.getByRole('button', { name: 'Put it in force' }).count()).toBe(0);
      await press(second.page, 'I approve exactly this text');
      await look(second.page, 'approved twice');
      await press(second.page, 'Put it in force');
      await look(second.page, 'in force');
      expect(await second.page.locator('#decisions').innerText()).toContain('in force');
      expect(await second.page.locator('#opinions').innerText()).toContain('They would feel safe.');

      await second.page.getByRole('link', { name: 'Read, copy or print the letter' }).click();
      await look(second.page, 'letter');
      const letter = await main(second.page);
      expect(letter).toContain('During a sprint you insulted another contributor.');
      expect(letter).not.toContain(caseName);
      await second.page.getByRole('link', { name: 'Delivered? Say so on the page Decision' }).click();
      await unfold(second.page, 'Say that a letter was delivered');
      await second.page.locator('#delivery-way').selectOption('copied');
      await press(second.page, 'It was delivered');
      expect(await second.page.locator('#decisions').innerText()).toContain(
        `The letter was delivered as text in a message on`,
      );
      await look(second.page, 'delivered');

      const told = await visiting(options);
      const read = await comeBack(told.page, words);
      expect(read).toContain('The team has decided.');
      expect(read).toContain('Are you safe?');
      expect(read).toContain('They may not write to you for now.');
      expect(read).not.toContain('It was the second time.');
      await look(told.page, 'reporter told');
      await told.end();

      await goTo(page, 'Measures');
      await look(page, 'measures');
      if (wanted.restriction) {
        await page.locator('#measures button[value=in-place]').click();
        expect(await page.locator('#measures').innerText()).toContain('In place since');
        await look(page, 'in place');
      }
      await tickOff(page);
      await look(page, 'done');
      await goTo(page, 'Decision');
      expect(await page.locator('.progress .current').innerText()).toContain(wanted.progress);

      const team = page.getByRole('navigation', { name: 'Team' });
      await team.getByRole('link', { name: 'Enforcement log' }).click();
      await look(page, 'log');
      const line = await page.locator('tr', { hasText: codeName }).innerText();
      expect(line).toContain(wanted.rung);
      expect(line).toContain(wanted.logged);
      expect(line).toContain(caseName);
      expect(await main(page)).not.toContain('Robin Roe');

      expect(found).toEqual([]);
      await close();
      await first.context.close();
      await second.context.close();
    },
    600_000,
  );
});
