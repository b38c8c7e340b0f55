import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileWith, photo } from '../harness/files.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read } from './as-member.ts';
import { passkeySettings } from './as-browser.ts';
import { atPages, fileAndOpen, wordsOf, type AtPages } from './team-pages.ts';

describe('the page Investigation', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let ada: AtPages;
  beforeAll(async () => {
    service = await startService(passkeySettings);
    lead = await service.addMember({ name: 'Ada', role: 'lead', channels: ['conduct', 'security'] });
    ada = await atPages(service, lead);
  });
  afterAll(() => service.close());

  const pageOf = (id: string) => `/cases/${id}/investigation`;
  const shown = async (id: string): Promise<string> => wordsOf(await ada.html(pageOf(id)));
  const newCase = async (report: Readonly<Record<string, unknown>> = {}): Promise<string> =>
    (await fileAndOpen(service, ada, report)).id;
  const goesTo = (response: Response) => [response.status, response.headers.get('location')];
  const respondents = async (id: string) =>
    (
      await bodyOf<{ respondents: { number: number; revision: number; codeName: string; name?: string }[] }>(
        await get(service, lead, `/api/cases/${id}/respondents`),
      )
    ).respondents;

  it('takes over who did it with one button for each name, and offers nobody twice', async () => {
    const id = await newCase({ answers: { whatHappened: 'A shove.', who: 'Robin Roe, Sam' } });
    const page = await ada.html(pageOf(id));
    const offered = [...page.matchAll(/name="name" value="([^"]*)" class/g)].map(([, name]) => name);
    expect(offered).toEqual(['Robin Roe', 'Sam']);
    const done = await ada.send(`/cases/${id}/respondents`, { name: 'Sam' });
    expect(goesTo(done)).toEqual([303, `${pageOf(id)}?did=respondent#respondents`]);
    expect((await respondents(id)).map(({ name }) => name)).toEqual(['Sam']);
    const after = await ada.html(pageOf(id));
    expect(after).toContain('value="Robin Roe" class');
    expect(after).not.toContain('value="Sam" class');
  });

  it('adds a respondent with accounts, and keeps what was typed where one cannot be read', async () => {
    const id = await newCase();
    const fields = { name: 'Robin <Roe>', handles: 'chat: robin\nrobin', relation: 'Speaker' };
    const refused = await ada.send(`/cases/${id}/respondents`, fields);
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('href="#respondent-handles"');
    expect(page).toContain('value="Robin &lt;Roe&gt;"');
    const handles = 'chat: robin\r\nforum: https://forum.example.org/u/robin';
    await ada.send(`/cases/${id}/respondents`, { ...fields, handles });
    const words = await shown(id);
    expect(words).toContain('forum: https://forum.example.org/u/robin');
    expect(words).toContain('Added by Ada on');
  });

  it('names the accounts when one of them is too long', async () => {
    const id = await newCase();
    const refused = await ada.send(`/cases/${id}/respondents`, { handles: `chat: ${'r'.repeat(200)}` });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('href="#respondent-handles"');
    expect(wordsOf(page)).toContain('Accounts:');
  });

  it('does not overwrite what somebody else has changed meanwhile, and shows it beside what was typed', async () => {
    const id = await newCase();
    await ada.send(`/cases/${id}/respondents`, { name: 'Robin' });
    const revisionOn = (html: string): string => /name="revision" value="(\d+)"/.exec(html)?.[1] ?? '';
    const revision = revisionOn(await ada.html(pageOf(id)));
    await ada.send(`/cases/${id}/respondents/1`, { name: 'Robin R.', revision });
    const late = await ada.send(`/cases/${id}/respondents/1`, { name: 'Rob', revision });
    expect(late.status).toBe(422);
    const page = await late.text();
    expect(page).toContain('Robin R.');
    expect(page).toContain('value="Rob"');
    const again = await ada.send(`/cases/${id}/respondents/1`, { name: 'Rob', revision: revisionOn(page) });
    expect(again.status).toBe(303);
    expect((await respondents(id))[0]?.name).toBe('Rob');
  });

  it('merges two, and says of the other who they turned out to be', async () => {
    const id = await newCase();
    for (const name of ['Robin', 'R. Roe']) await ada.send(`/cases/${id}/respondents`, { name });
    const done = await ada.send(`/cases/${id}/respondents/2/merge`, { into: '1' });
    expect(goesTo(done)).toEqual([303, `${pageOf(id)}?did=respondents-merged#respondents`]);
    const [kept, merged] = await respondents(id);
    expect(await shown(id)).toContain(
      `${merged?.codeName ?? '?'} turned out to be ${kept?.codeName ?? '?'}.`,
    );
  });

  it('shows the risk on the case and in the queue, and changes only what was changed', async () => {
    const id = await newCase();
    await ada.send(`/cases/${id}/risk`, { safety: 'high', 'was-safety': '', ongoing: '', 'was-ongoing': '' });
    await ada.send(`/cases/${id}/risk`, { safety: '', 'was-safety': '', ongoing: 'yes', 'was-ongoing': '' });
    for (const path of [pageOf(id), `/cases/${id}`, '/cases']) {
      const words = wordsOf(await ada.html(path));
      expect(words).toContain('Safety risk: high');
      expect(words).toContain('Ongoing');
    }
    await ada.send(`/cases/${id}/risk`, { safety: '', 'was-safety': 'high' });
    expect(await shown(id)).not.toContain('Safety risk: high');
  });

  it('makes the plan tasks, and changes and ticks off a step without leaving the page', async () => {
    const id = await newCase();
    expect(await shown(id)).toContain('Not among the tasks yet');
    const made = await ada.send(`/cases/${id}/plan`);
    expect(goesTo(made)).toEqual([303, `${pageOf(id)}?did=plan#plan`]);
    const form = await ada.html(`${pageOf(id)}?task=1`);
    expect(form).toContain('name="was-dueOn"');
    const before = /name="was-text" value="([^"]*)"/.exec(form)?.[1] ?? '';
    const fields = { page: 'investigation', text: before, 'was-text': before, 'was-dueOn': '' };
    const refused = await ada.send(`/cases/${id}/tasks/1/changes`, { ...fields, dueOn: '2026-03-01' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('href="#task-1-dueOn"');
    const changed = await ada.send(`/cases/${id}/tasks/1/changes`, {
      ...fields,
      dueOn: '2026-03-20',
      assigneeId: ada.memberId,
    });
    expect(goesTo(changed)).toEqual([303, `${pageOf(id)}?did=task-edited#plan`]);
    expect(await shown(id)).toContain('by 20 March 2026, Ada');
    const ticked = await ada.send(`/cases/${id}/tasks/1`, { done: 'yes', page: 'investigation' });
    expect(goesTo(ticked)).toEqual([303, `${pageOf(id)}?did=ticked#plan`]);
    const onCase = await ada.send(`/cases/${id}/tasks/1`, { done: 'no', page: 'case' });
    expect(goesTo(onCase)).toEqual([303, `/cases/${id}?did=ticked#tasks`]);
  });

  it('asks for the embargo date of a weakness alone', async () => {
    const weakness = await newCase({ channel: 'security' });
    expect(await ada.html(pageOf(weakness))).toContain('id="embargo-endsOn"');
    expect(await ada.html(pageOf(await newCase()))).not.toContain('id="embargo-endsOn"');
    await ada.send(`/cases/${weakness}/embargo`, { endsOn: '2026-04-01' });
    expect(await shown(weakness)).toContain('by 1 April 2026');
    const wrong = await ada.send(`/cases/${weakness}/embargo`, { endsOn: 'soon' });
    expect(wordsOf(await wrong.text())).toContain('Embargo date: Must be a day.');
  });

  it('keeps a conversation under the code name of whom it was with', async () => {
    const id = await newCase();
    await ada.send(`/cases/${id}/respondents`, { name: 'Robin' });
    const fields = { respondent: '1', whenOn: '2026-03-09', how: 'call', said: 'I was not there.' };
    const done = await ada.send(`/cases/${id}/interviews`, fields);
    expect(goesTo(done)).toEqual([303, `${pageOf(id)}?did=interview#interviews`]);
    const [robin] = await respondents(id);
    const words = await shown(id);
    expect(words).toContain(`Talked with ${robin?.codeName ?? '?'}, by phone or video, on 9 March 2026`);
    expect(words).toContain('I was not there.');
    expect(wordsOf(await ada.html(`/cases/${id}`))).toContain('I was not there.');
  });

  it('lists entries, files and what lies elsewhere as evidence, with a way to each', async () => {
    const { filed, drafted } = await fileWith(service, [photo()]);
    const id = await caseIdOf(service, filed);
    await ada.send(`/cases/${id}/open`);
    const file = drafted.files[0]?.id ?? '';
    await ada.send(`/cases/${id}/evidence`, { what: 'The report.', place: 'entry-reporter-1' });
    await ada.send(`/cases/${id}/evidence`, { what: 'A picture.', place: `file-${file}` });
    await ada.send(`/cases/${id}/evidence`, { what: 'A log.', place: '', elsewhere: 'With the venue.' });
    const page = await ada.html(pageOf(id));
    expect(page).toContain(`href="/cases/${id}#report"`);
    expect(page).toContain(`href="/cases/${id}#file-${file}"`);
    expect(await ada.html(`/cases/${id}`)).toContain(`id="file-${file}"`);
    expect(wordsOf(page)).toContain('With the venue.');
    const refused = await ada.send(`/cases/${id}/evidence`, { what: 'It.', place: 'entry-reporter-99' });
    expect(await refused.text()).toContain('href="#evidence-place"');
    await ada.send(`/cases/${id}/evidence/3/removal`, { reason: 'Another night.' });
    expect(await shown(id)).toMatch(/Taken off by Ada on [^:]*: Another night\./);
  });

  it('lists conversations alone, page by page, whatever was noted in between', async () => {
    const id = await newCase();
    const said = (number: number) => ({
      who: 'Sam',
      whenOn: '2026-03-09',
      how: 'call',
      said: `Part ${number}.`,
    });
    for (let number = 1; number <= 23; number++) {
      await ada.send(`/cases/${id}/interviews`, said(number));
      if (number === 2)
        for (let more = 0; more < 3; more++) await ada.send(`/cases/${id}/notes`, { text: 'A thought.' });
    }
    const partsOf = (html: string): string[] =>
      [...wordsOf(html).matchAll(/Part (\d+)\./g)].map(([, number = '']) => number);
    const page = await ada.html(pageOf(id));
    expect(partsOf(page)).toEqual(Array.from({ length: 20 }, (_, at) => String(23 - at)));
    expect(wordsOf(page)).not.toContain('A thought.');
    const [, older = ''] = /href="([^"]*conversationsBefore=[^"#]*)/.exec(page) ?? [];
    const rest = await ada.html(older);
    expect(partsOf(rest)).toEqual(['3', '2', '1']);
    expect(rest).not.toContain('conversationsBefore=');
    expect(wordsOf(rest)).toContain('The latest conversations');
    type Page = { interviews: { said: string }[]; cursor?: string };
    const json = async (query: string) =>
      bodyOf<Page>(await get(service, lead, `/api/cases/${id}/interviews${query}`));
    const first = await json('?limit=5');
    expect(first.interviews.map((one) => one.said)).toEqual([23, 22, 21, 20, 19].map((at) => `Part ${at}.`));
    expect((await json(`?limit=1&cursor=${first.cursor ?? ''}`)).interviews[0]?.said).toBe('Part 18.');
  });

  it('offers every entry of the case as evidence, told apart by its first words', async () => {
    const id = await newCase();
    await ada.send(`/cases/${id}/reply`, {
      do: 'send',
      text: 'Are you safe? We ask because of what you wrote to us.',
    });
    const page = await ada.html(pageOf(id));
    expect(page).toContain('A message of Ada, 10 March 2026: “Are you safe? We ask because of what you…”');
    const elsewhere = await post(service, lead, `/api/cases/${id}/evidence`, {
      what: 'It.',
      thread: 'witness-1',
      entry: 1,
    });
    expect(elsewhere.status).toBe(422);
  });

  it('changes whom the case names, and keeps among the notes what stood there', async () => {
    const id = await newCase({ answers: { whatHappened: 'A shove.', who: 'R.' } });
    const fields = { persons: 'Robin Roe', 'was-persons': 'R.', reason: 'They told us.' };
    const done = await ada.send(`/cases/${id}/named`, fields);
    expect(goesTo(done)).toEqual([303, `${pageOf(id)}?did=named#named`]);
    expect(await shown(id)).toContain('Robin Roe');
    expect(wordsOf(await ada.html(`/cases/${id}`))).toContain('the persons named, before: R.');
    expect((await read(service, lead, id)).notes).toHaveLength(1);
  });

  it('is for nobody who has not opened the case', async () => {
    const grace = await atPages(service, await service.addMember({ name: 'Grace' }));
    const id = await newCase();
    expect(goesTo(await grace.get(pageOf(id)))).toEqual([303, `/cases/${id}`]);
    expect(goesTo(await grace.send(`/cases/${id}/respondents`, { name: 'Robin' }))).toEqual([
      303,
      `/cases/${id}`,
    ]);
    expect(await respondents(id)).toEqual([]);
  });
});
