import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { en as doors } from '../../functions/respondent/locales/en.ts';
import {
  caseWithRespondent,
  comeIn,
  goTo,
  handedOver,
  lead,
  main,
  makeOwnWords,
  openCase,
  openStory,
  press,
  said,
  send,
  unfold,
  write,
  type Story,
} from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
  await story.signIn(lead);
}, 240_000);
afterAll(() => story.close());

/** Hands over a conversation with a witness. @returns the words */
const hear = async (page: Page, caseName: string, whom: string): Promise<string> => {
  await openCase(page, caseName);
  await goTo(page, 'People');
  await unfold(page, '#begin', 'Hear a witness');
  await page.locator('#hear-witness-whom').fill(whom);
  await page.locator('#hear-witness-about').fill('An evening of the sprint in the large hall.');
  await page.locator('#hear-witness-questions').fill('What did you see?');
  await send(page, '#hear-witness-about', 'Make a link to hand over');
  return (await handedOver(page)).words;
};

test('without scripts, a witness answers and asks to stay off the record; another one declines', async () => {
  const { look } = story;
  const { caseName } = await caseWithRespondent(story, await story.byJson(lead));
  const member = await story.asMember(lead);
  const { page } = member;
  const [firstGiven, secondGiven] = [
    await hear(page, caseName, 'Zoë from the front desk'),
    await hear(page, caseName, 'Kim from the bar'),
  ];

  const first = await story.outside();
  const own = await makeOwnWords(first.page, firstGiven);
  const shown = await main(first.page);
  for (const expected of [doors.witness.heading, 'What did you see?', doors.witness.anonymous])
    expect(shown).toContain(expected);
  for (const hidden of [caseName, 'Zoë', 'go home', 'Robin Roe'])
    expect(await first.page.content()).not.toContain(hidden);
  await look(first.page, 'a witness is asked');
  await write(first.page, 'They stood at the door and shouted.');
  await look(first.page, 'answered');
  await press(first.page, doors.witness.askOff);
  await look(first.page, 'form to stay off the record');
  await press(first.page, doors.acts['off-the-record'].send);
  expect(await said(first.page)).toBe(doors.acts['off-the-record'].sent);
  expect(await main(first.page)).toContain(doors.witness.isOff);
  await look(first.page, 'off the record');

  const second = await story.outside();
  await makeOwnWords(second.page, secondGiven);
  expect(await second.page.content()).not.toContain('stood at the door');
  await press(second.page, doors.witness.decline);
  await look(second.page, 'form to decline');
  await press(second.page, doors.acts.declined.send);
  expect(await said(second.page)).toBe(doors.acts.declined.sent);
  expect(await second.page.getByRole('button', { name: doors.witness.decline }).count()).toBe(0);
  await look(second.page, 'declined');
  await second.end();

  await openCase(page, caseName);
  expect(await main(page)).toContain('Witness: Kim from the bar');
  await goTo(page, 'People');
  const [ofFirst, ofSecond] = [page.locator('#conversation-1'), page.locator('#conversation-2')];
  expect(await ofFirst.innerText()).toContain('They stood at the door and shouted.');
  expect(await ofFirst.innerText()).toContain('They ask for what they say to stay out of the record.');
  expect(await ofSecond.innerText()).not.toContain('stay out of the record');
  await look(page, 'what the witnesses said');

  await unfold(page, '#conversation-1', 'Close the conversation');
  await page.locator('#close-door-1-reason').fill('They have said what they saw.');
  await look(page, 'closing');
  await send(page, '#close-door-1-reason', 'Close it');
  expect(await ofFirst.innerText()).toContain('They have said what they saw.');
  await comeIn(first.page, own);
  expect(await main(first.page)).toContain(en.message.unusable);
  await look(first.page, 'closed');
  await first.end();
  expect(story.found).toEqual([]);
  await member.context.close();
}, 240_000);
