import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import {
  comeBack,
  lead,
  main,
  openCase,
  openStory,
  press,
  report,
  said,
  unfold,
  type Story,
} from './story.ts';

const { safety } = en;

let story: Story;
/** Days by which the clock of the site is ahead. */
let daysAhead = 0;
beforeAll(async () => {
  story = await openStory({}, () => daysAhead * 24 * 3_600_000);
  await story.signIn(lead);
}, 240_000);
afterAll(() => story.close());

test('without scripts, a check-in after closing leads to telling of retaliation, and that to a linked case of its own', async () => {
  const { look } = story;
  const { caseName, passphrase } = await report(story, { whatHappened: 'He shouted at me.' });
  const member = await story.asMember(lead);
  const { page } = member;
  await openCase(page, caseName);
  await unfold(page, '#state', 'Change the state');
  await page.locator('#state-state').selectOption('closed');
  await page.locator('#state-reason').fill('It is settled.');
  await page.locator('#state-message').fill('We have closed your case.');
  await page.locator('form:has(#state-reason)').getByRole('button').click();
  await look(page, 'closed');

  daysAhead = 8;
  const back = await story.outside();
  expect(await comeBack(back.page, passphrase)).toContain(safety.checkIn.question);
  await look(back.page, 'check-in');
  await back.page.getByLabel(en.thread.write).fill('He took my task away.');
  await back.page.getByLabel(safety.checkIn.answers.retaliation).check();
  await press(back.page, safety.checkIn.send);
  expect(await said(back.page)).toBe(safety.checkIn.tell);
  expect(await main(back.page)).toContain(en.landing.dangerText);
  expect(await back.page.getByLabel(safety.retaliation.label).inputValue()).toBe('He took my task away.');
  await look(back.page, 'form for retaliation');
  await press(back.page, safety.retaliation.send);
  expect(await said(back.page)).toBe(safety.retaliation.sent);
  await look(back.page, 'retaliation sent');
  await back.end();
  daysAhead = 0;

  await openCase(page, caseName);
  expect(await main(page)).toContain('Says that somebody is retaliating against them.');
  expect(await main(page)).toContain('somebody is retaliating against them (answered on');
  await page.locator('summary', { hasText: 'Make a linked case of it' }).last().click();
  await look(page, 'retaliation told');
  await page.getByRole('button', { name: 'Make the linked case' }).last().click();
  expect(await said(page)).toContain('The case about retaliation is there');
  expect(await main(page)).toContain('About the same incident:');
  await look(page, 'linked case');
  expect(story.found).toEqual([]);
  await member.context.close();
}, 240_000);
