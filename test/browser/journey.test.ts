import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { workOn } from '../../tools/screenshots/example-community.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const wordsOn = async (page: Page): Promise<string[]> => {
  await page.locator('.words').waitFor();
  return page.locator('.words li').allInnerTexts();
};
const focused = (page: Page) => page.locator(':focus').getAttribute('id');
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const caseNameOn = (page: Page) => page.locator('dd').first().innerText();

/** Words as people type them: numbered, in capitals, over several lines. */
const typedMessily = (words: readonly string[]): string =>
  words.map((word, index) => `${index + 1}) ${index % 2 === 0 ? word.toUpperCase() : word},`).join('\n  ');

const storedCases = async (): Promise<number> => (await site.storedCases()).length;

const fileReport = async (page: Page, text: string): Promise<{ words: string[]; caseName: string }> => {
  await page.goto('/report');
  await page.getByLabel('What happened?').fill(text);
  await press(page, 'Look it over');
  await press(page, 'Send the report');
  return { words: await wordsOn(page), caseName: await caseNameOn(page) };
};

const comeBack = async (page: Page, words: string): Promise<void> => {
  await page.goto('/follow-up');
  await page.getByLabel('Your twelve words').fill(words);
  await press(page, 'Open my report');
};

describe.each([
  ['off', false],
  ['on', true],
])('with scripts %s', (_state, javaScriptEnabled) => {
  test('a report is written, answered, replied to and withdrawn', async () => {
    const { page, end } = await site.visit({ javaScriptEnabled });
    await page.goto('/');
    await page.getByRole('link', { name: 'Write a report: Conduct' }).click();
    await page.getByLabel('Who did it?').fill('Somebody in red, a friend of Grace');
    await page.getByLabel('Local lead').check();
    await press(page, 'Look it over');

    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.getByLabel('Who did it?').inputValue()).toBe('Somebody in red, a friend of Grace');
    expect(await page.getByLabel('Local lead').isChecked()).toBe(true);
    await page.locator('.errors a').click();
    expect(await focused(page)).toBe('whatHappened');

    const stored = await storedCases();
    await page.keyboard.type('He shouted at us. I was the only one at the lift; 030 1234 5678.');
    await press(page, 'Look it over');
    expect(await heading(page)).toBe('Is this right?');
    const said = await page.locator('main').innerText();
    expect(said).toContain('“030 1234 5678”: a phone number');
    expect(said).toContain('“I was the only”: something only a few people can know');
    expect(said).toContain('You named Grace Hopper, who is on the team.');
    expect(said).toContain('Everybody who could read this report is excluded.');
    expect(said).toContain('The ombudsperson: ombuds@example.net');
    expect(await page.getByLabel('Grace Hopper').isChecked()).toBe(true);
    await page.getByLabel('Local lead').uncheck();
    await page.getByLabel('A way to reach me').fill('lin@example.org');
    await page.getByLabel('What happened?').fill('He shouted at us.');
    expect(await storedCases()).toBe(stored);
    await press(page, 'Send the report');
    const words = await wordsOn(page);
    expect(words).toHaveLength(12);
    const caseName = await caseNameOn(page);
    expect(await storedCases()).toBe(stored + 1);

    await page.getByRole('link', { name: 'Where to come back' }).click();
    await page.getByLabel('Your twelve words').fill(typedMessily(words));
    await press(page, 'Open my report');
    expect(await heading(page)).toBe(`Case ${caseName}`);
    expect(await page.locator('.thread').innerText()).toContain('He shouted at us.');

    await page.getByLabel('Write to the team').fill('It was at the lift.');
    await press(page, 'Send');
    expect(await page.locator('.box[role=status]').innerText()).toBe('Your message has been sent.');

    await workOn(site.local, caseName);
    await comeBack(page, words.join(' '));
    expect(await page.locator('.thread > li').count()).toBe(3);
    expect(await page.locator('.thread .team').innerText()).toContain('Are you safe now?');
    expect(await page.locator('dl').innerText()).toContain('Your contact details were opened on');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      press(page, 'Download this conversation as text'),
    ]);
    expect(saved.suggestedFilename()).toBe('conversation.txt');
    expect(await readFile(await saved.path(), 'utf8')).toContain('It was at the lift.');

    await page.getByText('Withdraw this report').click();
    await page.getByLabel(en.withdraw.choices['erase-everything'].label).check();
    await page.getByLabel(en.withdraw.confirmChoice).check();
    await press(page, en.withdraw.chooseButton);
    expect(await heading(page)).toBe('The team has been asked');
    await end();
  });

  test('a report that nobody has opened is gone once it is withdrawn', async () => {
    const { page, end } = await site.visit({ javaScriptEnabled });
    const { words } = await fileReport(page, 'Sent by mistake.');
    await comeBack(page, words.join(' '));
    await page.getByText('Withdraw this report').click();
    await page.getByLabel('Yes, I want to withdraw it').check();
    await press(page, 'Withdraw and erase');
    expect(await heading(page)).toBe('Your report is withdrawn');
    await comeBack(page, words.join(' '));
    expect(await page.locator('.errors').innerText()).toContain('These words do not open anything.');
    await end();
  });

  test('sending with a double click is one report', async () => {
    const { page, end } = await site.visit({ javaScriptEnabled });
    const before = await storedCases();
    await page.goto('/report');
    await page.getByLabel('What happened?').fill('Told with a nervous hand.');
    await press(page, 'Look it over');
    await page.getByRole('button', { name: 'Send the report' }).dblclick();
    const words = await wordsOn(page);
    expect(await storedCases()).toBe(before + 1);
    await comeBack(page, words.join(' '));
    expect(await page.locator('.thread').innerText()).toContain('Told with a nervous hand.');
    await end();
  });

  test('pressing again while the first sending has no answer yet is one report', async () => {
    const { page, requests, end } = await site.visit({ javaScriptEnabled });
    const before = await storedCases();
    await page.goto('/report');
    await page.getByLabel('What happened?').fill('Told with impatience.');
    await press(page, 'Look it over');
    site.local.emulators.faults.dynamoDb.next('TransactWriteItems', { kind: 'hang', after: true });
    const send = page.getByRole('button', { name: 'Send the report' });
    await send.scrollIntoViewIfNeeded();
    const { x, y } = (await send.boundingBox()) ?? { x: 0, y: 0 };
    // By the mouse, because a locator waits for the page that has not come yet.
    await page.mouse.click(x + 5, y + 5);
    while ((await storedCases()) === before) await new Promise((resolve) => setTimeout(resolve, 50));
    await page.mouse.click(x + 5, y + 5);
    const words = await wordsOn(page);
    expect(requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/report'))).toHaveLength(
      2,
    );
    expect(await storedCases()).toBe(before + 1);
    await comeBack(page, words.join(' '));
    expect(await page.locator('.thread').innerText()).toContain('Told with impatience.');
    await end();
  });

  test('one word can be checked in a window of its own, which does not lose the receipt', async () => {
    const { page, context, end } = await site.visit({ javaScriptEnabled });
    const { words } = await fileReport(page, 'Checked.');
    await page.getByText('Check that you have them').click();
    const label = await page.locator('label[for=word]').innerText();
    const word = words[Number(/\d+/.exec(label)?.[0]) - 1] ?? '';
    for (const [typed, answer] of [
      [` ${word.toUpperCase()} `, 'That is right.'],
      ['zoo', 'That is not word'],
    ] as const) {
      await page.getByLabel('Type word').fill(typed);
      const [window] = await Promise.all([context.waitForEvent('page'), press(page, 'Check')]);
      await window.getByText(answer).waitFor();
      await window.close();
    }
    expect(await wordsOn(page)).toEqual(words);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save the words and dates' }).click(),
    ]);
    const text = await readFile(await saved.path(), 'utf8');
    for (const each of words) expect(text).toContain(each);
    await end();
  });

  test('a member who was excluded finds nothing of the report', async () => {
    const { page, end } = await site.visit({ javaScriptEnabled });
    await page.goto('/report');
    await page.getByLabel('What happened?').fill('Between us.');
    await page.getByLabel('Local lead').check();
    await press(page, 'Look it over');
    await press(page, 'Send the report');
    await wordsOn(page);
    const caseName = await caseNameOn(page);
    await expect(workOn(site.local, caseName)).rejects.toThrow('the team does not see the case');
    await end();
  });

  test('a mistyped word is named, and what was typed stays', async () => {
    const { page, end } = await site.visit({ javaScriptEnabled });
    const typed = 'aple legal winner thank year wave sausage worth useful legal winner yellow';
    await comeBack(page, typed);
    expect(await page.locator('.problem').innerText()).toContain('“apple”');
    expect(await page.getByLabel('Your twelve words').inputValue()).toBe(typed);
    await page.locator('.errors a').click();
    expect(await focused(page)).toBe('words');
    await end();
  });
});

describe('the follow-up link', () => {
  const receiptLink = async (page: Page, text: string): Promise<{ link: string; caseName: string }> => {
    const { caseName } = await fileReport(page, text);
    await page.getByText('I would rather have a link').click();
    return { link: await page.locator('.link').innerText(), caseName };
  };

  test('fills the form and leaves the address bar; nothing is sent until the button is pressed', async () => {
    const first = await site.visit();
    const { link, caseName } = await receiptLink(first.page, 'Back by link.');
    await first.end();
    const token = link.split('#')[1] ?? '';
    expect(token).toMatch(/^[\w-]{22}$/);

    const { page, requests, end } = await site.visit();
    await page.goto(link);
    expect(page.url()).toBe(`${site.local.reporterUrl}/follow-up`);
    expect(await page.getByLabel('Your twelve words').inputValue()).toBe(token);
    expect(await focused(page)).toBe('open');
    await page.waitForTimeout(300);
    expect(requests.map(({ method }) => method)).toEqual(['GET']);

    await page.keyboard.press('Enter');
    await page.getByText('Back by link.').waitFor();
    expect(await heading(page)).toBe(`Case ${caseName}`);
    expect(await page.content()).not.toContain(token);
    expect(page.url()).not.toContain(token);
    await page.goBack();
    expect(page.url()).not.toContain(token);
    await end();
  });

  test('works pasted into the form where scripts are off', async () => {
    const { page, requests, end } = await site.visit({ javaScriptEnabled: false });
    const { link, caseName } = await receiptLink(page, 'Back by a pasted link.');
    await page.goto('about:blank');
    await page.goto(link);
    expect(await page.getByLabel('Your twelve words').inputValue()).toBe('');
    await page.getByLabel('Your twelve words').fill(link);
    await press(page, 'Open my report');
    expect(await heading(page)).toBe(`Case ${caseName}`);
    expect(
      requests.filter(({ url }) => url.includes(link.split('#')[1] ?? link) && !url.includes('#')),
    ).toEqual([]);
    await end();
  });
});

test('the keyboard alone is enough, and shows where it is', async () => {
  const { page, end } = await site.visit();
  const tabTo = async (id: string): Promise<void> => {
    for (let count = 0; count < 40; count += 1) {
      await page.keyboard.press('Tab');
      const here = page.locator(':focus');
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      expect(outline).not.toBe('none');
      const name = (await here.getAttribute('id')) ?? (await here.innerText());
      if (name === id) return;
    }
    throw new Error(`Tab never comes to ${id}`);
  };
  await page.goto('/');
  await tabTo('Write a report: Conduct');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/report');
  await tabTo('whatHappened');
  await page.keyboard.type('Written without a mouse.');
  await tabTo('urgent');
  await page.keyboard.press('Space');
  await tabTo('Look it over');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Is this right?' }).waitFor();
  await tabTo('Send the report');
  await page.keyboard.press('Enter');
  const words = await wordsOn(page);
  expect(await page.getByText('within a minute').count()).toBe(1);
  await tabTo('Where to come back');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/follow-up');
  await tabTo('words');
  await page.keyboard.type(words.join(' '));
  await tabTo('open');
  await page.keyboard.press('Enter');
  await page.getByText('Written without a mouse.').waitFor();
  await tabTo('Withdraw this report');
  await page.keyboard.press('Enter');
  await tabTo('confirm');
  await page.keyboard.press('Space');
  await tabTo('Withdraw and erase');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your report is withdrawn' }).waitFor();
  await end();
});

test('the exit control stays in sight however far a page is scrolled', async () => {
  const { page, end } = await site.visit();
  await page.goto('/report');
  await page.getByRole('button', { name: 'Look it over' }).scrollIntoViewIfNeeded();
  const box = await page.getByRole('link', { name: 'Leave this page' }).boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.y).toBeLessThan(100);
  await end();
});
