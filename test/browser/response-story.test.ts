import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { en as doors } from '../../functions/respondent/locales/en.ts';
import { reporterFiles } from '../../tools/screenshots/tour-files.ts';
import {
  caseWithRespondent,
  comeIn,
  goTo,
  handedOver,
  inDays,
  lead,
  main,
  openCase,
  openStory,
  press,
  said,
  send,
  unfold,
  type Story,
} from './story.ts';

const [photo] = reporterFiles;
if (!photo) throw new Error('the tour has a picture');

let story: Story;
beforeAll(async () => {
  story = await openStory();
  await story.signIn(lead);
}, 240_000);
afterAll(() => story.close());

test('without scripts, somebody is heard before a decision: they ask for more time, answer with a file, and are answered', async () => {
  const { look } = story;
  const { caseName, passphrase } = await caseWithRespondent(story, await story.byJson(lead));
  const member = await story.asMember(lead);
  const { page } = member;
  await openCase(page, caseName);
  await goTo(page, 'People');
  await unfold(page, '#begin', 'Hear a respondent');
  await page.locator('#hear-respondent-about').fill('An evening of the sprint in the large hall.');
  await page.locator('#hear-respondent-questions').fill('Where were you?\nWhat did you say?');
  await look(page, 'people');
  await send(page, '#hear-respondent-about', 'Make a link to hand over');
  const { link, words } = await handedOver(page);
  await look(page, 'handed over');

  const outside = await story.outside();
  const theirs = outside.page;
  await theirs.goto('/message');
  await look(theirs, 'where words are entered');
  expect(await main(theirs)).not.toContain('report');
  await comeIn(theirs, link);
  await look(theirs, 'own words first');
  expect(await main(theirs)).not.toContain('large hall');
  await press(theirs, en.newWords.own.button);
  await look(theirs, 'own words');
  const own = (await theirs.locator('.words li').allInnerTexts()).join(' ');
  await comeIn(theirs, words);
  expect(await main(theirs)).toContain(en.message.unusable);
  await comeIn(theirs, own);
  await look(theirs, 'what it is about');
  const read = await main(theirs);
  for (const shown of [doors.response.heading, 'large hall', 'Where were you?', 'What did you say?'])
    expect(read).toContain(shown);
  for (const hidden of [caseName, 'go home', 'Robin Roe'])
    expect(await theirs.content()).not.toContain(hidden);

  await press(theirs, doors.acts['more-time'].button);
  await look(theirs, 'form for more time');
  await theirs.getByLabel(doors.acts['more-time'].label).fill('I am travelling.');
  await press(theirs, doors.acts['more-time'].send);
  expect(await said(theirs)).toBe(doors.acts['more-time'].sent);
  await look(theirs, 'asked for more time');

  await openCase(page, caseName);
  expect(await main(page)).toContain('New in other conversations:');
  await goTo(page, 'People');
  const conversation = page.locator('#conversation-1');
  expect(await conversation.innerText()).toContain('I am travelling.');
  await look(page, 'more time is asked for');
  await conversation.getByRole('button', { name: /^Give them until / }).click();
  expect(await conversation.getByRole('button', { name: /^Give them until / }).count()).toBe(0);

  await comeIn(theirs, own);
  const until = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  expect(await main(theirs)).toContain(until.format(new Date(inDays(14))));
  await theirs.getByLabel(doors.write).fill('I was at the desk all evening.');
  await theirs.getByLabel(en.files.choose).setInputFiles([photo]);
  await press(theirs, doors.send);
  await look(theirs, 'a file to look at');
  await press(theirs, doors.send);
  expect(await said(theirs)).toBe(en.thread.sent);
  await look(theirs, 'answered');

  await openCase(page, caseName);
  await goTo(page, 'People');
  expect(await conversation.innerText()).toContain('I was at the desk all evening.');
  expect(await conversation.innerText()).toContain(photo.name);
  await look(page, 'the answer');
  await unfold(page, '#conversation-1', 'Write to the respondent');
  await page.locator('#reply-1-text').fill('Thank you. We come back to you within a week.');
  await press(page, 'Send to the respondent');
  expect(await conversation.innerText()).toContain('We come back to you within a week.');
  await look(page, 'answered by the team');

  await comeIn(theirs, own);
  expect(await main(theirs)).toContain('We come back to you within a week.');
  await outside.end();

  const reporter = await story.outside();
  await comeIn(reporter.page, passphrase);
  expect(await reporter.page.content()).not.toContain('I was at the desk');
  await reporter.end();
  expect(story.found).toEqual([]);
  await member.context.close();
}, 240_000);
