import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService, type Service } from '../harness/service.ts';
import {
  atPages,
  fileAndOpen,
  fileCase,
  hiddenOf,
  seenByReporter,
  wordsOf,
  type AtPages,
} from './team-pages.ts';

let service: Service;
let ada: AtPages;
let grace: AtPages;
let outside: AtPages;

beforeAll(async () => {
  service = await startService();
  ada = await atPages(service, await service.addMember({ name: 'Ada', role: 'lead' }));
  grace = await atPages(service, await service.addMember({ name: 'Grace' }));
  outside = await atPages(service, await service.addMember({ name: 'Olu', role: 'outside-reviewer' }));
});
afterAll(() => service.close());

const secret = 'The words of the report itself.';
const report = { answers: { whatHappened: secret, who: 'Mallory', where: 'The hallway' } };
const locationOf = (response: Response) => `${response.status} ${response.headers.get('location')}`;

describe('the conflict check', () => {
  it('shows whom and what a case is about and nothing else, and looking does nothing', async () => {
    const filed = await fileCase(service, report);
    const html = await ada.html(`/cases/${filed.id}`);
    expect(wordsOf(html)).toContain('Persons named Mallory');
    expect(wordsOf(html)).toContain('Places named The hallway');
    expect(html).toContain(filed.caseName);
    expect(html).not.toContain(secret);
    expect(/<title>(.*)<\/title>/.exec(html)?.[1]).not.toContain(filed.caseName);
    expect((await seenByReporter(service, filed)).summary.opened).toBe(false);
  });

  it('opens the case with the first button, for this member alone, and the reporter sees that it is opened', async () => {
    const filed = await fileCase(service, report);
    expect(locationOf(await ada.send(`/cases/${filed.id}/open`))).toBe(`303 /cases/${filed.id}?did=opened`);
    expect(wordsOf(await ada.html(`/cases/${filed.id}`))).toContain(`What happened? ${secret}`);
    expect((await seenByReporter(service, filed)).summary.opened).toBe(true);
    expect(await grace.html(`/cases/${filed.id}`)).not.toContain(secret);
  });

  it('takes the case away with the second button, at once and for good', async () => {
    const filed = await fileCase(service, report);
    expect(locationOf(await ada.send(`/cases/${filed.id}/recusal`))).toBe('303 /cases?did=left');
    expect((await ada.get(`/cases/${filed.id}`)).status).toBe(404);
    expect((await ada.send(`/cases/${filed.id}/open`)).status).toBe(404);
    expect(await ada.html('/cases')).not.toContain(filed.caseName);
    expect(await grace.html('/cases')).toContain(filed.caseName);
  });

  it('comes before any form: a refused one does not show the case to somebody who has not opened it', async () => {
    const filed = await fileCase(service, report);
    const response = await ada.send(`/cases/${filed.id}/notes`, { text: '' });
    expect(locationOf(response)).toBe(`303 /cases/${filed.id}`);
    expect((await seenByReporter(service, filed)).summary.opened).toBe(false);
  });
});

describe('an answer', () => {
  it('reaches the reporter with who will be in touch and by when, once however often its form is sent', async () => {
    const filed = await fileAndOpen(service, ada, report);
    const form = hiddenOf(await ada.html(`/cases/${filed.id}`));
    const fields = { do: 'send', text: 'We are here.', inTouchName: 'Grace', inTouchBy: '2026-03-14' };
    const both = await Promise.all([
      ada.fillIn(filed.id, 'reply', fields, form),
      ada.fillIn(filed.id, 'reply', fields, form),
    ]);
    const again = await ada.fillIn(filed.id, 'reply', fields, form);
    for (const response of [...both, again])
      expect(locationOf(response)).toBe(`303 /cases/${filed.id}?did=answered#conversation`);
    const seen = await seenByReporter(service, filed);
    expect(seen.entries.filter(({ from }) => from === 'team').map(({ text }) => text)).toEqual([
      'We are here.',
    ]);
    expect(seen.summary.inTouch).toEqual({ name: 'Grace', by: '2026-03-14' });
  });

  it('of a second member at the same time is kept and told of the first, and goes when it is sent again', async () => {
    const filed = await fileAndOpen(service, ada, report);
    await grace.send(`/cases/${filed.id}/open`);
    const adaReads = hiddenOf(await ada.html(`/cases/${filed.id}`));
    const graceReads = hiddenOf(await grace.html(`/cases/${filed.id}`));
    await ada.fillIn(filed.id, 'reply', { do: 'send', text: 'From Ada.' }, adaReads);

    const refused = await grace.fillIn(
      filed.id,
      'reply',
      { do: 'send', text: 'From <Grace>.', inTouchName: 'Grace', inTouchBy: '2026-03-14' },
      graceReads,
    );
    expect(refused.status).toBe(409);
    const page = await refused.text();
    const link = /<a href="#(entry-\d+)">Ada has written to the reporter\.<\/a>/.exec(page)?.[1] ?? '';
    expect(page).toContain(`id="${link}"`);
    expect(page).toContain('From &lt;Grace&gt;.</textarea>');
    expect(page).toContain('value="2026-03-14"');
    expect((await seenByReporter(service, filed)).entries.map(({ text }) => text)).not.toContain(
      'From <Grace>.',
    );

    await grace.fillIn(filed.id, 'reply', { do: 'send', text: 'From <Grace>.' }, hiddenOf(page));
    const { entries } = await seenByReporter(service, filed);
    expect(entries.filter(({ from }) => from === 'team').map(({ text }) => text)).toEqual([
      'From Ada.',
      'From <Grace>.',
    ]);
  });

  it('is not held up by somebody who has only looked', async () => {
    const filed = await fileAndOpen(service, ada, report);
    const form = hiddenOf(await ada.html(`/cases/${filed.id}`));
    await grace.send(`/cases/${filed.id}/open`);
    const sent = await ada.fillIn(filed.id, 'reply', { do: 'send', text: 'Here.' }, form);
    expect(sent.status).toBe(303);
  });

  it('can begin with a prepared text in the language of the report, which is not sent while a place is to be filled', async () => {
    const filed = await fileAndOpen(service, ada, {
      answers: { whatHappened: 'كتب إليّ مرات عدة ولم يتوقف.' },
    });
    const page = await ada.html(`/cases/${filed.id}`);
    const [first, second] = [...page.matchAll(/<option value="([a-z]+\.[a-z]{2})"/g)].map(
      ([, value]) => value,
    );
    expect([first, second]).toEqual(['acknowledgement.ar', 'question.ar']);
    const filled = await ada.fillIn(filed.id, 'reply', {
      do: 'template',
      template: 'question.ar',
      text: 'Before it.',
    });
    expect(filled.status).toBe(200);
    const html = await filled.text();
    const text = /<textarea[^>]*id="reply-text"[^>]*>([^<]*)</.exec(html)?.[1] ?? '';
    expect(text).toMatch(/^\nBefore it\.\n\nشكرا على صبرك/);
    const refused = await ada.fillIn(filed.id, 'reply', { do: 'send', text });
    expect(refused.status).toBe(422);
    expect((await seenByReporter(service, filed)).entries.some(({ from }) => from === 'team')).toBe(false);
  });

  it('is refused with its reason at its field, and what was typed stays', async () => {
    const filed = await fileAndOpen(service, ada, report);
    const send = (fields: Readonly<Record<string, string>>) =>
      ada.fillIn(filed.id, 'reply', { do: 'send', text: 'Typed.', ...fields });
    for (const [fields, said] of [
      [{ text: ' ' }, '<a href="#reply-text">Your message: Must not be empty.</a>'],
      [{ inTouchName: 'Ada' }, '<a href="#reply-inTouchBy">By when: Must be a day.</a>'],
      [
        { inTouchName: 'Ada', inTouchBy: '2020-01-01' },
        '<a href="#reply-inTouchBy">By when: This day has passed.</a>',
      ],
      [
        { inTouchBy: '2026-03-14' },
        '<a href="#reply-inTouchName">Who will be in touch: Must not be empty.</a>',
      ],
    ] as const) {
      const response = await send(fields);
      expect(response.status).toBe(422);
      const html = await response.text();
      expect(html).toContain(said);
      if (!('text' in fields)) expect(html).toContain('Typed.</textarea>');
    }
  });

  it('that the storage did not take is kept with its key, and is one entry when it is sent again', async () => {
    const filed = await fileAndOpen(service, ada, report);
    const form = hiddenOf(await ada.html(`/cases/${filed.id}`));
    service.emulators.faults.dynamoDb.next('TransactWriteItems', { kind: 'drop' }, 3);
    const failed = await ada.fillIn(filed.id, 'reply', { do: 'send', text: 'Once.' }, form);
    service.emulators.faults.dynamoDb.clear();
    expect(failed.status).toBe(503);
    const html = await failed.text();
    expect(html).toContain('Once.</textarea>');
    expect(hiddenOf(html).key).toBe(form.key);
    await ada.fillIn(filed.id, 'reply', { do: 'send', text: 'Once.' }, hiddenOf(html));
    const { entries } = await seenByReporter(service, filed);
    expect(entries.filter(({ from }) => from === 'team')).toHaveLength(1);
  });

  it('is no outside reviewer’s: the form is not there, and sending it is forbidden', async () => {
    const filed = await fileAndOpen(service, ada, report);
    await ada.fillIn(filed.id, 'grants', { memberId: outside.memberId, reason: 'A second look.' });
    await outside.send(`/cases/${filed.id}/open`);
    const html = await outside.html(`/cases/${filed.id}`);
    expect(html).toContain(secret);
    for (const form of ['reply', 'state', 'identity', 'deadlines', 'grants'])
      expect(html).not.toContain(`action="/cases/${filed.id}/${form}"`);
    const response = await outside.fillIn(filed.id, 'reply', { do: 'send', text: 'I too.' });
    expect(response.status).toBe(403);
  });
});

describe('what is urgent', () => {
  it('is taken by one member; the others and the reporter see it, and who is second is told', async () => {
    const filed = await fileAndOpen(service, ada, { ...report, urgent: true });
    await grace.send(`/cases/${filed.id}/open`);
    expect(await ada.html(`/cases/${filed.id}`)).toContain('I take it');
    for (const response of [
      await ada.send(`/cases/${filed.id}/taken`),
      await ada.send(`/cases/${filed.id}/taken`),
    ])
      expect(locationOf(response)).toBe(`303 /cases/${filed.id}?did=taken`);
    const second = await grace.send(`/cases/${filed.id}/taken`);
    expect(second.status).toBe(422);
    expect(wordsOf(await second.text())).toContain('Ada has taken it on 2026-03-10.');
    expect((await seenByReporter(service, filed)).summary.takenOn).toBe('2026-03-10');
    expect(wordsOf(await grace.html('/cases'))).toContain('Urgent, taken');
  });
});

describe('the page of a closed case', () => {
  it('has one value beside each name', async () => {
    const filed = await fileAndOpen(service, ada, report);
    const closed = { state: 'closed', reason: 'Done.', message: 'We have spoken to him.' };
    expect((await ada.fillIn(filed.id, 'state', closed)).status).toBe(303);
    const page = await ada.html(`/cases/${filed.id}`);
    expect(page).toContain('How it has been since');
    const [, facts = ''] = /<dl class="facts">(.*?)<\/dl>/s.exec(page) ?? [];
    const names = [...facts.matchAll(/<(dt|dd)[ >]/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names).toEqual(names.map((_, at) => (at % 2 === 0 ? 'dt' : 'dd')));
  });
});
