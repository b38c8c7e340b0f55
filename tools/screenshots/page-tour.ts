import type { Page } from 'playwright-core';
import type { Language } from '../../functions/settings/localised.ts';
import type { Local } from '../../infra/local/start-local.ts';
import { namedMember, workOn } from './example-community.ts';
import type { Look } from './look.ts';
import { visitReporterSite, type ReporterVisit } from './reporter-visit.ts';
import { reporterFiles } from './tour-files.ts';

const story =
  'At the contributors’ dinner on Saturday he kept coming back to our table, although two of us had asked him ' +
  'to leave us alone. I was the only one who saw him wait outside the lift; call me on +1 555 010 0199.\n\n' +
  'He has written to me three times since: https://chat.example.org/archive/2026/11/a-very-long-address-without-a-break/0123456789abcdef0123456789abcdef';
const arabic = 'شكرا لكم. نعم، أنا بخير الآن.';

/**
 * Walks through every page and state of the reporter's site, as a reporter of flesh and blood would. The browser asks
 * for `language` by itself (`locale` of its context); the team of `joinTeam` is there.
 */
export const tourPages = async (page: Page, local: Local, look: Look, language: Language): Promise<void> => {
  const visit = visitReporterSite(page, { local, look, language });
  await lookAround(visit);
  await fillInReport(visit);
  const receipt = await sendReport(visit);
  await followUp(visit, receipt);
  await workOn(local, receipt.caseName);
  const passphrase = receipt.words.join(' ');
  await writeToTeam(visit, passphrase);
  await withdraw(visit, passphrase);
  await takeNewWords(visit, passphrase);
  await withdrawUnopened(visit);
};

type Receipt = { readonly words: readonly string[]; readonly caseName: string; readonly link: string };

const lookAround = async (visit: ReporterVisit): Promise<void> => {
  const { see, open } = visit;
  await open('/');
  await see('landing');
  await open('/privacy');
  await see('privacy');
  await open('/snippet');
  await see('snippet');
  await open('/nowhere');
  await see('not-found');
  await open('/report/security');
  await see('report-form-security');
};

const fillInReport = async (visit: ReporterVisit): Promise<void> => {
  const { page, said, see, open, press, choose } = visit;
  await open('/report');
  await see('report-form');
  await page.locator('#who').fill('Somebody with a red badge, and Grace.');
  await page.locator('#urgent').check();
  await press(said.form.toReview);
  await see('report-form-empty');
  await page.locator('#whatHappened').fill(`A hidden character\u202e here`);
  await press(said.form.toReview);
  await see('report-form-invisible-character');
  await page.locator('#whatHappened').fill(story);
  await page.getByLabel(said.form.name, { exact: true }).fill('Lin');
  await page.getByLabel(said.form.contact, { exact: true }).fill('lin@example.org');
  await page.getByLabel('Local lead').check();
  await press(said.form.toReview);
  await see('review-nobody-left');
  await press(said.review.back);
  await see('report-form-again');
  await choose(reporterFiles);
  await see('report-form-files-chosen');
  await press(said.files.attach);
  await see('report-form-files');
  await page.locator('[name=keepOriginal]').first().check();
  await page.locator('[name=dropped]').nth(1).check();
  await page.locator('#files').setInputFiles({
    name: '0.txt',
    mimeType: 'text/plain',
    buffer: Buffer.alloc(0),
  });
  await see('report-form-file-refused');
};

const sendReport = async (visit: ReporterVisit): Promise<Receipt> => {
  const { page, said, see, press, whileBusy, wordsOnReceipt, checkWord } = visit;
  await press(said.form.toReview);
  await page.getByLabel('Local lead').uncheck();
  await page.locator('#whatHappened').fill(' ');
  await press(said.review.send);
  await see('review-empty');
  await page.locator('#whatHappened').fill(story);
  if (!(await page.getByLabel(namedMember).isChecked()))
    throw new Error('the one who was named is not ticked');
  await whileBusy(said.review.send);
  await see('review-service-busy');
  await press(said.review.send);
  await see('receipt');
  const words = await wordsOnReceipt();
  const caseName = await page.locator('dd').first().innerText();
  await page.getByText(said.receipt.check, { exact: true }).click();
  const label = await page.locator('label[for=word]').innerText();
  await see('receipt-check');
  await checkWord(words[Number(/\d+/.exec(label)?.[0]) - 1] ?? '', 'word-right');
  await checkWord('zoo', 'word-wrong');
  await page.getByText(said.receipt.link, { exact: true }).click();
  await see('receipt-link');
  const link = await page.locator('.link').innerText();
  return { words, caseName, link };
};

const followUp = async (visit: ReporterVisit, { words, link }: Receipt): Promise<void> => {
  const { page, said, see, open, press, comeBack } = visit;
  await open('/follow-up');
  await see('follow-up-form');
  await comeBack('only three words');
  await see('follow-up-too-few-words');
  await comeBack(['aple', 'bananna', ...words.slice(2)].join(' '));
  await see('follow-up-unknown-words');
  await comeBack('legal winner thank year wave sausage worth useful legal winner thank yellow');
  await see('follow-up-opens-nothing');
  await page.goto('about:blank');
  await page.goto(link);
  await see('follow-up-link');
  await comeBack(words.join(' '));
  await see('thread-unopened');
  await page.getByText(said.withdraw.summary, { exact: true }).click();
  await see('thread-unopened-withdraw');
  await press(said.thread.send);
  await see('thread-empty-reply');
};

/** The team has answered. */
const writeToTeam = async (visit: ReporterVisit, passphrase: string): Promise<void> => {
  const { page, said, see, press, whileBusy, comeBack, choose } = visit;
  await comeBack(passphrase);
  await see('thread-answered');
  await page.getByLabel(said.thread.write).fill(arabic);
  await page.locator('#urgent').check();
  await press(said.thread.send);
  await see('thread-replied');
  await page.getByLabel(said.thread.write).fill('One more thing: a friend saw it too.');
  await choose(reporterFiles.slice(0, 1));
  await press(said.thread.send);
  await see('thread-look-at-files');
  await whileBusy(said.thread.send);
  await see('reply-service-busy');
  await page.evaluate(`document.querySelector('input[name=handle]').value = 'too-old'`);
  await press(said.thread.send);
  await see('reply-form-expired');
};

const withdraw = async (visit: ReporterVisit, passphrase: string): Promise<void> => {
  const { page, said, see, press, whileBusy, comeBack } = visit;
  await comeBack(passphrase);
  await page.getByText(said.withdraw.summary, { exact: true }).click();
  await see('thread-opened-withdraw');
  await page.evaluate(
    `document.querySelectorAll('[required]').forEach((field) => { field.required = false })`,
  );
  await press(said.withdraw.chooseButton);
  await see('thread-withdraw-nothing-chosen');
  await page.locator('#stop-writing').check();
  await page.locator('#confirm').check();
  await press(said.withdraw.chooseButton);
  await see('thread-no-more-messages');
  await page.getByText(said.withdraw.summary, { exact: true }).click();
  await page.locator('#erase-everything').check();
  await page.locator('#confirm').check();
  await whileBusy(said.withdraw.chooseButton);
  await see('withdrawal-service-busy');
  await press(said.withdraw.chooseButton);
  await see('withdrawal-asked');
};

const takeNewWords = async (visit: ReporterVisit, passphrase: string): Promise<void> => {
  const { page, said, see, press, whileBusy, wordsOnReceipt, comeBack } = visit;
  await comeBack(passphrase);
  await page.getByText(said.newWords.summary, { exact: true }).click();
  await see('thread-new-words');
  await page.evaluate(
    `document.querySelectorAll('[required]').forEach((field) => { field.required = false })`,
  );
  await press(said.newWords.button);
  await see('thread-new-words-not-confirmed');
  await page.locator('#confirm-words').check();
  await whileBusy(said.newWords.button);
  await see('new-words-service-busy');
  await press(said.newWords.button);
  await see('new-words');
  const newWords = (await wordsOnReceipt()).join(' ');
  await comeBack(newWords);
  await page.getByText(said.withdraw.summary, { exact: true }).click();
  await page.locator('#close-door').check();
  await page.locator('#confirm').check();
  await press(said.withdraw.chooseButton);
  await see('door-closed');
};

/** Another report, taken back before anybody has opened it. */
const withdrawUnopened = async (visit: ReporterVisit): Promise<void> => {
  const { page, said, see, open, press, wordsOnReceipt, comeBack } = visit;
  await open('/report');
  await page.locator('#whatHappened').fill('Sent by mistake.');
  await press(said.form.toReview);
  await see('review');
  await press(said.review.send);
  const unopened = (await wordsOnReceipt()).join(' ');
  await comeBack(unopened);
  await page.getByText(said.withdraw.summary, { exact: true }).click();
  await page.locator('#confirm').check();
  await press(said.withdraw.button);
  await see('withdrawn');
};
