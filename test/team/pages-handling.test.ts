import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadScript } from '../../functions/web/page/page-scripts.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { tamper } from './as-member.ts';
import { atPages, fileAndOpen, hiddenOf, wordsOf, type AtPages } from './team-pages.ts';

let service: Service;
let ada: AtPages;
let grace: AtPages;
beforeAll(async () => {
  service = await startService();
  ada = await atPages(service, await service.addMember({ name: 'Ada', role: 'lead' }));
  grace = await atPages(service, await service.addMember({ name: 'Grace' }));
});
afterAll(() => service.close());

const times = (html: string, text: string): number => html.split(text).length - 1;
const pageOf = (at: AtPages, id: string): Promise<string> => at.html(`/cases/${id}`);

describe('forms that are sent twice', () => {
  it.each([
    ['notes', { text: 'A note.' }, 'A note.'],
    ['tasks', { text: 'A task.', dueOn: '2026-03-20' }, 'A task.'],
    ['deadlines', { deadline: 'feedbackBy', by: '2026-05-01', reason: 'Holidays.' }, 'Holidays.'],
    ['state', { state: 'in-review', reason: 'Begun.' }, 'Begun.'],
  ])('at /%s are one entry', async (form, fields, text) => {
    const filed = await fileAndOpen(service, ada);
    const from = hiddenOf(await pageOf(ada, filed.id));
    const responses = [
      ...(await Promise.all([
        ada.fillIn(filed.id, form, fields, from),
        ada.fillIn(filed.id, form, fields, from),
      ])),
      await ada.fillIn(filed.id, form, fields, from),
    ];
    expect(responses.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(times(await pageOf(ada, filed.id), text)).toBe(1);
  });
});

describe('the handling of a case', () => {
  it('keeps a private note from everybody else', async () => {
    const filed = await fileAndOpen(service, ada);
    await grace.send(`/cases/${filed.id}/open`);
    await ada.fillIn(filed.id, 'notes', { text: 'For me.', private: 'yes' });
    expect(await pageOf(ada, filed.id)).toContain('For me.');
    expect(await pageOf(grace, filed.id)).not.toContain('For me.');
  });

  it('closes only with a reason and a word to the reporter, and keeps what was chosen until there are', async () => {
    const filed = await fileAndOpen(service, ada);
    const refused = await ada.fillIn(filed.id, 'state', { state: 'closed' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('<a href="#state-reason">Why: Closing a case needs a reason.</a>');
    expect(html).toMatch(/<option value="closed" selected[^>]*>Closed/);
    const reason = { state: 'closed', reason: 'Settled.' };
    const silent = await ada.fillIn(filed.id, 'state', reason);
    expect(silent.status).toBe(422);
    expect(await silent.text()).toContain(
      '<a href="#state-message">Message to the reporter: Write to them, or say below why they get no message.</a>',
    );
    await ada.fillIn(filed.id, 'state', { ...reason, message: 'We have spoken to him.' });
    expect(wordsOf(await ada.html('/cases?status=closed'))).toContain(filed.caseName);
  });

  it('does not change a state on what somebody has not read', async () => {
    const filed = await fileAndOpen(service, ada);
    await grace.send(`/cases/${filed.id}/open`);
    const from = hiddenOf(await pageOf(grace, filed.id));
    await ada.fillIn(filed.id, 'notes', { text: 'Wait for the venue.' });
    const wanted = { state: 'decided', reason: 'Clear enough.' };
    const refused = await grace.fillIn(filed.id, 'state', wanted, from);
    expect(refused.status).toBe(409);
    const html = await refused.text();
    expect(html).toContain('Ada has added a note.');
    expect(html).toContain('Clear enough.</textarea>');
    expect((await grace.fillIn(filed.id, 'state', wanted, hiddenOf(html))).status).toBe(303);
  });

  it('ticks a task off and takes the tick back', async () => {
    const filed = await fileAndOpen(service, ada);
    await ada.fillIn(filed.id, 'tasks', { text: 'Call them.', assigneeId: grace.memberId });
    expect(wordsOf(await pageOf(ada, filed.id))).toContain('1 to do, 0 done.');
    await ada.send(`/cases/${filed.id}/tasks/1`, { done: 'yes' });
    expect(wordsOf(await pageOf(ada, filed.id))).toContain('0 to do, 1 done.');
    await ada.send(`/cases/${filed.id}/tasks/1`, { done: 'no' });
    expect(wordsOf(await pageOf(ada, filed.id))).toContain('1 to do, 0 done.');
  });

  it('hands a case over, and gives it back', async () => {
    const filed = await fileAndOpen(service, ada);
    await ada.send(`/cases/${filed.id}/assignee`, { memberId: grace.memberId });
    expect(wordsOf(await pageOf(ada, filed.id))).toContain('Looked after by Grace');
    await ada.send(`/cases/${filed.id}/assignee`, { memberId: '' });
    expect(wordsOf(await pageOf(ada, filed.id))).toContain('Looked after by nobody yet');
    const unknown = await ada.send(`/cases/${filed.id}/assignee`, { memberId: 'somebody-else' });
    expect(unknown.status).toBe(422);
  });

  it('opens a name for a reason, on the page that answers and on no other', async () => {
    const identity = { name: 'Lin <script>', contact: 'lin@example.org' };
    const filed = await fileAndOpen(service, ada, { identity });
    const wanted = { part: 'name', reason: 'To call them.' };
    expect((await ada.fillIn(filed.id, 'identity', { part: 'name' })).status).toBe(422);
    const html = await (await ada.fillIn(filed.id, 'identity', wanted)).text();
    expect(html).toContain('Lin &lt;script&gt;');
    expect(html).not.toContain('lin@example.org');
    const later = await pageOf(ada, filed.id);
    expect(later).not.toContain('Lin &lt;');
    expect(wordsOf(later)).toContain('Name: last opened on 10 March 2026');
  });

  it('lets a lead bring back who had left, and nobody themselves', async () => {
    const filed = await fileAndOpen(service, ada);
    await grace.send(`/cases/${filed.id}/recusal`);
    expect((await grace.get(`/cases/${filed.id}`)).status).toBe(404);
    expect((await grace.send(`/cases/${filed.id}/recusal/lift`, { memberId: grace.memberId })).status).toBe(
      404,
    );
    await ada.send(`/cases/${filed.id}/recusal/lift`, { memberId: grace.memberId });
    expect((await grace.get(`/cases/${filed.id}`)).status).toBe(200);
  });

  it('names who must not be told, by the reporter’s wish', async () => {
    const filed = await fileAndOpen(service, ada, { excludedMembers: [grace.memberId] });
    expect(wordsOf(await pageOf(ada, filed.id))).toContain('Do not tell Grace , by the reporter’s wish');
    expect((await grace.get(`/cases/${filed.id}`)).status).toBe(404);
  });
});

describe('a page of a case', () => {
  it('escapes whatever a reporter writes, and links none of it', async () => {
    const hostile = '<script>alert(1)</script></textarea> https://example.org "quoted" &amp;';
    const filed = await fileAndOpen(service, ada, { answers: { whatHappened: hostile, who: hostile } });
    const html = await pageOf(ada, filed.id);
    expect(html.replace(`<script>${uploadScript}</script>`, '')).not.toContain('<script');
    expect(html).not.toContain('href="https://example.org');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;/textarea&gt;');
    expect(html).toContain('&amp;amp;');
  });

  it('of the longest report, all of it markup, fits into an answer of 6 MB', async () => {
    const filed = await fileAndOpen(service, ada, { answers: { whatHappened: '"'.repeat(200 * 1024) } });
    const html = await pageOf(ada, filed.id);
    expect(Buffer.byteLength(html)).toBeGreaterThan(1_200_000);
    expect(Buffer.byteLength(html)).toBeLessThan(6_000_000);
  });

  it('shows the latest notes that fit, and the older ones a page further', async () => {
    const filed = await fileAndOpen(service, ada);
    const long = (word: string) => `${word} ${'n'.repeat(60 * 1024)}`;
    for (const word of ['first', 'second', 'third'])
      await ada.fillIn(filed.id, 'notes', { text: long(word) });
    const latest = await pageOf(ada, filed.id);
    expect(latest).toContain('third nnn');
    expect(latest).not.toContain('first nnn');
    const older = /href="([^"]*notesBefore=\d+)#notes"/.exec(latest)?.[1] ?? '';
    expect(await ada.html(older)).toContain('second nnn');
  });

  it('shows the rest where a message, a note or a task is damaged', async () => {
    const filed = await fileAndOpen(service, ada, { answers: { whatHappened: 'Still there.' } });
    await ada.fillIn(filed.id, 'reply', { do: 'send', text: 'Damaged.' });
    await ada.fillIn(filed.id, 'notes', { text: 'Note.' });
    await ada.fillIn(filed.id, 'tasks', { text: 'Task.' });
    const number = Number(hiddenOf(await pageOf(ada, filed.id)).version);
    const set = { sealed: new Uint8Array(40) };
    const entry = Number(hiddenOf(await pageOf(ada, filed.id)).entries);
    await tamper(service, 'cases', caseKeys.entry(filed.id, 'reporter', entry), { set });
    await tamper(service, 'cases', caseKeys.record(filed.id, 'note', number - 1), { set });
    await tamper(service, 'cases', caseKeys.record(filed.id, 'task', 1), { set });
    const response = await ada.get(`/cases/${filed.id}`);
    expect(response.status).toBe(200);
    const words = wordsOf(await response.text());
    expect(words).toContain('Still there.');
    expect(words).toContain('This cannot be shown: what was stored is damaged.');
    expect(words).toContain('This note cannot be shown');
    expect(words).toContain('This task cannot be shown');
  });

  it('is not there for a case that never was, and says nothing of one that is hidden', async () => {
    const { caseName } = await fileReport(service, { excludedMembers: [ada.memberId] });
    const never = await ada.get('/cases/AAAAAAAAAAAAAAAAAAAAAA');
    expect(never.status).toBe(404);
    expect(await ada.html('/cases')).not.toContain(caseName);
  });
});
