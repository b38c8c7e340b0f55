import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { bodyOf } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import {
  expectRefusedForm,
  formOf,
  getPage,
  hiddenField,
  postForm,
  textArea,
  textOf,
  wordsOf,
} from '../reporter/pages.ts';
import { attach, changed, listed, photo, postWithFiles, textFile } from '../reporter/file-forms.ts';
import { agree, days, hold, startHolding } from './held-reports.ts';

describe('a report that waits, on pages without scripts', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startHolding();
    await service.addMember({ name: 'Mel Santos' });
    await service.addMember({ name: 'Noor Haddad' });
  });
  afterAll(() => service.close());

  const ticketOf = async (): Promise<string> =>
    (await bodyOf<{ ticket: string }>(await service.reporter('/api/tickets', { method: 'POST' }))).ticket;
  const send = async (fields: Readonly<Record<string, string>>) =>
    postForm(service, '/report', {
      ticket: await ticketOf(),
      channel: 'conduct',
      whatHappened: 'It happened twice.',
      reviewed: 'yes',
      ...fields,
    });

  it('is chosen on the form where the channel has it, and nowhere else', async () => {
    const choice = 'Tell the team only if somebody else names the same person';
    expect(textOf(await getPage(service, '/report'))).toContain(choice);
    expect(textOf(await getPage(service, '/report/security'))).not.toContain(choice);
  });

  it('needs somebody to wait for, and keeps what was typed', async () => {
    const refused = await send({ hold: 'yes', heldPersons: 'Al' });
    expectRefusedForm(refused);
    expect(textArea(refused, 'heldPersons')).toBe('Al');
    expectRefusedForm(await send({ hold: 'yes', heldPersons: 'Max Mustermann', urgent: 'yes' }));
  });

  it('leads from the receipt to its page, a yes, the yes taken back, and the team', async () => {
    const receipt = await send({ hold: 'yes', heldPersons: 'Max Mustermann\r\n\r\n@max' });
    expect(receipt.status).toBe(201);
    expect(textOf(receipt)).toContain('Nobody on the team can read it, and nobody there knows of it.');
    expect(textOf(receipt)).not.toContain('acknowledges');
    const words = wordsOf(receipt);
    const page = await postForm(service, '/follow-up', { words });
    expect(page.status).toBe(200);
    for (const shown of [
      'Held.',
      'Max Mustermann',
      '@max',
      'Mel Santos and Noor Haddad',
      'It happened twice.',
    ])
      expect(textOf(page)).toContain(shown);
    const choose = (choice: string) =>
      postForm(service, '/follow-up/held', {
        handle: hiddenField(page, 'handle'),
        rosterShown: hiddenField(page, 'rosterShown'),
        choice,
      });
    expect(textOf(await choose('agree'))).toContain('You said yes on 10 March 2026.');
    expect(textOf(await choose('take-back'))).not.toContain('You said yes on');
    const told = await choose('tell-now');
    expect(textOf(told)).toContain('Told to the team on 10 March 2026.');
    expect(textOf(told)).toContain('The team has your report now');
    expect(textOf(await choose('agree'))).toContain('the team has been told of this report already');
  });

  it('with files sends nothing, keeps what was typed and the files, and says what to do; without them it waits', async () => {
    const typed = { whatHappened: 'It is all in the files.', who: 'Somebody else', channel: 'conduct' };
    const chosen = { hold: 'yes', heldPersons: 'Max Mustermann', ...typed };
    const filled = await attach(service, [photo(), textFile()], chosen);
    const review = await postWithFiles(service, '/report/review', formOf(filled, '/report'));
    const sent = await postWithFiles(service, '/report', formOf(filled, '/report'), [textFile('late.txt')]);
    for (const refused of [review, sent]) {
      expectRefusedForm(refused);
      expect(textOf(refused)).toContain(en.held.problems.files);
      expect(textArea(refused, 'whatHappened')).toBe(typed.whatHappened);
      expect(textArea(refused, 'who')).toBe(typed.who);
      expect(textArea(refused, 'heldPersons')).toBe('Max Mustermann');
      expect(formOf(refused, '/report')).toContainEqual(['hold', 'yes']);
    }
    expect(listed(review).map(({ name }) => name)).toEqual(['pillow.jpg', '1.txt']);
    expect(listed(sent).map(({ name }) => name)).toEqual(['pillow.jpg', '1.txt', 'late.txt']);
    const leftOut = listed(sent).map(({ id }) => ['dropped', id] as const);
    const shown = await postWithFiles(service, '/report', [...formOf(sent, '/report'), ...leftOut]);
    // The review may come once more, to show that files were left out.
    const last =
      shown.status === 201 ? shown : await postWithFiles(service, '/report', formOf(shown, '/report'));
    expect(last.status).toBe(201);
    expect(textOf(last)).toContain(en.held.receipt.files);
    expect(textOf(last)).not.toContain('pillow.jpg');
    const page = await postForm(service, '/follow-up', { words: wordsOf(last) });
    expect(textOf(page)).toContain(en.held.page.files);
    expect(page.html).not.toContain('type="file"');
  });

  it('with files and without the choice is told to the team at once, files and all', async () => {
    const typed = { whatHappened: 'It is in the file.', heldPersons: 'Max Mustermann', channel: 'conduct' };
    const refused = await postWithFiles(
      service,
      '/report/review',
      formOf(await attach(service, [textFile()], { ...typed, hold: 'yes' }), '/report'),
    );
    const fields = formOf(refused, '/report').filter(([name]) => name !== 'hold');
    const next = await postWithFiles(service, '/report', fields);
    const receipt =
      next.status === 201 ? next : await postWithFiles(service, '/report', formOf(next, '/report'));
    expect(receipt.status).toBe(201);
    expect(textOf(receipt)).toContain('1.txt');
    expect(textOf(receipt)).not.toContain(en.held.receipt.heading);
  });

  it.each(['by its reporter', 'by another report'])(
    'takes files on its page from the moment on in which the team is told, %s',
    async (how) => {
      const who = how === 'by its reporter' ? 'Robin Roe' : 'Kim Doe';
      const receipt = await send({ hold: 'yes', heldPersons: who, whatHappened: `About ${who}.` });
      const words = wordsOf(receipt);
      const held = await postForm(service, '/follow-up', { words });
      const choose = (choice: string) =>
        postForm(service, '/follow-up/held', {
          handle: hiddenField(held, 'handle'),
          rosterShown: hiddenField(held, 'rosterShown'),
          choice,
        });
      if (how === 'by its reporter') expect(textOf(await choose('tell-now'))).toContain(en.held.page.told);
      else {
        const other = await hold(service, [who]);
        await days(service, 4);
        await agree(service, other);
        const again = await postForm(service, '/follow-up', { words });
        await postForm(service, '/follow-up/held', { handle: hiddenField(again, 'handle'), choice: 'agree' });
        await days(service, 1);
      }
      const told = await postForm(service, '/follow-up', { words });
      expect(textOf(told)).toContain('From now on you can write here and add files.');
      expect(told.html).toContain('type="file"');
      const reply = changed(formOf(told, '/follow-up/reply'), { text: 'Here is the photo.' });
      const looked = await postWithFiles(service, '/follow-up/reply', reply, [photo()]);
      const done = looked.html.includes('pillow.jpg')
        ? await postWithFiles(service, '/follow-up/reply', formOf(looked, '/follow-up/reply'))
        : looked;
      expect(done.status).toBe(200);
      const shown = await postForm(service, '/follow-up', { words });
      expect(textOf(shown)).toContain('Here is the photo.');
      expect(textOf(shown)).toContain('pillow.jpg');
    },
  );

  it('is deleted by its page, and its words open nothing then', async () => {
    const words = wordsOf(await send({ hold: 'yes', heldPersons: 'Max Mustermann', whatHappened: 'Once.' }));
    const handle = hiddenField(await postForm(service, '/follow-up', { words }), 'handle');
    expectRefusedForm(await postForm(service, '/follow-up/withdraw', { handle }));
    const gone = await postForm(service, '/follow-up/withdraw', { handle, confirm: 'yes' });
    expect(textOf(gone)).toContain('Your report is withdrawn');
    expect((await postForm(service, '/follow-up', { words })).status).toBe(404);
  });

  it('says in Spanish and Arabic what it says in English', async () => {
    const words = wordsOf(await send({ hold: 'yes', heldPersons: 'Max Mustermann', whatHappened: 'Again.' }));
    expect(textOf(await postForm(service, '/follow-up?lang=es', { words }))).toContain('En espera.');
    expect(textOf(await postForm(service, '/follow-up?lang=ar', { words }))).toContain('في الانتظار.');
  });
});
