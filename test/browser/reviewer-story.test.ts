import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { en as doors } from '../../functions/respondent/locales/en.ts';
import { namedMember } from '../../tools/screenshots/example-community.ts';
import { withAuthenticator } from '../../tools/screenshots/team-browser.ts';
import {
  ban,
  caseWithRespondent,
  chatOnly,
  comeIn,
  decide,
  goTo,
  inDays,
  lead,
  main,
  makeOwnWords,
  openCase,
  openStory,
  press,
  report,
  respondentDoor,
  said,
  send,
  unfold,
  type Story,
} from './story.ts';

const reviewer = 'Noor from outside';

let story: Story;
beforeAll(async () => {
  story = await openStory({ decisions: chatOnly });
  await story.signIn(lead);
}, 240_000);
afterAll(() => story.close());

test('where everybody has had a part, somebody from outside is invited, sees this case alone, and decides the appeal', async () => {
  const { look } = story;
  const [first, second] = [await story.byJson(lead), await story.byJson(namedMember)] as const;
  const prepared = await caseWithRespondent(story, first);
  const { caseName, caseId } = prepared;
  const other = await report(story, { whatHappened: 'Something else.' });
  await decide(prepared, [first, second], ban);
  const outside = await story.outside();
  const theirs = outside.page;
  const own = await makeOwnWords(theirs, await respondentDoor(prepared, first));
  const today = { on: inDays(0), reason: 'They have asked for it.' };
  await first.post(`/cases/${caseId}/letters/announcement`, { decision: 1, ...today });
  await first.post(`/cases/${caseId}/letters/hand-over`, { decision: 1 });
  await comeIn(theirs, own);
  await press(theirs, doors.acts.appeal.button);
  await theirs.getByLabel(en.safety.appeal.grounds['out-of-proportion']).check();
  await theirs.getByLabel(doors.acts.appeal.label).fill('Ninety days are too many.');
  await press(theirs, doors.acts.appeal.send);
  expect(await said(theirs)).toBe(doors.acts.appeal.sent);

  const member = await story.asMember(lead);
  const { page } = member;
  await openCase(page, caseName);
  await goTo(page, 'Appeals');
  await press(page, 'Take up this appeal');
  const article = page.locator('#appeal-1');
  expect(await article.innerText()).toContain('Nobody on the team can decide this appeal.');
  expect(await article.locator('#decider-1-memberId').count()).toBe(0);
  await look(page, 'nobody is left');
  await page.getByRole('link', { name: 'Add them as a member' }).click();
  await page.getByLabel('Public name').fill(reviewer);
  await page.getByLabel('E-mail').fill('noor@example.net');
  await page.getByLabel('Outside reviewer').check();
  for (const channel of await page.locator('input[name=channels]').all()) await channel.check();
  await page.locator('#onRoster').uncheck();
  await look(page, 'inviting somebody');
  await press(page, 'Add, and show the enrolment link');
  await page.getByRole('heading', { name: `A link for ${reviewer}` }).waitFor();
  await look(page, 'link for them');
  const link = await page.locator('p.secret').innerText();
  await openCase(page, caseName);
  await unfold(page, '#access', 'Let somebody else see it');
  await page.locator('#grant-memberId').selectOption({ label: reviewer });
  await page.locator('#grant-reason').fill('They decide the appeal.');
  await send(page, '#grant-reason', 'Let them see it');
  await goTo(page, 'Appeals');
  await unfold(page, '#appeal-1', 'Say who decides it');
  await page.locator('#decider-1-memberId').selectOption({ label: reviewer });
  await press(page, 'Save who decides');
  expect(await main(page)).toContain(`${reviewer} decides it.`);
  await look(page, 'given to the reviewer');

  const enrolling = await story.withScripts();
  await withAuthenticator(enrolling.page);
  await enrolling.page.goto(new URL(link).href.replace('127.0.0.1', 'localhost'));
  await press(enrolling.page, 'Go on');
  await press(enrolling.page, 'Make a passkey');
  await enrolling.page.waitForURL('**/board');
  await story.keepSession(reviewer, enrolling.context);
  await enrolling.context.close();

  const invited = await story.asMember(reviewer);
  await invited.page.goto('/cases');
  const listed = await main(invited.page);
  expect(listed).toContain(caseName);
  expect(listed).not.toContain(other.caseName);
  await look(invited.page, 'cases of the reviewer');
  await openCase(invited.page, caseName);
  await look(invited.page, 'case of the reviewer');
  await goTo(invited.page, 'Appeals');
  await unfold(invited.page, '#appeal-1', 'Decide it');
  await invited.page.locator('#outcome-1-outcome').selectOption('upheld');
  await invited.page.locator('#outcome-1-reasons').fill('It was the second time.');
  await invited.page.locator('#outcome-1-text').fill('Ninety days are what the rules say.');
  await look(invited.page, 'deciding');
  await send(invited.page, '#outcome-1-outcome', 'Decide the appeal');
  expect(await main(invited.page)).toContain('the decision stays');
  await look(invited.page, 'decided');
  const foreign = (await second.get<{ cases: { id: string; caseName: string }[] }>('/cases')).cases;
  const otherId = foreign.find((one) => one.caseName === other.caseName)?.id ?? '';
  expect((await invited.page.goto(`/cases/${otherId}`))?.status()).toBe(404);

  await comeIn(theirs, own);
  expect(await main(theirs)).toContain('Ninety days are what the rules say.');
  await look(theirs, 'the outcome');
  await outside.end();
  expect(story.found).toEqual([]);
  await member.context.close();
  await invited.context.close();
}, 300_000);
