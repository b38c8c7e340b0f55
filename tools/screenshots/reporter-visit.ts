import type { Page } from 'playwright-core';
import { catalogue } from '../../functions/reporter/locales/catalogue.ts';
import type { Language } from '../../functions/settings/localised.ts';
import type { Local } from '../../infra/local/start-local.ts';
import { busy, type Look } from './look.ts';
import type { reporterFiles } from './tour-files.ts';

const passphraseWords = 12;

export type ReporterVisit = ReturnType<typeof visitReporterSite>;

/** What a reporter does on any page of their site, in the words of `language`. */
export const visitReporterSite = (
  page: Page,
  { local, look, language }: { readonly local: Local; readonly look: Look; readonly language: Language },
) => {
  const { reporterUrl } = local;
  const said = catalogue[language];
  const see = (name: string) => look(name, page);
  const open = (path: string) => page.goto(`${reporterUrl}${path}`);
  const press = (name: string, on = page) => on.getByRole('button', { name, exact: true }).click();
  const whileBusy = async (name: string): Promise<void> => {
    local.emulators.faults.dynamoDb.next('TransactWriteItems', busy, 3);
    await press(name);
    local.emulators.faults.dynamoDb.clear();
  };
  const wordsOnReceipt = async (): Promise<string[]> => {
    const words = await page.locator('.words li').allInnerTexts();
    if (words.length !== passphraseWords) throw new Error('the receipt has no twelve words');
    return words;
  };
  const comeBack = async (words: string): Promise<void> => {
    await open('/follow-up');
    await page.getByLabel(said.followUp.words).fill(words);
    await press(said.followUp.open);
  };
  /** Chooses files; where scripts run, they have been sent when it ends. */
  const choose = async (files: typeof reporterFiles): Promise<void> => {
    await page.locator('#files').setInputFiles(files);
    if ((await page.locator('.uploads').count()) > 0)
      await page
        .locator('.uploads [name=attached]')
        .nth(files.length - 1)
        .waitFor({ state: 'attached' });
  };
  const checkWord = async (word: string, name: string): Promise<void> => {
    await page.locator('#word').fill(word);
    const [window] = await Promise.all([
      page.context().waitForEvent('page'),
      press(said.receipt.checkButton),
    ]);
    await window.waitForLoadState();
    await look(name, window);
    await window.close();
  };
  return { page, said, see, open, press, whileBusy, wordsOnReceipt, comeBack, choose, checkWord };
};
