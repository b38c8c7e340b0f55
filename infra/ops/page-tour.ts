import type { Page } from 'playwright-core';
import { ensureFirstMember } from '../local/first-member.ts';
import type { Local } from '../local/start-local.ts';

/** Called on each page and state, with its name. */
export type Look = (name: string) => Promise<void>;

const story =
  'At the contributors’ dinner on Saturday he kept coming back to our table, although two of us had asked him ' +
  'to leave us alone. Later he waited outside the lift and would not let me pass.\n\n' +
  'He has written to me three times since: https://chat.example.org/archive/2026/11/a-very-long-address-without-a-break/0123456789abcdef0123456789abcdef';
const answer =
  'Thank you for telling us. Are you safe now? Would you like us to speak to the organisers of the venue?';
const arabic = 'شكرا لكم. نعم، أنا بخير الآن.';
const passphraseWords = 12;
const busy = { kind: 'fail', code: 'ThrottlingException', statusCode: 400 } as const;

/** Walks through every page and state of the reporter's site, as a reporter of flesh and blood would. */
export const tourPages = async (page: Page, local: Local, look: Look): Promise<void> => {
  const { reporterUrl } = local;
  const open = (path: string) => page.goto(`${reporterUrl}${path}`);
  const press = (name: string) => page.getByRole('button', { name }).click();
  const tell = (text: string) => page.getByLabel('What happened?').fill(text);
  const comeBack = async (words: string) => {
    await open('/follow-up');
    await page.getByLabel('Your twelve words').fill(words);
    await press('Open my report');
  };

  await open('/');
  await look('landing');
  await open('/nowhere');
  await look('not-found');

  await open('/report');
  await look('report-form');
  await page.getByLabel('Who did it?').fill('Somebody with a red badge');
  await page.getByLabel('Somebody may be in danger').check();
  await press('Send the report');
  await look('report-form-empty');
  await tell(`A hidden character\u202e here`);
  await press('Send the report');
  await look('report-form-invisible-character');
  await tell(story);
  local.emulators.faults.dynamoDb.next('TransactWriteItems', busy, 3);
  await press('Send the report');
  local.emulators.faults.dynamoDb.clear();
  await look('report-form-service-busy');
  await press('Send the report');
  await look('receipt');
  const words = await page.locator('.words li').allInnerTexts();
  if (words.length !== passphraseWords) throw new Error('the receipt has no twelve words');
  const passphrase = words.join(' ');
  const caseName = await page.locator('dd').first().innerText();
  await page.getByText('I would rather have a link').click();
  await look('receipt-link');
  const link = await page.locator('.link').innerText();

  await open('/follow-up');
  await look('follow-up-form');
  await comeBack('only three words');
  await look('follow-up-too-few-words');
  await comeBack(['aple', 'bananna', ...words.slice(2)].join(' '));
  await look('follow-up-unknown-words');
  await comeBack('legal winner thank year wave sausage worth useful legal winner thank yellow');
  await look('follow-up-opens-nothing');
  await page.goto('about:blank');
  await page.goto(link);
  await look('follow-up-link');
  await comeBack(passphrase);
  await look('thread-unopened');
  await page.getByText('Withdraw this report').click();
  await look('thread-unopened-withdraw');
  await press('Send');
  await look('thread-empty-reply');

  await workOn(local, caseName);
  await comeBack(passphrase);
  await look('thread-answered');
  await page.getByLabel('Write to the team').fill(arabic);
  await press('Send');
  await look('thread-replied');
  await page.getByLabel('Write to the team').fill('One more thing: a friend saw it too.');
  local.emulators.faults.dynamoDb.next('TransactWriteItems', busy, 3);
  await press('Send');
  local.emulators.faults.dynamoDb.clear();
  await look('reply-service-busy');
  await page.evaluate(`document.querySelector('input[name=handle]').value = 'too-old'`);
  await press('Send');
  await look('reply-form-expired');
  await comeBack(passphrase);
  await page.getByText('Withdraw this report').click();
  await look('thread-opened-withdraw');
  await page.getByLabel('Yes, I want to withdraw it').check();
  await press('Ask for it to be erased');
  await look('withdrawal-asked');

  await open('/report');
  await tell('Sent by mistake.');
  await press('Send the report');
  const unopened = (await page.locator('.words li').allInnerTexts()).join(' ');
  await comeBack(unopened);
  await page.getByText('Withdraw this report').click();
  await page.getByLabel('Yes, I want to withdraw it').check();
  await press('Withdraw and erase');
  await look('withdrawn');
};

/** The team opens the case of that name, answers it and takes it into review. */
export const workOn = async (local: Local, caseName: string): Promise<void> => {
  const accessToken = await ensureFirstMember({
    dynamoUrl: local.emulators.dynamoDb.url,
    teamTable: local.emulators.tables.team,
    stateFolder: local.files.folder,
    channels: local.channels,
  });
  const ask = async (path: string, content?: object): Promise<unknown> => {
    const response = await fetch(`${local.teamUrl}/api/cases${path}`, {
      method: content === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(content !== undefined && { body: JSON.stringify(content) }),
    });
    if (!response.ok) throw new Error(`the team's ${path} answers ${response.status}`);
    return response.json();
  };
  // The shape is the contract of functions/team/api/contract.ts.
  const { cases } = (await ask('')) as { cases: { id: string; caseName: string }[] };
  const id = cases.find((listed) => listed.caseName === caseName)?.id;
  if (id === undefined) throw new Error(`the team does not see the case ${caseName}`);
  await ask(`/${id}`);
  await ask(`/${id}/state`, { state: 'acknowledged' });
  await ask(`/${id}/messages`, { text: answer });
  await ask(`/${id}/state`, { state: 'in-review' });
};
