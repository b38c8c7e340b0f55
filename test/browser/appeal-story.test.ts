import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { en as doors } from '../../functions/respondent/locales/en.ts';
import { namedMember } from '../../tools/screenshots/example-community.ts';
import {
  ban,
  caseWithRespondent,
  chatOnly,
  comeBack,
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
  respondentDoor,
  said,
  send,
  unfold,
  type Story,
} from './story.ts';

/** Who has had no part in what was decided. */
const fresh = 'Ada Lovelace';

let story: Story;
beforeAll(async () => {
  story = await openStory({ decisions: chatOnly });
  await story.addMember({ name: fresh, email: 'ada@example.org' });
  await story.signIn(lead);
  await story.signIn(fresh);
}, 240_000);
afterAll(() => story.close());

/** Acts of an appeal stand behind their summaries, at the appeal. */
const act = async (page: Page, summary: string, fields: Readonly<Record<string, string>>, button: string) => {
  await unfold(page, '#appeal-1', summary);
  for (const [field, text] of Object.entries(fields)) await page.locator(`#${field}`).fill(text);
  await press(page, button);
};

test('without scripts, a letter is appealed, and somebody who had no part hears the respondent and overturns the decision', async () => {
  const { look } = story;
  const [first, second] = [await story.byJson(lead), await story.byJson(namedMember)] as const;
  const prepared = await caseWithRespondent(story, first);
  const { caseName, passphrase } = prepared;
  await decide(prepared, [first, second], ban);
  const outside = await story.outside();
  const theirs = outside.page;
  const own = await makeOwnWords(theirs, await respondentDoor(prepared, second));
  expect(await main(theirs)).not.toContain('insulted');

  const member = await story.asMember(lead);
  const { page } = member;
  await openCase(page, caseName);
  await goTo(page, 'Decision');
  await unfold(page, '#decisions', 'Tell the reporter when the letter goes out');
  await page.locator('#announce-on').fill(inDays(0));
  await page.locator('#announce-reason').fill('They have asked for it today.');
  await send(page, '#announce-on', 'Tell the reporter');
  await look(page, 'letter announced');
  await unfold(page, '#decisions', 'Put a decision on the respondent’s page');
  await press(page, 'Put it on their page');
  expect(await said(page)).toBe('The decision is on their page. The reporter reads that it is.');
  await look(page, 'letter handed over');
  await goTo(page, 'Measures');
  await page.locator('#measures button[value=in-place]').click();
  const reporter = await story.outside();
  expect(await comeBack(reporter.page, passphrase)).toContain(
    'The person concerned can read the decision from now on.',
  );
  await look(reporter.page, 'reporter told');

  await comeIn(theirs, own);
  const read = await main(theirs);
  for (const shown of ['During a sprint you insulted another contributor.', doors.response.inPlace])
    expect(read).toContain(shown);
  for (const hidden of [caseName, 'It was the second time.', 'go home', 'They may not write to you for now.'])
    expect(await theirs.content()).not.toContain(hidden);
  await look(theirs, 'the letter');
  await press(theirs, doors.acts.appeal.button);
  await look(theirs, 'form of an appeal');
  await theirs.getByLabel(doors.acts.appeal.label).fill('Nobody has asked the others at my table.');
  await press(theirs, doors.acts.appeal.send);
  expect(await main(theirs)).toContain(en.safety.appeal.needGround);
  await look(theirs, 'form of an appeal, with a problem');
  await theirs.getByLabel(en.safety.appeal.grounds['new-information']).check();
  await press(theirs, doors.acts.appeal.send);
  expect(await said(theirs)).toBe(doors.acts.appeal.sent);
  await look(theirs, 'appealed');

  await openCase(page, caseName);
  await goTo(page, 'Appeals');
  expect(await page.locator('#untaken').innerText()).toContain('Nobody has asked the others at my table.');
  await look(page, 'an appeal to be taken up');
  await press(page, 'Take up this appeal');
  await act(page, 'Acknowledge it', {}, 'Acknowledge the appeal');
  expect(await said(page)).toBe('The appeal is acknowledged.');
  await unfold(page, '#appeal-1', 'Who can decide it');
  const eligible = await page.locator('#appeal-1 table').innerText();
  expect(eligible).toMatch(new RegExp(`${fresh}\\s+Yes`));
  expect(eligible).toMatch(new RegExp(`${lead}\\s+No`));
  expect(eligible).toMatch(new RegExp(`${namedMember}\\s+No`));
  await unfold(page, '#appeal-1', 'Say who decides it');
  await page.locator('#decider-1-memberId').selectOption({ label: fresh });
  await press(page, 'Save who decides');
  expect(await main(page)).toContain(`${fresh} decides it.`);
  await look(page, 'given to somebody else');

  const other = await story.asMember(fresh);
  await openCase(other.page, caseName);
  await goTo(other.page, 'Appeals');
  const hearing = { 'hearing-1-on': inDays(0), 'hearing-1-who': 'The respondent and Ada' };
  await act(other.page, 'Plan a hearing', hearing, 'Plan the hearing');
  await look(other.page, 'a hearing is planned');
  const notes = { 'heard-1-notes': 'Three people say it was somebody else.' };
  await act(other.page, 'Note what was said in the hearing', notes, 'Keep the notes');
  expect(await main(other.page)).toContain('Three people say it was somebody else.');
  await unfold(other.page, '#appeal-1', 'Decide it');
  await other.page.locator('#outcome-1-outcome').selectOption('overturned');
  await other.page.locator('#outcome-1-reasons').fill('It was somebody else.');
  await other.page.locator('#outcome-1-text').fill('We were wrong, and we are sorry.');
  await other.page.locator('#outcome-1-otherText').fill('An appeal has brought something new.');
  await look(other.page, 'deciding the appeal');
  await send(other.page, '#outcome-1-outcome', 'Decide the appeal');
  expect(await said(other.page)).toBe('The outcome is kept.');
  expect(await main(other.page)).toContain('the decision is overturned');
  await look(other.page, 'decided');

  await comeIn(theirs, own);
  const outcome = await main(theirs);
  expect(outcome).toContain('We were wrong, and we are sorry.');
  expect(outcome).toContain(doors.response.status.waived);
  expect(outcome).not.toContain(doors.response.inPlace);
  expect(outcome).not.toContain('An appeal has brought something new.');
  await look(theirs, 'outcome, respondent');
  const told = await comeBack(reporter.page, passphrase);
  expect(told).toContain(en.thread.events['appeal-overturned']());
  expect(told).toContain('An appeal has brought something new.');
  expect(told).not.toContain('We were wrong');
  await look(reporter.page, 'outcome, reporter');

  await openCase(page, caseName);
  await goTo(page, 'Measures');
  await page.locator('#measures button[value=lifted]').click();
  await unfold(page, '#measures', 'Settled or ended');
  expect(await page.locator('#measures').innerText()).toContain('Lifted on');
  await look(page, 'lifted');
  await page.getByRole('navigation', { name: 'Team' }).getByRole('link', { name: 'Enforcement log' }).click();
  const line = await page.locator('tr', { hasText: 'Overturned after an appeal' }).innerText();
  expect(line).toContain('Ended');
  expect(line).toContain('Temporary ban');

  expect(story.found).toEqual([]);
  await outside.end();
  await reporter.end();
  await member.context.close();
  await other.context.close();
}, 300_000);
