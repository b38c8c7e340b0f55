import { mkdir } from 'node:fs/promises';
import axe from 'axe-core';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { en as doors } from '../../functions/respondent/locales/en.ts';
import { en } from '../../functions/reporter/locales/en.ts';
import type { NewMember } from '../../functions/domain/member/team.ts';
import { addMember, createAccessToken } from '../../infra/ops/member/members.ts';
import { asOps, enrolHere, memberNamed, teamOrigin } from '../../tools/screenshots/team-browser.ts';
import { openSite, type Site, type Visit } from './site.ts';

/** What the stories of a case share: a community, its members, whoever comes with words, and the pages they meet. */

/** Who looks after every channel of the site and leads it. */
export const lead = 'Local lead';

const phone = { viewport: { width: 390, height: 844 } };
const withoutScripts = { ...phone, javaScriptEnabled: false };
/** Widths in pixels at which nothing may be wider than the window. */
const narrow = [320, 390] as const;

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;
// What `axe.run` resolves to.
type Found = { violations: { id: string; nodes: { html: string }[] }[] };
type Body = Readonly<Record<string, unknown>>;

/** What a member does by JSON, where a story begins later than they do. */
export type ByJson = {
  readonly get: <Answer>(below: string) => Promise<Answer>;
  readonly post: <Answer>(below: string, body: Body) => Promise<Answer>;
};

export type Story = {
  readonly site: Site;
  /** Signs a member in with a passkey, which is the one thing that needs a script. */
  readonly signIn: (name: string) => Promise<void>;
  /** Takes the session that somebody has in a browser. */
  readonly keepSession: (name: string, context: BrowserContext) => Promise<void>;
  /** The browser of a member who is signed in. */
  readonly asMember: (name: string) => Promise<Visit>;
  /** The browser of anybody else. */
  readonly outside: () => Promise<Visit>;
  /** A browser that runs scripts, on the team's pages. */
  readonly withScripts: () => Promise<Visit>;
  readonly addMember: (member: Omit<NewMember, 'channels' | 'addedBy'>) => Promise<void>;
  readonly byJson: (name: string) => Promise<ByJson>;
  /** Looks for what breaks a rule that axe knows, and for what is wider than a phone; everything is unfolded. */
  readonly look: (shown: Page, name: string) => Promise<void>;
  /** What was found, by all looks together. */
  readonly found: readonly string[];
  readonly close: () => Promise<void>;
};

export const inDays = (days: number): string =>
  new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);

const unfoldAll = "document.querySelectorAll('details').forEach((each) => { each.open = true; })";
const isWide = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');

const axeFaults = async (glass: Page, options: string): Promise<string[]> => {
  const { violations } = await glass.evaluate<Found>(
    `axe.run(document, { preload: false, resultTypes: ['violations'], ${options} })`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html.slice(0, 160)}`));
};

/**
 * Faults of a page shown where scripts run, which is what axe needs: its width in pixels, and what axe finds in light
 * and, of the colours, in dark. Everything is unfolded.
 */
export const faultsOfHtml = async (glass: Page, html: string): Promise<string[]> => {
  const faults: string[] = [];
  await glass.setContent(html.replaceAll(/<script[^]*?<\/script>/g, ''));
  await glass.evaluate(unfoldAll);
  for (const width of narrow) {
    await glass.setViewportSize({ width, height: 844 });
    if (await isWide(glass)) faults.push(`unfolded, wider than ${width} pixels`);
  }
  await glass.evaluate(axe.source);
  faults.push(...(await axeFaults(glass, '')));
  await glass.emulateMedia({ colorScheme: 'dark' });
  const dark = await axeFaults(glass, "runOnly: ['color-contrast']");
  await glass.emulateMedia({ colorScheme: 'light' });
  return [...faults, ...dark.map((fault) => `dark: ${fault}`)];
};

const faultsOf = async (glass: Page, shown: Page): Promise<string[]> => [
  ...((await isWide(shown)) ? ['wider than the window'] : []),
  ...(await faultsOfHtml(glass, await shown.content())),
];

/** Where pictures of the pages that are looked at are put, at both widths; nowhere unless it is said. */
const pictures = process.env.CONDUCTLINE_PICTURES;

/** Keeps a picture of what is shown at the widths of a phone and of a desk, in pixels. */
export const takePictures = async (glass: Page, name: string): Promise<void> => {
  if (pictures === undefined) return;
  await mkdir(pictures, { recursive: true });
  for (const width of [390, 1280]) {
    await glass.setViewportSize({ width, height: 900 });
    await glass.screenshot({ path: `${pictures}/${name.replaceAll(' ', '-')}-${width}.png`, fullPage: true });
  }
};

const jsonOf = async <Answer>(answer: Response): Promise<Answer> => {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  // The shapes are the contracts of the API, which its own tests look at.
  return (await answer.json()) as Answer;
};

/**
 * @param settings laid over those of the tour
 * @param clockShiftMs milliseconds by which the clock of the site is ahead
 */
export const openStory = async (
  settings: Body = {},
  clockShiftMs: () => number = () => 0,
): Promise<Story> => {
  const site = await openSite(settings, clockShiftMs);
  const { local } = site;
  const sessions = new Map<string, Session>();
  const found: string[] = [];
  // A machine that is busy with something else needs longer.
  const visiting = async (options: BrowserContextOptions): Promise<Visit> => {
    const visit = await site.visit(options);
    visit.context.setDefaultTimeout(30_000);
    return visit;
  };
  const glass = await visiting(phone);
  const withScripts = () => visiting({ ...phone, baseURL: teamOrigin(local) });
  const keepSession = async (name: string, context: BrowserContext): Promise<void> => {
    sessions.set(name, await context.storageState());
  };
  return {
    site,
    keepSession,
    withScripts,
    signIn: async (name) => {
      const { page, context } = await withScripts();
      await enrolHere(page, local, name);
      await keepSession(name, context);
      await context.close();
    },
    asMember: (name) => {
      const storageState = sessions.get(name);
      if (!storageState) throw new Error(`${name} has not signed in`);
      return visiting({ ...withoutScripts, baseURL: teamOrigin(local), storageState });
    },
    outside: () => visiting(withoutScripts),
    addMember: async (member) => {
      await asOps(local, (team) => addMember(team, { ...member, channels: local.channels }));
    },
    byJson: async (name) => {
      const { memberId } = await memberNamed(local, name);
      const token = await asOps(local, (team) => createAccessToken(team, memberId));
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const ask = (below: string, init: RequestInit) =>
        fetch(`${local.teamUrl}/api${below}`, { ...init, headers });
      return {
        get: async (below) => jsonOf(await ask(below, {})),
        post: async (below, body) => jsonOf(await ask(below, { method: 'POST', body: JSON.stringify(body) })),
      };
    },
    look: async (shown, name) => {
      found.push(...(await faultsOf(glass.page, shown)).map((fault) => `${name}: ${fault}`));
      await takePictures(glass.page, name);
    },
    found,
    close: async () => {
      await glass.context.close();
      await site.close();
    },
  };
};

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
export const main = (page: Page): Promise<string> => page.locator('main').innerText();
/** What became of the last form, or what is wrong with it. */
export const said = (page: Page): Promise<string> =>
  page.locator('.box[role=status]').or(page.locator('.errors')).first().innerText();

/** Opens what is behind a summary, if it is not open already. @param summary what it begins with */
export const unfold = async (page: Page, within: string, summary: string): Promise<void> => {
  const hasText = new RegExp(`^${summary}`);
  const folded = page.locator(`${within} details:not([open]) > summary`, { hasText }).first();
  if (await folded.isVisible()) await folded.click();
};

/** Presses the button of the form in which a field stands. */
export const send = (page: Page, field: string, name: string): Promise<void> =>
  page.locator(`form:has(${field})`).getByRole('button', { name, exact: true }).click();

/** One of the pages of a case; `Appeals` says how many wait behind its name. */
export const goTo = (page: Page, place: string): Promise<void> =>
  page
    .getByRole('navigation', { name: 'Pages of this case' })
    .getByRole('link', { name: new RegExp(`^${place}( \\(\\d+\\))?$`) })
    .click();

/** A member comes to a case, and opens it where they have not before. */
export const openCase = async (page: Page, caseName: string): Promise<void> => {
  await page.goto('/cases');
  await page.getByRole('link', { name: caseName }).click();
  const free = page.getByRole('button', { name: 'No conflict: open the case', exact: true });
  if ((await free.count()) > 0) await free.click();
};

export type Reported = { readonly caseName: string; readonly passphrase: string };

/** A report, sent by JSON. */
export const report = async ({ site: { local } }: Story, answers: Body): Promise<Reported> => {
  const answer = await fetch(`${local.reporterUrl}/api/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ answers }),
  });
  return jsonOf<Reported>(answer);
};

export type Prepared = Reported & { readonly caseId: string };

/** A report that this member has opened, and in which they have named a respondent with an account in the chat. */
export const caseWithRespondent = async (
  story: Story,
  by: ByJson,
  whatHappened = 'He shouted at me that I should go home.',
): Promise<Prepared> => {
  const reported = await report(story, { whatHappened, who: 'Robin Roe' });
  const { cases } = await by.get<{ cases: readonly { id: string; caseName: string }[] }>('/cases');
  const caseId = cases.find(({ caseName }) => caseName === reported.caseName)?.id;
  if (caseId === undefined) throw new Error('the case is not listed');
  await by.get(`/cases/${caseId}`);
  await by.post(`/cases/${caseId}/respondents`, {
    name: 'Robin Roe',
    handles: [{ platform: 'chat', handle: 'robin_r' }],
  });
  return { ...reported, caseId };
};

const letter = {
  language: 'en',
  behaviour: 'During a sprint you insulted another contributor.',
  impact: 'They left the sprint early.',
  expected: 'Speak calmly.',
  consequences: 'What follows stands below.',
};

/** The first has found and proposed, both have approved, and the decision is in force. @param own of the proposal */
export const decide = async ({ caseId }: Prepared, [first, second]: readonly [ByJson, ByJson], own: Body) => {
  const path = (below: string): string => `/cases/${caseId}${below}`;
  await second.get(path(''));
  await first.post(path('/findings'), {
    respondent: 1,
    outcome: 'violation',
    rules: ['harassment'],
    summary: 'They insulted somebody during the sprint.',
    impact: 'Somebody left.',
  });
  for (const of of ['reporter', 'respondent'])
    await first.post(path('/opinions'), { of, respondent: 1, whyNotAsked: 'It would not be safe.' });
  await first.post(path('/proposals'), {
    respondent: 1,
    letter,
    reporterText: 'They may not write to you for now.',
    reasons: 'It was the second time.',
    ...own,
  });
  const { proposals } = await first.get<{ proposals: readonly { hash: string }[] }>(path('/proposals'));
  const exactly = { proposal: 1, hash: proposals[0]?.hash };
  for (const by of [first, second]) await by.post(path('/approvals'), { ...exactly, verdict: 'approves' });
  await second.post(path('/decisions'), exactly);
};

/** The chat of the community, and what can be taken from somebody there. */
export const chatOnly = {
  platforms: {
    chat: {
      label: { en: 'Community chat' },
      restrictions: { muted: { en: 'May not write' }, banned: { en: 'No access' } },
      carriedOutBy: 'the admins of the chat',
    },
  },
};

/** A ban from the chat for 90 days, and an apology that is theirs to make. */
export const ban: Body = {
  rung: 'temporary-ban',
  until: inDays(90),
  measures: [
    { type: 'ban', restrictions: [{ platform: 'chat', restriction: 'banned' }] },
    { type: 'private-apology', dueOn: inDays(14) },
  ],
};

/** A conversation with the respondent, made by JSON. @returns what is handed over */
export const respondentDoor = async ({ caseId }: Prepared, by: ByJson): Promise<string> => {
  const { passphrase } = await by.post<{ passphrase: string }>(`/cases/${caseId}/doors`, {
    kind: 'response',
    respondent: 1,
    language: 'en',
    about: 'What the team has decided about an evening of the sprint.',
  });
  return passphrase;
};

export type HandedOver = { readonly link: string; readonly words: string };

/** Link and words, on the one page that shows them. */
export const handedOver = async (page: Page): Promise<HandedOver> => {
  await page.getByRole('heading', { name: 'Hand this over' }).waitFor();
  const [link = '', words = ''] = await page.locator('p.secret').allInnerTexts();
  return { link, words };
};

/** Comes in where everybody but reporters does. */
export const comeIn = async (page: Page, words: string): Promise<void> => {
  await page.goto('/message');
  await page.getByLabel(en.followUp.words).fill(words);
  await press(page, en.message.open);
};

/** A reporter comes back. */
export const comeBack = async (page: Page, words: string): Promise<string> => {
  await page.goto('/follow-up');
  await page.getByLabel(en.followUp.words).fill(words);
  await press(page, en.followUp.open);
  return main(page);
};

/** Makes words of one's own out of what was handed over, and comes in with them. @returns the own words */
export const makeOwnWords = async (page: Page, given: string): Promise<string> => {
  await comeIn(page, given);
  expect(await main(page)).toContain(en.newWords.own.heading);
  await press(page, en.newWords.own.button);
  await page.locator('.words').waitFor();
  const words = (await page.locator('.words li').allInnerTexts()).join(' ');
  await comeIn(page, words);
  return words;
};

/** Writes a message on the page of a door. */
export const write = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel(doors.write).fill(text);
  await press(page, doors.send);
  expect(await said(page)).toBe(en.thread.sent);
};
