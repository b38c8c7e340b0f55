import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResponsePage } from '../../functions/domain/door/response-page.ts';
import type { NewDoorWanted } from '../../functions/domain/casework/doors/begin-door.ts';
import { bearer, bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { shownFacts } from '../harness/shown-facts.ts';
import { startService, type Service } from '../harness/service.ts';
import { changed, postWithFiles, textFile } from '../reporter/file-forms.ts';
import {
  expectRefusedForm,
  formOf,
  postFields,
  postForm,
  textArea,
  textOf,
  type Page,
} from '../reporter/pages.ts';
import { caseIdOf, read } from '../team/as-member.ts';
import { handedOver, responseAbout, withOwnWords } from '../team/case-with-door.ts';

/** A respondent's page after a decision; the clock of the service stands on 10 March 2026. */
export const decidedPage = (decision: Partial<ResponsePage['decisions'][number]> = {}): NewDoorWanted => ({
  respondent: 1,
  whom: 'Kim',
  page: {
    kind: 'response',
    language: 'en',
    about: '',
    questions: [],
    decisions: [
      {
        number: 1,
        on: '2026-03-09',
        status: 'in-force',
        letter: {
          language: 'en',
          behaviour: 'You shouted at people.',
          impact: 'They were afraid.',
          expected: 'We expect you to stop.',
          consequences: 'A warning.',
        },
        measures: [
          {
            number: 3,
            what: 'An apology',
            from: '2026-03-09',
            dueOn: '2026-03-20',
            status: 'to-do',
            theirs: true,
          },
          {
            number: 4,
            what: 'No chat',
            from: '2026-03-09',
            until: '2026-04-09',
            status: 'done',
            theirs: false,
          },
        ],
        appealBy: '2026-03-23',
        mayAskToReturn: true,
        ...decision,
      },
    ],
  },
});

const asked: NewDoorWanted = {
  ...responseAbout(),
  page: {
    kind: 'response',
    language: 'en',
    about: 'A talk on the first evening.',
    questions: ['What happened?'],
    answerBy: '2026-03-16',
    decisions: [],
  },
};

describe('what a respondent does besides writing', () => {
  let service: Service;
  let door: (wanted: NewDoorWanted) => Promise<string>;
  beforeEach(async () => {
    service = await startService();
    const lead = await service.addMember({ role: 'lead' });
    const filed = await fileReport(service, { answers: { whatHappened: 'They shouted at me.' } });
    const id = await caseIdOf(service, filed);
    await read(service, lead, id);
    door = async (wanted) => withOwnWords(service, (await handedOver(service, lead, id, wanted)).token);
  });
  afterEach(() => service.close());

  const open = (token: string): Promise<Page> => postForm(service, '/message', { words: token });
  type Act = { act: string; facts?: Readonly<Record<string, string>>; text?: string };
  const sendAct = (
    token: string,
    wanted: Act,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> =>
    service.reporter('/api/follow-up/acts', jsonRequest(wanted, { ...bearer(token).headers, ...headers }));
  /** What it is about by its numbers, as the page of the holder has them. */
  const about = async (token: string, wanted: Act): Promise<Act> =>
    wanted.facts ? { ...wanted, facts: await shownFacts(service, token, wanted.facts) } : wanted;
  const act = async (
    token: string,
    wanted: Act,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> => sendAct(token, await about(token, wanted), headers);
  /** The form that the button for an act leads to; buttons stand in their order on the page. */
  const formFor = async (token: string, name: string): Promise<Page> => {
    const { html } = await open(token);
    const form = [...html.matchAll(/<form [^>]*act-form[^>]*>[\s\S]*?<\/form>/g)].find(([found]) =>
      found.includes(`value="${name}"`),
    );
    const page = { status: 200, headers: new Headers(), html: form?.[0] ?? '' };
    return postFields(service, '/follow-up/act-form?at=message', formOf(page, '/follow-up/act-form'));
  };
  const send = (form: Page, values: Readonly<Record<string, string>>): Promise<Page> =>
    postFields(service, '/follow-up/act?at=message', [
      ...changed(formOf(form, '/follow-up/act'), values).filter(([name]) => name !== 'ground'),
      ...(values.ground === undefined ? [] : [['ground', values.ground] as const]),
    ]);

  it('more time is asked for with a few words, and the page says when', async () => {
    const token = await door(asked);
    const sent = await send(await formFor(token, 'more-time'), { text: 'I am ill until Friday.' });
    expect(sent.status).toBe(200);
    expect(textOf(sent)).toContain('You have asked for more time.');
    const shown = textOf(await open(token));
    expect(shown).toContain('You asked for more time on 10 March 2026.');
    expect(shown).toContain('I am ill until Friday.');
    expect(shown).toContain('Please answer by 16 March 2026.');
  });

  it('the letter, the measures and the window of an appeal stand on the page', async () => {
    const shown = textOf(await open(await door(decidedPage())));
    for (const said of [
      'Decision of 9 March 2026',
      'You shouted at people.',
      'They were afraid.',
      'An apology',
      'To be done by 20 March 2026',
      'In place',
      'Ends when 9 April 2026 is over',
      'You can appeal up to and including 23 March 2026.',
    ])
      expect.soft(shown).toContain(said);
  });

  it('an appeal is sent with its ground and a file, and the page says when', async () => {
    const token = await door(decidedPage());
    const form = await formFor(token, 'appeal');
    const filled = [
      ...changed(formOf(form, '/follow-up/act'), { text: 'A witness was not asked.' }).filter(
        ([name]) => name !== 'ground',
      ),
      ['ground', 'procedure'] as const,
    ];
    const first = await postWithFiles(service, '/follow-up/act?at=message', filled, [
      textFile('a.txt', 'Mine.'),
    ]);
    const isSent = textOf(first).includes('Your appeal has been sent.');
    const sent = isSent ? first : await send(first, { ground: 'procedure' });
    expect(textOf(sent)).toContain('Your appeal has been sent.');
    const shown = textOf(await open(token));
    expect(shown).toContain('You appealed on 10 March 2026.');
    expect(shown).toContain('A witness was not asked.');
    expect(shown).toContain('a.txt');
  });

  it('a refused appeal keeps what was typed and chosen', async () => {
    const token = await door(decidedPage());
    const refused = await send(await formFor(token, 'appeal'), { text: 'Kept.' });
    expectRefusedForm(refused);
    expect(textArea(refused, 'text')).toBe('Kept.');
    const empty = await send(await formFor(token, 'appeal'), { text: '', ground: 'procedure' });
    expectRefusedForm(empty);
    expect(empty.html).toMatch(/id="ground-procedure"[^>]* checked/);
    service.clock.advance(31 * 60_000);
    const late = await send(refused, { text: 'Still kept.', ground: 'other' });
    expectRefusedForm(late);
    expect(textArea(late, 'text')).toBe('Still kept.');
    expect(textOf(await send(late, { words: token, ground: 'other' }))).toContain(
      'Your appeal has been sent.',
    );
  });

  it('after its last day an appeal says why it comes late', async () => {
    const token = await door(decidedPage({ appealBy: '2026-03-08' }));
    const form = await formFor(token, 'appeal');
    const refused = await send(form, { text: 'Look again.', ground: 'other' });
    expectRefusedForm(refused);
    const sent = await send(refused, { ground: 'other', late: 'I was in hospital.' });
    expect(textOf(sent)).toContain('Your appeal has been sent.');
  });

  it('a measure is said to be done, and whoever was kept away asks to come back', async () => {
    const token = await door(decidedPage());
    expect((await act(token, { act: 'measure-done', facts: { measure: '3' } })).status).toBe(201);
    const asks = { act: 'return-request', facts: { decision: '1' }, text: 'I have learned.' };
    expect((await act(token, asks)).status).toBe(201);
    const shown = textOf(await open(token));
    expect(shown).toContain('You said on 10 March 2026 that this is done.');
    expect(shown).toContain('You asked on 10 March 2026 to come back.');
  });

  it('JSON refuses what the page does not offer, and what is not theirs', async () => {
    const token = await door(decidedPage({ appealBy: '2026-03-08', mayAskToReturn: false }));
    const refusals: [Act, number, string][] = [
      [{ act: 'more-time' }, 409, 'not-offered'],
      [{ act: 'measure-done', facts: { measure: '4' } }, 409, 'not-offered'],
      [{ act: 'measure-done', facts: { measure: '9' } }, 409, 'not-offered'],
      [{ act: 'return-request', facts: { decision: '1' }, text: 'Please.' }, 409, 'not-offered'],
      [{ act: 'appeal', facts: { decision: '2', ground: 'other' }, text: 'No.' }, 409, 'not-offered'],
      [{ act: 'appeal', facts: { decision: '1', ground: 'other' }, text: 'No.' }, 409, 'late-without-reason'],
      [{ act: 'appeal', facts: { decision: '1', ground: 'because' }, text: 'No.' }, 422, 'invalid-fields'],
      [{ act: 'appeal', facts: { decision: '1', ground: 'other' } }, 422, 'invalid-fields'],
      [{ act: 'declined' }, 403, 'not-theirs'],
      [{ act: 'withdraw' }, 422, 'invalid-fields'],
    ];
    for (const [wanted, status, code] of refusals) {
      const answer = await act(token, wanted);
      expect.soft([answer.status, (await bodyOf<{ code: string }>(answer)).code]).toEqual([status, code]);
    }
    type Read = { entries: unknown[] };
    const { entries } = await bodyOf<Read>(await service.reporter('/api/follow-up', bearer(token)));
    expect(entries).toEqual([]);
  });

  it('numbers of the case’s records are not told, and mean nothing', async () => {
    const token = await door(decidedPage());
    type Read = { page: { decisions: { number: number; measures: { number: number }[] }[] } };
    const { page } = await bodyOf<Read>(await service.reporter('/api/follow-up', bearer(token)));
    const known = await shownFacts(service, token, { decision: '1', measure: '3' });
    expect(page.decisions.map(({ number }) => String(number))).toEqual([known.decision]);
    expect(page.decisions[0]?.measures.map(({ number }) => String(number))).toContain(known.measure);
    const real = { act: 'measure-done', facts: { measure: '3' } };
    if (known.measure !== '3') expect((await sendAct(token, real)).status).toBe(409);
  });

  it('an act sent twice with one key is one entry; about something else it is another', async () => {
    const token = await door(decidedPage());
    const key = { 'idempotency-key': 'one' };
    const appeal = { act: 'appeal', facts: { decision: '1', ground: 'other' }, text: 'Look again.' };
    const ids = [];
    for (const wanted of [appeal, appeal, { ...appeal, facts: { ...appeal.facts, ground: 'procedure' } }]) {
      ids.push((await bodyOf<{ id: string }>(await act(token, wanted, key))).id);
    }
    expect(ids).toEqual(['1', '1', '2']);
  });

  it('takes three calls of the store: the door, what its page offers, and one transaction', async () => {
    const token = await door(decidedPage());
    const done = await about(token, { act: 'measure-done', facts: { measure: '3' } });
    service.calls.length = 0;
    await sendAct(token, done);
    expect(service.calls.map(({ command }) => command)).toEqual([
      'GetItemCommand',
      'QueryCommand',
      'TransactWriteItemsCommand',
    ]);
    service.calls.length = 0;
    await service.reporter('/api/follow-up/entries', jsonRequest({ text: 'Hello.' }, bearer(token).headers));
    expect(service.calls.map(({ command }) => command)).toEqual([
      'GetItemCommand',
      'TransactWriteItemsCommand',
    ]);
    service.calls.length = 0;
    await service.reporter('/api/follow-up', bearer(token));
    expect(service.calls.map(({ command }) => command)).toEqual(['GetItemCommand', 'QueryCommand']);
  });
});
