import type { Page } from 'playwright-core';
import { catalogue } from '../../functions/reporter/locales/catalogue.ts';
import type { Local } from '../../infra/local/start-local.ts';
import {
  addSecondLead,
  byJson,
  casesAtWork,
  secondLead,
  writeStatistics,
  type ByJson,
  type Prepared,
} from './account-stories.ts';
import { namedMember } from './example-community.ts';
import type { Look } from './look.ts';
import { enrolHere, memberNamed, teamOrigin } from './team-browser.ts';

const lead = 'Local lead';

/**
 * Walks through what the team remembers and tells of its work: board, search, tags, the register, copies, review, and
 * transparency reports; and a report that waits. The members of `joinTeam` are there.
 */
export const tourAccount = async (page: Page, local: Local, look: Look): Promise<void> => {
  const visit = visitOf(page, local, look);
  await addSecondLead(local);
  await holdReport(visit);
  const [first, second] = [await byJson(local, lead), await byJson(local, secondLead)] as const;
  const cases = await casesAtWork(local, [first, second]);
  await enrolHere(page, local, lead);
  await lookOverQueue(visit, cases);
  await meetAgain(visit, cases);
  await handOut(visit, second, cases[0]);
  await writeStatistics(local);
  await tellPublic(visit, second);
  await lookBack(visit);
};

type Visit = ReturnType<typeof visitOf>;

const visitOf = (page: Page, local: Local, look: Look) => ({
  page,
  local,
  see: (name: string) => look(`account-${name}`, page),
  open: (path: string) => page.goto(`${teamOrigin(local)}${path}`),
  press: (name: string) => page.getByRole('button', { name, exact: true }).first().click(),
});

const holdReport = async ({ page, local, see, press }: Visit): Promise<void> => {
  const said = catalogue.en;
  await page.goto(`${local.reporterUrl}/report?lang=en`);
  await page.locator('#whatHappened').fill('He stood very close to me at the bar and would not leave.');
  await page.locator('#hold').check();
  await page.locator('#heldPersons').fill('Max Mustermann\n@max');
  await see('held-form');
  await press(said.form.toReview);
  await see('held-review');
  await press(said.review.send);
  await see('held-receipt');
  const words = await page.locator('.words li').allInnerTexts();
  await page.goto(`${local.reporterUrl}/follow-up?lang=en`);
  await page.getByLabel(said.followUp.words).fill(words.join(' '));
  await press(said.followUp.open);
  await see('held-page');
};

const lookOverQueue = async (visit: Visit, cases: readonly Prepared[]): Promise<void> => {
  const { page, see, open, press } = visit;
  await open('/board');
  await see('board');
  await open('/cases');
  await page.locator('#q').fill('night');
  await press('Search');
  await see('search-found');
  await open('/cases');
  await see('cases-tagged');
  for (const box of (await page.locator('input[name=case]').all()).slice(0, 3)) await box.check();
  await page.getByText('Do the same in several cases', { exact: true }).click();
  await see('several-form');
  await press('Assign');
  await see('several-answer');
  await open(`/cases/${cases[0]?.id ?? ''}`);
  await page.locator('#tags').scrollIntoViewIfNeeded();
  await see('case-tags');
};

const meetAgain = async (visit: Visit, [decided, again]: readonly Prepared[]): Promise<void> => {
  const { page, see, open, press } = visit;
  await open(`/cases/${again?.id ?? ''}/investigation`);
  await press('Have we met this person before?');
  await see('met-before');
  const found = page.locator('section.panel', { hasText: decided?.caseName ?? '' });
  await found.getByRole('button', { name: 'Same person', exact: true }).click();
  await page.getByLabel('Write a note').fill('Speak with them in person, not in the chat.');
  await press('Keep the note');
  await see('person');
  await open('/same-people');
  await see('same-people');
};

const handOut = async (visit: Visit, second: ByJson, { id }: Prepared): Promise<void> => {
  const { page, local, see, open } = visit;
  const first = await byJson(local, lead);
  await first.post(`/cases/${id}/copies`, {
    to: 'police',
    recipient: 'The police in Lund',
    basis: 'law',
    contents: 'case',
    reason: 'They have asked in writing.',
    whyNotTold: 'It would endanger their inquiry.',
  });
  const { requests } = await second.get<{ requests: { hash: string }[] }>(`/cases/${id}/requests`);
  await second.post(`/cases/${id}/requests/answer`, {
    request: 1,
    hash: requests[0]?.hash,
    verdict: 'agrees',
  });
  await first.post(`/cases/${id}/copies/open`, { request: 1 });
  await open(`/cases/${id}/copies/1`);
  await see('copy');
  await page.getByRole('button', { name: 'Make encrypted files of it' }).click();
  await see('archive');
  await open('/forwarded');
  await see('forwarded');
};

const tellPublic = async (visit: Visit, second: ByJson): Promise<void> => {
  const { page, local, see, open, press } = visit;
  await open('/transparency');
  await page.locator('#from').fill('2025-01');
  await page.locator('#until').fill('2025-12');
  await page.getByLabel(secondLead).check();
  await see('transparency-new');
  await press('Count');
  await see('transparency-draft');
  const draft = new URL(page.url()).pathname;
  const first = await byJson(local, lead);
  for (const by of [first, second]) await by.post(`${draft}/approval`, {});
  await open('/transparency');
  await see('transparency-team');
  await page.goto(`${local.reporterUrl}/transparency?lang=en`);
  await see('transparency-public');
  await page.locator('main a[href*="/transparency/"]').first().click();
  await see('transparency-report');
};

const lookBack = async ({ local, see, open }: Visit): Promise<void> => {
  await open('/procedure');
  await see('procedure');
  await open('/review');
  await see('review');
  await open('/log');
  await see('log');
  await open(`/members/${(await memberNamed(local, namedMember)).memberId}`);
  await see('member');
};
