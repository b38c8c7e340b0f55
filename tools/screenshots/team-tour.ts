import type { Page } from 'playwright-core';
import type { Local } from '../../infra/local/start-local.ts';
import { busy, type Look } from './look.ts';
import { memberNamed, newEnrolmentLink, teamOrigin, withAuthenticator } from './team-browser.ts';
import { phonePhoto, uncleanablePhoto, type ShownFile } from '../../infra/local/demo/shown-files.ts';
import { colleagueOf, tellStories } from './team-stories.ts';
import { namedMember } from './example-community.ts';

const onDisk = ({ name, bytes }: ShownFile) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});
const inDays = (days: number): string =>
  new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);

/**
 * Walks through the team's pages and states as somebody would who works with them, from the enrolment link on. The
 * members of `joinTeam` are there.
 */
export const tourTeam = async (page: Page, local: Local, look: Look): Promise<void> => {
  const visit = await visitTeamSite(page, local, look);
  await enrol(visit);
  await searchCases(visit);
  await openUrgentCase(visit);
  await answerReporter(visit);
  await handleCase(visit);
  await lookAtOtherCases(visit);
  await lookAround(visit);
};

type TeamVisit = Awaited<ReturnType<typeof visitTeamSite>>;

/** What a member does on any page, with the cases that they find. */
const visitTeamSite = async (page: Page, local: Local, look: Look) => {
  const see = (name: string) => look(`team-${name}`, page);
  const open = (path: string) => page.goto(`${teamOrigin(local)}${path}`);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
  const unfold = (name: string) => page.getByText(name, { exact: true }).first().click();
  const openCase = async (caseName: string): Promise<void> => {
    await open('/cases');
    await page.getByRole('link', { name: caseName }).click();
  };
  const told = await tellStories(local);
  const colleague = await colleagueOf(local);
  return { page, local, told, colleague, see, open, press, unfold, openCase };
};

const enrol = async (visit: TeamVisit): Promise<void> => {
  const { page, local, see, open, press } = visit;
  await withAuthenticator(page);
  await open('/');
  await see('sign-in');
  await page.goto(await newEnrolmentLink(local, (await memberNamed(local, 'Local lead')).memberId));
  await see('enrolment-link');
  await press('Go on');
  await see('enrolment');
  await press('Make a passkey');
  await page.waitForURL('**/board');
  await see('board');
  await open('/cases');
  await see('cases');
  await open('/passkeys');
  await see('passkeys');
};

const searchCases = async (visit: TeamVisit): Promise<void> => {
  const { page, see, open, press } = visit;
  await open('/cases?state=received&assignee=none');
  await see('cases-narrowed');
  await open('/cases?channel=nowhere');
  await see('cases-refused');
  await open('/cases');
  await page.locator('#q').fill('red badge');
  await press('Search');
  await see('cases-found');
  await page.locator('#q').fill('nobody of that name');
  await press('Search');
  await see('cases-none-found');
};

const openUrgentCase = async (visit: TeamVisit): Promise<void> => {
  const { page, told, see, press, openCase } = visit;
  await openCase(told.urgent.caseName);
  await see('conflict');
  await press('No conflict: open the case');
  await see('case-opened');
  await press('I take it');
  await see('case-taken');

  await page.getByRole('link', { name: 'Open it with a reason' }).first().click();
  await see('original');
  await press('Open the original');
  await see('original-no-reason');
  await page.locator('#original-reason').fill('To see when the photo was taken.');
  await press('Open the original');
  await see('original-open');
  await page.getByRole('link', { name: 'Back to the case' }).click();
};

const answerReporter = async (visit: TeamVisit): Promise<void> => {
  const { page, local, told, colleague, see, press } = visit;
  await page.locator('#reply-template').selectOption({ index: 1 });
  await press('Put it in');
  await see('case-template');
  await page.locator('#reply-attachments').setInputFiles([onDisk(phonePhoto()), onDisk(uncleanablePhoto())]);
  await page.locator('.uploads [name=attached]').nth(1).waitFor({ state: 'attached' });
  await see('case-files-uploaded');
  await press('Attach them and look first');
  await see('case-files-attached');
  await press('Send to the reporter');
  await see('case-place-to-fill');
  await page.locator('#reply-text').fill('Thank you for telling us. Are you safe tonight?');
  await page.locator('#reply-inTouchName').fill('Grace');
  await page.locator('#reply-inTouchBy').fill(inDays(7));
  await colleague(told.urgent.caseName, '/messages', { text: 'We are here. Somebody is on the way.' });
  await press('Send to the reporter');
  await see('case-changed-meanwhile');
  local.emulators.faults.dynamoDb.next('TransactWriteItems', busy, 3);
  await press('Send to the reporter');
  local.emulators.faults.dynamoDb.clear();
  await see('case-busy');
  await press('Send to the reporter');
  await see('case-answered');
};

const handleCase = async (visit: TeamVisit): Promise<void> => {
  const { page, see, press, unfold } = visit;
  await page.locator('#note-text').fill('He has left the hotel, says the front desk.');
  await press('Keep the note');
  await page.locator('#note-text').fill('I know the front desk from last year.');
  await page.getByLabel('Only I may read it').check();
  await press('Keep the note');
  await see('case-noted');
  await unfold('Change the state');
  await page.locator('#state-state').selectOption('closed');
  await press('Change the state');
  await see('case-no-reason');
  await page.locator('#state-state').selectOption('in-review');
  await press('Change the state');
  await unfold('Add a task');
  await page.locator('#task-text').fill('Ask the venue who was at the desk');
  await page.locator('#task-dueOn').fill(inDays(7));
  await page.locator('#task-assigneeId').selectOption({ label: 'Grace Hopper' });
  await press('Add the task');
  await unfold('Add a task');
  await page.locator('#task-text').fill('Find a room in another hotel');
  await press('Add the task');
  await press('Done');
  await unfold('Move a date');
  await page.locator('#deadline-by').fill(inDays(9));
  await page.locator('#deadline-reason').fill('The venue answers on Monday.');
  await press('Move the date');
  await unfold('Hand it over');
  await see('case-handled');
  await unfold('Open their name or contact');
  await page.locator('#identity-part').selectOption('contact');
  await page.locator('#identity-reason').fill('To find them another room tonight.');
  await press('Open it');
  await see('case-identity');
};

const lookAtOtherCases = async (visit: TeamVisit): Promise<void> => {
  const { page, told, see, press, openCase } = visit;
  await openCase(told.arabic.caseName);
  await see('conflict-arabic');
  await press('No conflict: open the case');
  await page.locator('#reply-template').selectOption({ index: 0 });
  await press('Put it in');
  await see('case-arabic');
  await openCase(told.hostile.caseName);
  await see('conflict-hostile');
  await press('No conflict: open the case');
  await see('case-hostile');
  await openCase(told.spanish.caseName);
  await press('Leave it to others');
  await see('cases-left');
  await openCase(told.urgent.caseName);
  for (const folded of await page.locator('#more details summary').all()) await folded.click();
  await see('case-more');
  await page.getByRole('link', { name: 'Who did what: the audit log' }).click();
  await see('audit-log');
};

const lookAround = async (visit: TeamVisit): Promise<void> => {
  const { page, see, open, press, unfold } = visit;
  await open('/cases/new');
  await see('on-behalf');
  await page.locator('form[method=post] button[type=submit]').last().click();
  await see('on-behalf-empty');
  for (const name of ['board', 'procedure', 'same-people', 'review', 'forwarded']) {
    await open(`/${name}`);
    await see(`${name}-worked-on`);
  }
  await open('/cases');
  await page.locator('.cases input[type=checkbox]').first().check();
  await unfold('Do the same in several cases');
  await see('cases-to-choose');
  await press('Assign');
  await see('several');
  await open('/members');
  await see('members');
  await page.getByRole('link', { name: namedMember }).first().click();
  await see('member');
  await open('/members/new');
  await see('member-new');

  await open('/cases/AAAAAAAAAAAAAAAAAAAAAA');
  await see('not-found');
  await press('Sign out');
  await see('signed-out');
};
