import { afterAll, beforeAll, expect, test } from 'vitest';
import { lead, main, openCase, openStory, press, report, unfold, type Story } from './story.ts';

const auditor = 'Ali who audits';

let story: Story;
beforeAll(async () => {
  story = await openStory({
    tags: { travel: 'On a journey', online: 'Online' },
    transparency: { enabled: true },
    forwarding: { channels: ['conduct'] },
  });
  await story.signIn(lead);
  await story.addMember({ name: auditor, email: 'ali@example.net', role: 'auditor' });
  await story.signIn(auditor);
}, 240_000);
afterAll(() => story.close());

test('without scripts, from the board to a case that is due, tags, several at once, a kept filter, and a search', async () => {
  const { look } = story;
  const told = [
    await report(story, { whatHappened: 'He followed me into the lift.', who: 'Somebody with a red badge' }),
    await report(story, { whatHappened: 'She pushed me.' }),
    await report(story, { whatHappened: 'They called me names.' }),
  ] as const;
  const [due, unopened, third] = told;
  const { page, context } = await story.asMember(lead);
  for (const { caseName } of [due, third]) await openCase(page, caseName);

  await page.getByRole('navigation', { name: 'Team' }).getByRole('link', { name: 'Board' }).click();
  await look(page, 'board');
  await unfold(page, 'section', 'What is due then');
  await page.getByRole('link', { name: due.caseName }).first().click();
  expect(await main(page)).toContain('He followed me into the lift.');

  await unfold(page, '#tags', 'Add a tag');
  await page.locator('#tags-tag').selectOption({ label: 'On a journey' });
  await press(page, 'Add the tag');
  expect(await page.locator('#tags').innerText()).toContain('On a journey');
  await unfold(page, '#tags', 'Add a tag');
  await page.locator('#tags-add').fill('lift');
  await press(page, 'Add the tag');
  await look(page, 'tagged case');
  await press(page, 'Take off lift');
  expect(await page.locator('#tags').innerText()).not.toContain('lift');

  await page.goto('/cases');
  for (const { caseName } of told)
    await page.locator('.cases > li', { hasText: caseName }).getByRole('checkbox').check();
  await page.getByText('Do the same in several cases').click();
  await look(page, 'cases to choose');
  await page.locator('#several-member').selectOption({ label: 'Me' });
  await press(page, 'Assign');
  const assigned = await main(page);
  for (const { caseName } of told) expect(assigned).toContain(caseName);
  await look(page, 'several assigned');
  await page.getByRole('link', { name: 'Back to the cases' }).click();
  for (const { caseName } of [unopened, third])
    await page.locator('.cases > li', { hasText: caseName }).getByRole('checkbox').check();
  await page.getByText('Do the same in several cases').click();
  await page.locator('#several-tag').selectOption({ label: 'Online' });
  await press(page, 'Tag');
  expect(await main(page)).toContain('open the case first');
  await look(page, 'several tagged');

  await page.goto('/cases');
  await page.getByText('Narrow the list').click();
  await page.locator('#assignee').selectOption('me');
  await page.locator('#tag').selectOption({ label: 'Online' });
  await press(page, 'Show');
  await press(page, 'Keep this filter');
  await look(page, 'filter kept');
  await page.goto('/cases');
  await page.getByRole('navigation', { name: 'Your filters' }).getByRole('link').click();
  const narrowed = await main(page);
  expect(narrowed).toContain(third.caseName);
  expect(narrowed).not.toContain(due.caseName);
  await press(page, 'Keep this filter no longer');
  expect(await page.getByRole('navigation', { name: 'Your filters' }).count()).toBe(0);

  await page.goto('/cases');
  await page.getByLabel('Search all your cases').fill('followed lift');
  await press(page, 'Search');
  expect(await main(page)).toContain('In the report');
  await look(page, 'search');
  await page.getByRole('link', { name: 'In the report' }).click();
  expect(await main(page)).toContain('He followed me into the lift.');
  await page.goto('/board');
  await look(page, 'board of somebody with cases');
  expect(story.found).toEqual([]);
  await context.close();
});

test('an auditor signs in, and sees how cases were handled and nothing else', async () => {
  const { look } = story;
  const { caseName } = await report(story, { whatHappened: 'It happened in the hall.' });
  const leads = await story.asMember(lead);
  await openCase(leads.page, caseName);
  const { page, context } = await story.asMember(auditor);
  await page.goto('/procedure');
  await look(page, 'procedure of an auditor');
  const shown = await main(page);
  expect(shown).not.toContain(caseName);
  const links = await page.getByRole('navigation', { name: 'Team' }).getByRole('link').allInnerTexts();
  expect(links).toEqual(['Procedure', 'My passkeys']);
  const address = leads.page.url();
  for (const path of [
    '/board',
    '/cases',
    '/log',
    '/same-people',
    '/review',
    '/members',
    '/forwarded',
    '/transparency',
    address,
  ]) {
    const answer = await page.goto(path);
    expect([path, answer?.status() === 200 && (await main(page)).includes(caseName)]).toEqual([path, false]);
    if (path !== '/transparency')
      expect([path, (answer?.status() ?? 0) >= 400 || new URL(page.url()).pathname === '/procedure']).toEqual(
        [path, true],
      );
    await look(page, `auditor at ${path.startsWith('/') ? path.slice(1) : 'a case'}`);
  }
  await leads.page.goto('/procedure');
  await look(leads.page, 'procedure of a lead');
  await leads.page.goto('/procedure?from=x');
  await look(leads.page, 'procedure refused');
  await leads.page.goto('/procedure/case?code=nothing');
  await look(leads.page, 'code of a case');
  for (const path of ['review', 'transparency', 'log', 'same-people']) {
    await leads.page.goto(`/${path}`);
    await look(leads.page, path);
  }
  await context.close();
  await leads.context.close();
  expect(story.found).toEqual([]);
});
