import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en as doors } from '../../functions/respondent/locales/en.ts';
import { namedMember } from '../../tools/screenshots/example-community.ts';
import {
  caseWithRespondent,
  chatOnly,
  comeIn,
  decide,
  goTo,
  handedOver,
  inDays,
  lead,
  main,
  makeOwnWords,
  openCase,
  openStory,
  press,
  said,
  send,
  unfold,
  type Story,
} from './story.ts';

let story: Story;
/** Days by which the clock of the site is ahead. */
let daysAhead = 0;
beforeAll(async () => {
  story = await openStory({ decisions: chatOnly }, () => daysAhead * 24 * 3_600_000);
  await story.signIn(lead);
}, 240_000);
afterAll(() => story.close());

/** One of the restrictions on the page of the admins. */
const restriction = (page: Page, what: string) => page.locator('main li', { hasText: what });
const { platform, acts } = doors;

test('without scripts, admins of a platform place a restriction, cannot place another, lift it at its end, and the team takes over what they say', async () => {
  const { look } = story;
  const [first, second] = [await story.byJson(lead), await story.byJson(namedMember)] as const;
  const prepared = await caseWithRespondent(story, first);
  const { caseName } = prepared;
  const chat = (name: string) => ({ platform: 'chat', restriction: name });
  await decide(prepared, [first, second], {
    rung: 'warning',
    until: inDays(1),
    measures: [{ type: 'restriction-of-spaces', restrictions: [chat('muted'), chat('banned')] }],
  });

  const member = await story.asMember(lead);
  const { page } = member;
  await openCase(page, caseName);
  await goTo(page, 'People');
  await unfold(page, '#begin', 'Give platform admins a page');
  await page.locator('#platform-door-whom').fill('The admins of the chat');
  await look(page, 'people');
  await send(page, '#platform-door-whom', 'Make a link to hand over');
  const { link } = await handedOver(page);

  const outside = await story.outside();
  const theirs = outside.page;
  const own = await makeOwnWords(theirs, link);
  const read = await main(theirs);
  for (const shown of [platform.heading('Community chat'), 'robin_r', 'May not write', 'No access'])
    expect(read).toContain(shown);
  for (const hidden of [caseName, 'Robin Roe', 'insulted', 'harassment', 'Warning'])
    expect(await theirs.content()).not.toContain(hidden);
  await look(theirs, 'two restrictions');
  await restriction(theirs, 'May not write').getByRole('button', { name: platform.buttons.placed }).click();
  expect(await said(theirs)).toBe(acts.placed.sent);
  expect(await restriction(theirs, 'May not write').innerText()).toContain('In place since');
  await look(theirs, 'one in place');
  await restriction(theirs, 'No access').getByRole('button', { name: platform.buttons.cannot }).click();
  await look(theirs, 'form for what cannot be done');
  await theirs.getByLabel(acts.cannot.label).fill('We have no rights for that.');
  await press(theirs, acts.cannot.send);
  expect(await said(theirs)).toBe(acts.cannot.sent);
  await look(theirs, 'another cannot be done');

  await openCase(page, caseName);
  expect(await main(page)).toContain('Platform admins have answered (2).');
  await goTo(page, 'Measures');
  expect(await page.locator('#answers').innerText()).toContain('We have no rights for that.');
  await look(page, 'answers wait');
  await press(page, 'Take the answers over');
  expect(await page.locator('#answers').count()).toBe(0);
  const measures = await page.locator('#measures').innerText();
  expect(measures).toContain('In place since');
  expect(measures).toContain('they cannot do it: We have no rights for that.');
  await look(page, 'answers taken over');
  await member.context.close();

  daysAhead = 2;
  await comeIn(theirs, own);
  expect(await restriction(theirs, 'May not write').innerText()).toContain(platform.toLift);
  expect(await theirs.content()).not.toContain('No access');
  await look(theirs, 'to be lifted');
  await restriction(theirs, 'May not write').getByRole('button', { name: platform.buttons.lifted }).click();
  expect(await said(theirs)).toBe(acts.lifted.sent);
  expect(await restriction(theirs, 'May not write').innerText()).toContain('Lifted on');
  await look(theirs, 'lifted');
  await outside.end();

  // A session lasts for hours.
  await story.signIn(lead);
  const later = await story.asMember(lead);
  await openCase(later.page, caseName);
  await goTo(later.page, 'Measures');
  await press(later.page, 'Take the answers over');
  await unfold(later.page, '#measures', 'Settled or ended');
  const after = await later.page.locator('#measures').innerText();
  expect(after).toContain('Lifted on');
  expect(after).toContain('Done');
  await look(later.page, 'all is settled');
  expect(story.found).toEqual([]);
  await later.context.close();
}, 300_000);
