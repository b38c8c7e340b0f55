import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { sendMail } from '../harness/smtp-client.ts';
import { comeBack, lead, main, openCase, openStory, press, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 240_000);
afterAll(() => story.close());

/** A report by mail. @returns the link in the answer to it */
const linkOfMailed = async (text: string): Promise<string> => {
  const { mails, runScheduled, emulators } = story.site.local;
  const to = mails.addresses.conduct ?? '';
  const header = `From: robin@mail.example\r\nTo: ${to}\r\nSubject: On Sunday\r\nMessage-ID: <one@mail.example>`;
  const content = `${header}\r\n\r\n${text}\r\n`;
  expect((await sendMail(mails.smtpPort, { from: 'robin@mail.example', to: [to], content })).code).toBe(250);
  await mails.settled();
  await runScheduled();
  const answer = (await emulators.ses.mails()).find((mail) => mail.to.includes('robin@mail.example'));
  return /http:\S+\/follow-up#[\w-]{22}/.exec(answer?.text ?? '')?.[0] ?? '';
};

test('without scripts, the link in the answer to a mail leads to words of one’s own, and the team sees how it came', async () => {
  const link = await linkOfMailed('He followed me to my room.');
  const { page, end } = await story.outside();
  await page.goto(link);
  await page.getByLabel(en.followUp.words).fill(link);
  await press(page, en.followUp.open);
  expect(await main(page)).toContain(en.newWords.own.heading);
  expect(await main(page)).not.toContain('followed me');
  await story.look(page, 'mail link opened');
  await press(page, en.newWords.own.button);
  const words = (await page.locator('.words li').allInnerTexts()).join(' ');
  expect(words.split(' ')).toHaveLength(12);
  const thread = await comeBack(page, words);
  expect(thread).toContain('He followed me to my room.');
  const [caseName = ''] = /[a-z]+-[a-z]+-\d\d/.exec(thread) ?? [];
  await story.look(page, 'mailed report as its reporter sees it');
  // The link was used: whoever finds the mail later has nothing by it.
  expect(await comeBack(page, link)).not.toContain('followed me');
  await end();

  await story.signIn(lead);
  const { page: theirs, context } = await story.asMember(lead);
  await openCase(theirs, caseName);
  expect(await main(theirs)).toContain('He followed me to my room.');
  expect(await main(theirs)).toMatch(/by e?-?mail/i);
  await story.look(theirs, 'mailed report');
  await context.close();
  expect(story.found).toEqual([]);
});
