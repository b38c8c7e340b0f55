import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogue } from '../../functions/reporter/locales/catalogue.ts';
import { bearer, bodyOf, fileReport, jsonRequest, readThread, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, refusalOf, type SignedIn } from '../team/as-member.ts';
import { correction, proposedCase } from '../team/deciding.ts';
import {
  errorAnchors,
  formOf,
  hiddenField,
  openReport,
  postFields,
  postForm,
  textArea,
  textOf,
  type Page,
} from './pages.ts';

const day = 86_400_000;
const languages = ['en', 'es', 'ar'] as const;
type Thread = { readonly entries: readonly { readonly from: string; readonly text: string }[] };

describe('what a reporter tells by pressing a button', () => {
  let service: Service;
  let ada: SignedIn;
  let ben: SignedIn;
  let filed: Filed;
  let began: Date;
  beforeAll(async () => {
    service = await startService();
    ada = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    began = service.clock.now;
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.clock.now = began;
    filed = await fileReport(service);
  });

  const page = (): Promise<Page> => openReport(service, filed.passphrase);
  const handle = async (): Promise<string> => hiddenField(await page(), 'handle');
  const send = async (fields: Readonly<Record<string, string>>): Promise<Page> =>
    postForm(service, '/follow-up/reply', { handle: await handle(), ...fields });
  const entries = async (): Promise<readonly string[]> =>
    (await bodyOf<Thread>(await readThread(service, filed))).entries.map(({ text }) => text);
  const teamSees = async (): Promise<Awaited<ReturnType<typeof read>>> =>
    read(service, ada, await caseIdOf(service, filed));
  const close = async (): Promise<void> => {
    const id = await caseIdOf(service, filed);
    await read(service, ada, id);
    const body = { state: 'closed', reason: 'Done.', message: 'We have closed it.' };
    const answer = await post(service, ada, `/api/cases/${id}/state`, body);
    if (answer.status !== 200) throw new Error(await answer.text());
  };

  describe('retaliation', () => {
    it.each(languages)(
      'is a button of the page that leads to a form, whom to call first (%s)',
      async (lang) => {
        const said = catalogue[lang].safety.retaliation;
        const shown = await postForm(service, `/follow-up?lang=${lang}`, { words: filed.passphrase });
        expect(textOf(shown)).toContain(said.button);
        const fields = { handle: hiddenField(shown, 'handle'), text: 'typed before', begin: 'retaliation' };
        const form = await postForm(service, `/follow-up/shown?lang=${lang}`, fields);
        expect(form.status).toBe(200);
        expect(hiddenField(form, 'act')).toBe('retaliation');
        expect(textArea(form, 'text')).toBe('typed before');
        const text = textOf(form);
        for (const part of [said.heading, said.label, said.send, catalogue[lang].safety.instead])
          expect(text).toContain(part);
        const danger = text.indexOf(catalogue[lang].landing.dangerText);
        expect(danger).toBeGreaterThan(0);
        expect(danger).toBeLessThan(text.indexOf(said.heading));
        expect(form.html).not.toContain('id="urgent"');
      },
    );

    it('is urgent, with the words of who tells it; sent twice it is one entry', async () => {
      const fields = { handle: await handle(), act: 'retaliation', text: 'He took my task away.' };
      const [sent, again] = [
        await postForm(service, '/follow-up/reply', fields),
        await postForm(service, '/follow-up/reply', fields),
      ];
      for (const answer of [sent, again]) {
        expect(answer.status).toBe(200);
        expect(textOf(answer)).toContain(catalogue.en.safety.retaliation.sent);
      }
      expect(await entries()).toHaveLength(2);
      const seen = await teamSees();
      expect(seen).toMatchObject({ urgent: true });
      expect(seen.threads.reporter.entries[1]?.text).toBe(
        'Says that somebody is retaliating against them.\n\nHe took my task away.',
      );
    });

    it('needs a few words or a file, and asks for them in words that fit', async () => {
      const refused = await send({ act: 'retaliation', text: ' ' });
      expect(refused.status).toBe(422);
      expect(errorAnchors(refused)).toEqual(['text']);
      expect(textOf(refused)).toContain(catalogue.en.safety.retaliation.need);
      expect(hiddenField(refused, 'act')).toBe('retaliation');
    });

    it('keeps what it is for when the form is too old, and is sent with the words', async () => {
      const fields = { handle: await handle(), act: 'retaliation', text: 'He took my task away.' };
      service.clock.advance(40 * 60_000);
      const old = await postForm(service, '/follow-up/reply', fields);
      expect(old.status).toBe(422);
      expect(textArea(old, 'text')).toBe('He took my task away.');
      const filled = formOf(old, '/follow-up/reply').map(
        ([name, value]) => [name, name === 'words' ? filed.passphrase : value] as const,
      );
      expect((await postFields(service, '/follow-up/reply', filled)).status).toBe(200);
      expect((await entries())[1]).toContain('Somebody is getting back at me.');
      expect(await teamSees()).toMatchObject({ urgent: true });
    });

    it('can be given up for an ordinary message, with what was typed', async () => {
      const fields = { handle: await handle(), act: 'retaliation', text: 'typed', begin: 'message' };
      const form = await postForm(service, '/follow-up/shown', fields);
      expect(form.html).not.toContain('name="act"');
      expect(textArea(form, 'text')).toBe('typed');
    });

    it('can be told in a closed case, which then waits among the open ones', async () => {
      await close();
      expect((await send({ act: 'retaliation', text: 'Again.' })).status).toBe(200);
      const id = await caseIdOf(service, filed);
      const open = await bodyOf<{ cases: { id: string }[] }>(await get(service, ada, '/api/cases'));
      expect(open.cases.map((one) => one.id)).toContain(id);
    });
  });

  describe('how it has been since', () => {
    const asked = catalogue.en.safety.checkIn;
    const answer = async (value: string): Promise<Page> => {
      const shown = await page();
      const fields = {
        handle: hiddenField(shown, 'handle'),
        text: 'still typing',
        begin: 'check-in',
        after: hiddenField(shown, 'after'),
        closedOn: hiddenField(shown, 'closedOn'),
        ...(value === '' ? {} : { answer: value }),
      };
      return postForm(service, '/follow-up/reply', fields);
    };

    it('is not asked in an open case, nor right after closing', async () => {
      expect(textOf(await page())).not.toContain(asked.question);
      await close();
      service.clock.advance(6 * day);
      expect(textOf(await page())).not.toContain(asked.question);
    });

    it.each(languages)('is asked a week after closing (%s)', async (lang) => {
      await close();
      service.clock.advance(7 * day);
      const shown = await postForm(service, `/follow-up?lang=${lang}`, { words: filed.passphrase });
      const { question, answers, send: button } = catalogue[lang].safety.checkIn;
      for (const part of [question, ...Object.values(answers), button]) expect(textOf(shown)).toContain(part);
    });

    it('is answered once a period, in one call of writing, and what was typed below stays', async () => {
      await close();
      service.clock.advance(7 * day);
      const sent = await answer('fine');
      expect(sent.status).toBe(200);
      expect(textOf(sent)).toContain(asked.sent);
      expect(textOf(sent)).toContain(asked.answers.fine);
      expect(textArea(sent, 'text')).toBe('still typing');
      expect(sent.html).not.toContain('name="answer"');
      expect((await entries()).at(-1)).toBe(
        'How it has been since, 7 days after closing: Fine, nothing has happened.',
      );
      expect(await teamSees()).toMatchObject({ urgent: false });
    });

    it('is one entry when it is sent twice, and the first counts', async () => {
      await close();
      service.clock.advance(7 * day);
      const shown = await page();
      const fields = {
        handle: hiddenField(shown, 'handle'),
        begin: 'check-in',
        after: hiddenField(shown, 'after'),
        closedOn: hiddenField(shown, 'closedOn'),
      };
      const before = await entries();
      for (const value of ['safe', 'fine'])
        expect((await postForm(service, '/follow-up/reply', { ...fields, answer: value })).status).toBe(200);
      expect(await entries()).toHaveLength(before.length + 1);
      expect((await entries()).at(-1)).toContain(asked.answers.safe);
    });

    it('is asked again at the next time, whatever was answered', async () => {
      await close();
      service.clock.advance(7 * day);
      await answer('fine');
      service.clock.advance(14 * day);
      expect(hiddenField(await page(), 'after')).toBe('21');
    });

    it('wants a choice', async () => {
      await close();
      service.clock.advance(7 * day);
      const refused = await answer('');
      expect(refused.status).toBe(422);
      expect(errorAnchors(refused)).toEqual(['answer']);
      expect(refused.html).toContain('id="answer"');
      expect(textArea(refused, 'text')).toBe('still typing');
    });

    it('is refused where it is not asked', async () => {
      const fields = { act: 'check-in', answer: 'fine', after: '7', closedOn: '2026-03-01' };
      const before = await entries();
      const refused = await send(fields);
      expect(refused.status).toBe(422);
      expect(textOf(refused)).toContain(asked.notAsked);
      expect(await entries()).toEqual(before);
    });

    it('leads to the form of retaliation and is told at once, when somebody gets back at them', async () => {
      await close();
      service.clock.advance(7 * day);
      const sent = await answer('retaliation');
      expect(textOf(sent)).toContain(asked.tell);
      expect(hiddenField(sent, 'act')).toBe('retaliation');
      expect(textArea(sent, 'text')).toBe('still typing');
      expect(await teamSees()).toMatchObject({ urgent: true });
    });

    it('is never read as well by the team where nobody has answered', async () => {
      await close();
      service.clock.advance(30 * day);
      const seen = await teamSees();
      expect(JSON.stringify(seen)).not.toContain('nothing has happened');
    });
  });

  describe('an appeal', () => {
    const said = catalogue.en.safety.appeal;
    const decided = async (): Promise<void> => {
      const deciding = await proposedCase(service, [ada, ben], correction());
      for (const who of [ada, ben]) await deciding.approve(who);
      expect((await deciding.force(ada)).status).toBe(201);
      const { caseName } = await deciding.list<{ caseName: string }>(ada, '');
      filed = { ...filed, caseName, token: deciding.token, passphrase: deciding.passphrase };
    };

    it('is offered only once a decision was told', async () => {
      expect(textOf(await page())).not.toContain(said.button);
      const fields = { act: 'appeal', decision: '1', ground: 'other', text: 'Nothing was done.' };
      const refused = await send(fields);
      expect(refused.status).toBe(422);
      expect(textOf(refused)).toContain(said.needDecision);
      expect(textArea(refused, 'text')).toBe('Nothing was done.');
      await decided();
      expect(textOf(await page())).toContain(said.button);
    });

    it.each(languages)('has a form with grounds (%s)', async (lang) => {
      await decided();
      const words = catalogue[lang].safety.appeal;
      const fields = { handle: await handle(), begin: 'appeal' };
      const form = await postForm(service, `/follow-up/shown?lang=${lang}`, fields);
      for (const part of [words.heading, words.label, words.send, ...Object.values(words.grounds)])
        expect(textOf(form)).toContain(part);
      expect(hiddenField(form, 'decision')).toBe('1');
    });

    it('is sent with its ground and text, and gets its dates', async () => {
      await decided();
      const fields = { act: 'appeal', decision: '1', ground: 'out-of-proportion', text: 'It is too little.' };
      const sent = await send(fields);
      expect(sent.status).toBe(200);
      expect(textOf(sent)).toContain(said.sent);
      expect((await entries()).at(-1)).toBe('An appeal against the decision.\n\nIt is too little.');
      const id = await caseIdOf(service, filed);
      const taken = await post(service, ada, `/api/cases/${id}/appeals`, {
        thread: 'reporter',
        entry: (await entries()).length,
      });
      expect(taken.status).toBe(201);
    });

    it('wants a ground, and keeps what was typed', async () => {
      await decided();
      const refused = await send({ act: 'appeal', decision: '1', ground: '', text: 'It is too little.' });
      expect(refused.status).toBe(422);
      expect(errorAnchors(refused)).toEqual(['ground']);
      expect(refused.html).toContain('id="ground"');
      expect(textArea(refused, 'text')).toBe('It is too little.');
    });

    it('that is late says why', async () => {
      await decided();
      service.clock.advance(15 * day);
      const fields = { act: 'appeal', decision: '1', ground: 'other', text: 'Too little.' };
      const refused = await send(fields);
      expect(refused.status).toBe(422);
      expect(errorAnchors(refused)).toEqual(['late']);
      expect((await send({ ...fields, late: 'I was ill.' })).status).toBe(200);
      expect((await entries()).at(-1)).toContain('An appeal against the decision.');
    });
  });

  describe('as JSON', () => {
    const act = (body: unknown, key?: string): Promise<Response> =>
      service.reporter(
        '/api/follow-up/acts',
        jsonRequest(body, {
          ...bearer(filed.token).headers,
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        }),
      );

    it('retaliation is an urgent entry, once for one key, in two calls', async () => {
      const body = { act: 'retaliation', text: 'He took my task away.' };
      service.calls.length = 0;
      const answer = await act(body, 'one');
      expect(answer.status).toBe(201);
      expect(service.calls).toHaveLength(2);
      expect(await bodyOf(answer)).toMatchObject({ id: '2', from: 'reporter' });
      expect((await act(body, 'one')).status).toBe(201);
      expect(await entries()).toHaveLength(2);
      expect(await teamSees()).toMatchObject({ urgent: true });
      expect((await act({ act: 'retaliation' })).status).toBe(422);
      expect((await act({ act: 'retaliation', text: 'x', facts: { decision: '1' } })).status).toBe(422);
    });

    it('a check-in is answered while it is asked', async () => {
      const facts = { answer: 'safe', after: '7', closedOn: '2026-03-10' };
      expect(await refusalOf(await act({ act: 'check-in', facts }))).toEqual([409, 'not-offered']);
      await close();
      expect(await refusalOf(await act({ act: 'check-in', facts }))).toEqual([409, 'not-offered']);
      service.clock.advance(7 * day);
      const { summary } = await bodyOf<{ summary: { closedOn: string } }>(await readThread(service, filed));
      expect(summary.closedOn).toBe('2026-03-10');
      expect((await act({ act: 'check-in', facts })).status).toBe(201);
      const wrong = { ...facts, answer: 'well' };
      expect((await act({ act: 'check-in', facts: wrong })).status).toBe(422);
    });

    it('an appeal is refused before a decision was told, and acts of others are not theirs', async () => {
      const appeal = { act: 'appeal', facts: { decision: '1', ground: 'other' }, text: 'Too little.' };
      expect(await refusalOf(await act(appeal))).toEqual([409, 'not-offered']);
      expect(await refusalOf(await act({ act: 'more-time' }))).toEqual([403, 'not-theirs']);
      expect(await entries()).toHaveLength(1);
    });
  });
});
