import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doorList } from '../../functions/team/doors/doors-contract.ts';
import { bearer, bodyOf, fileReport, jsonRequest, readThread, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, signedInCookie } from './as-browser.ts';
import { caseIdOf, get, post, postOnce, read, refusalOf, setState } from './as-member.ts';
import { withOwnWords } from './case-with-door.ts';
import { atPages, hiddenOf } from './team-pages.ts';
import { correction, decidingOf, violation, type Deciding } from './deciding.ts';

type Handed = { door: number; thread: string; token: string; passphrase: string; link: string };
type Colleague = Awaited<ReturnType<Service['addMember']>>;

const asked = {
  kind: 'response',
  respondent: 1,
  language: 'en',
  about: 'A workshop in the afternoon.',
  questions: ['How do you see it?'],
};
const witness = {
  kind: 'witness',
  whom: 'Somebody at the next table',
  language: 'es',
  about: 'A workshop in the afternoon.',
  questions: [],
};

describe('hearing somebody who has no account', () => {
  let service: Service;
  let ada: Colleague;
  let ben: Colleague;
  let filed: Filed;
  let id: string;
  let deciding: Deciding;
  beforeEach(async () => {
    service = await startService();
    ada = await service.addMember({ role: 'lead' });
    ben = await service.addMember({ role: 'member' });
    filed = await fileReport(service, {
      answers: { whatHappened: 'Robin threw the blue teapot at my colleague during lunch.' },
    });
    id = await caseIdOf(service, filed);
    await read(service, ada, id);
    await read(service, ben, id);
    deciding = decidingOf(service, id);
    await deciding.done(ada, '/respondents', { name: 'Robin Roe' });
  });
  afterEach(() => service.close());

  const make = async (body: object = asked, headers: Record<string, string> = {}): Promise<Handed> => {
    const answer = await post(service, ada, `/api/cases/${id}/doors`, body, headers);
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    return bodyOf<Handed>(answer);
  };
  const doors = async (who: Colleague = ada) =>
    doorList.parse(await (await get(service, who, `/api/cases/${id}/doors`)).json()).doors;
  const look = (token: string): Promise<Response> => service.reporter('/api/follow-up', bearer(token));
  const write = (token: string, text: string): Promise<Response> =>
    service.reporter('/api/follow-up/entries', jsonRequest({ text }, bearer(token).headers));
  type Shown = {
    page: { about: string; answerBy?: string; decisions?: { measures: { status: string }[] }[] };
    entries: { from: string; text: string }[];
  };
  const shown = async (token: string): Promise<Shown> => bodyOf<Shown>(await look(token));

  describe('a page that is made for a letter', () => {
    const opinions = async () => {
      const answer = await get(service, ada, `/api/cases/${id}/opinions`);
      return bodyOf<{ opinions: object[] }>(answer);
    };

    it('asks nothing by a date, and no decision waits for an answer', async () => {
      const { token } = await make({ ...asked, questions: [], answerBy: null });
      const { page } = await shown(await withOwnWords(service, token));
      expect(page).not.toHaveProperty('answerBy');
      expect((await opinions()).opinions).toEqual([]);
      const [door] = await doors();
      expect(door).not.toHaveProperty('answerBy');
    });

    it('is made by the form where its box is ticked', async () => {
      const pages = await atPages(service, ada);
      const hidden = hiddenOf(await pages.html(`/cases/${id}/people`));
      const answer = await pages.send(`/cases/${id}/doors`, {
        ...hidden,
        kind: 'response',
        respondent: '1',
        language: 'en',
        about: 'A workshop.',
        questions: '',
        answerBy: '2026-01-01',
        asks: 'nothing',
      });
      expect(answer.status).toBe(201);
      expect((await opinions()).opinions).toEqual([]);
    });

    it('asks by the days of the settings where no date is said', async () => {
      const { token } = await make();
      expect((await shown(await withOwnWords(service, token))).page).toHaveProperty('answerBy');
      expect((await opinions()).opinions).toHaveLength(1);
    });
  });

  describe('the words that are handed over', () => {
    it('lead to the reporter’s host, open the conversation once they are changed, and stand nowhere afterwards', async () => {
      const { token, link, passphrase } = await make();
      expect(link).toBe(`${new URL('/message', service.teamContext.reporterUrl).href}#${token}`);
      expect(passphrase.split(' ')).toHaveLength(12);
      const own = await withOwnWords(service, token);
      expect((await shown(own)).page).toMatchObject({ about: asked.about, answerBy: '2026-03-17' });
      const stored = JSON.stringify(await doors());
      expect(stored).not.toContain(token);
      expect(stored).not.toContain(passphrase);
    });

    it('are the same for the same request sent twice, which makes one door', async () => {
      const one = await make(asked, { 'idempotency-key': 'k1' });
      expect(await make(asked, { 'idempotency-key': 'k1' })).toMatchObject({ token: one.token, door: 1 });
      expect(await doors()).toHaveLength(1);
    });

    it('are the same for two of one request at once', async () => {
      const sent = () => make(witness, { 'idempotency-key': 'k2' });
      const [one, other] = await Promise.all([sent(), sent()]);
      expect(one.token).toBe(other.token);
      expect(await doors()).toHaveLength(1);
    });

    it('are others for another key, and two members at once make two doors', async () => {
      const answers = await Promise.all(
        [ada, ben].map((who) => post(service, who, `/api/cases/${id}/doors`, witness)),
      );
      // An ordinary member speaks to people outside as they do to the reporter.
      expect(answers.map(({ status }) => status)).toEqual([201, 201]);
      const tokens = await Promise.all(answers.map(async (one) => (await bodyOf<Handed>(one)).token));
      expect(new Set(tokens).size).toBe(2);
      expect(await doors()).toHaveLength(2);
    });

    it('are shown no more once they were replaced', async () => {
      const one = await make(asked, { 'idempotency-key': 'k3' });
      const again = await post(service, ada, `/api/cases/${id}/doors/remake`, { door: one.door });
      expect(again.status).toBe(201);
      const other = await bodyOf<Handed>(again);
      expect((await look(one.token)).status).toBe(401);
      expect((await look(other.token)).status).toBe(403);
      const late = await post(service, ada, `/api/cases/${id}/doors`, asked, { 'idempotency-key': 'k3' });
      expect(await refusalOf(late)).toEqual([409, 'door-replaced']);
    });

    it('stand with a QR code on a page that runs nothing, and the form pressed twice shows the same', async () => {
      const cookie = await signedInCookie(service, ada.memberId);
      const fields = { ...witness, questions: 'One?\nTwo?', key: 'A'.repeat(22) };
      const sent = () => service.team(`/cases/${id}/doors`, formPost(fields, cookie));
      const pages = [await sent(), await sent()];
      expect(pages.map(({ status }) => status)).toEqual([201, 201]);
      const [first = '', second = ''] = await Promise.all(pages.map((page) => page.text()));
      expect(first).toContain('<svg');
      expect(first).not.toContain('<script');
      const linkIn = (html: string) => /https?:[^<"\s]*\/message#[\w-]{22}/.exec(html)?.[0];
      expect(linkIn(first)).toBeDefined();
      expect(linkIn(second)).toBe(linkIn(first));
      const [door] = await doors();
      expect(door?.page).toMatchObject({ questions: ['One?', 'Two?'], language: 'es' });
      const prepared = decodeURIComponent(/mailto:\?[^"]*/.exec(first)?.[0].replaceAll('&amp;', '&') ?? '');
      expect(prepared).toContain('mensaje privado');
      const { hostname } = new URL(service.teamContext.reporterUrl);
      expect(prepared.replaceAll(hostname, '')).not.toMatch(/report|conduct|caso/i);
    });
  });

  it('warns of words of the report, and goes on when exactly that text is confirmed', async () => {
    const about = 'You threw the blue teapot at a colleague during lunch.';
    const refused = await post(service, ada, `/api/cases/${id}/doors`, { ...asked, about });
    const problem = await bodyOf<{ code: string; confirm: string; warnings: unknown[] }>(refused);
    expect([refused.status, problem.code]).toEqual([409, 'may-tell']);
    expect(problem.warnings.length).toBeGreaterThan(0);
    expect(await doors()).toEqual([]);
    const { confirm } = problem;
    const other = { ...asked, about: `${about} The blue teapot at my colleague during lunch.`, confirm };
    expect((await post(service, ada, `/api/cases/${id}/doors`, other)).status).toBe(409);
    expect((await post(service, ada, `/api/cases/${id}/doors`, { ...asked, about, confirm })).status).toBe(
      201,
    );
  });

  it('shows the warning on the page, with a box that confirms it', async () => {
    const cookie = await signedInCookie(service, ada.memberId);
    const about = 'You threw the blue teapot at a colleague during lunch.';
    const fields = { ...asked, respondent: '1', about, key: 'B'.repeat(22) };
    const refused = await service.team(`/cases/${id}/doors`, formPost(fields, cookie));
    expect(refused.status).toBe(422);
    const html = await refused.text();
    const [, confirm = ''] = /name="confirm" value="([\w-]+)"/.exec(html) ?? [];
    expect(html).toContain('blue teapot');
    expect((await service.team(`/cases/${id}/doors`, formPost({ ...fields, confirm }, cookie))).status).toBe(
      201,
    );
  });

  it('begins one conversation with a respondent, and none with somebody who is none', async () => {
    await make();
    const again = await post(service, ada, `/api/cases/${id}/doors`, asked);
    expect(again.status).toBe(422);
    const nobody = await post(service, ada, `/api/cases/${id}/doors`, { ...asked, respondent: 7 });
    expect(nobody.status).toBe(422);
  });

  it('tells witnesses who stay anonymous apart by a number', async () => {
    await make({ kind: 'witness', language: 'es', about: witness.about, questions: [] });
    const pages = await atPages(service, ada);
    const fields = { kind: 'witness', whom: '', language: 'en', about: witness.about, key: 'D'.repeat(22) };
    expect((await pages.send(`/cases/${id}/doors`, fields)).status).toBe(201);
    expect((await doors()).map(({ whom }) => whom)).toEqual(['Witness 1', 'Witness 2']);
    expect(await pages.html(`/cases/${id}/people`)).toContain('>Witness 2</h2>');
  });

  it('writes to each conversation alone, and tells the team what is new', async () => {
    const one = await make();
    const other = await make(witness);
    const [own, others] = [await withOwnWords(service, one.token), await withOwnWords(service, other.token)];
    await write(own, 'It was a misunderstanding.');
    const page = await (await service.team(`/cases/${id}`, await as(ada))).text();
    expect(page).toContain('(1 new)');
    const [first, second] = await doors();
    expect([first?.state, first?.newEntries, second?.state, second?.newEntries]).toEqual([
      'answered',
      1,
      'open',
      0,
    ]);
    expect((await doors())[0]?.newEntries).toBe(0);
    const sent = await post(service, ada, `/api/cases/${id}/messages`, {
      thread: one.thread,
      text: 'Thank you.',
    });
    expect(sent.status).toBe(201);
    expect((await shown(own)).entries.map(({ text }) => text)).toEqual([
      'It was a misunderstanding.',
      'Thank you.',
    ]);
    expect((await shown(others)).entries).toEqual([]);
    expect(await (await readThread(service, filed)).text()).not.toContain('Thank you.');
    const nowhere = await post(service, ada, `/api/cases/${id}/messages`, {
      thread: 'witness-9',
      text: 'Hello?',
    });
    expect(nowhere.status).toBe(422);
  });

  const as = async (who: Colleague): Promise<RequestInit> => ({
    headers: { cookie: await signedInCookie(service, who.memberId) },
  });

  it('writes from the page People, once for a form that is sent twice', async () => {
    const { token, thread } = await make();
    const own = await withOwnWords(service, token);
    const cookie = await signedInCookie(service, ada.memberId);
    const fields = { thread, page: 'people', text: 'We have a question.', do: 'send', key: 'C'.repeat(22) };
    for (let press = 0; press < 2; press++) {
      const answer = await service.team(`/cases/${id}/reply`, formPost(fields, cookie));
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        `/cases/${id}/people?did=wrote-to#conversation-1`,
      ]);
    }
    expect((await shown(own)).entries.map(({ text }) => text)).toEqual(['We have a question.']);
    const html = await (await service.team(`/cases/${id}/people`, { headers: { cookie } })).text();
    expect(html).toContain('We have a question.');
  });

  it('finds what was written in any conversation', async () => {
    const { token, thread } = await make();
    await write(await withOwnWords(service, token), 'The axolotl was mine.');
    await doors();
    await read(service, ada, id);
    const found = await bodyOf<{ cases: { found?: { in: string; thread?: string }[] }[] }>(
      await get(service, ada, '/api/cases?q=axolotl'),
    );
    expect(found.cases[0]?.found).toMatchObject([{ in: 'message', thread }]);
  });

  it('moves the day by which an answer is asked for, which they read', async () => {
    const { token, door } = await make();
    const own = await withOwnWords(service, token);
    const moved = await post(service, ada, `/api/cases/${id}/doors/page`, { door, answerBy: '2026-03-30' });
    expect(moved.status).toBe(200);
    const { page, entries } = await shown(own);
    expect(page.answerBy).toBe('2026-03-30');
    expect(entries.at(-1)?.text).toContain('30');
    for (const answerBy of ['2026-03-10', '2027-01-01'])
      expect((await post(service, ada, `/api/cases/${id}/doors/page`, { door, answerBy })).status).toBe(422);
  });

  it('closes a conversation with a reason: nothing opens it, and what was written stays', async () => {
    const { token, door } = await make(witness);
    const own = await withOwnWords(service, token);
    await write(own, 'I saw it.');
    const reason = 'They are heard.';
    expect((await post(service, ada, `/api/cases/${id}/doors/close`, { door, reason })).status).toBe(200);
    expect((await look(own)).status).toBe(401);
    expect((await doors())[0]).toMatchObject({
      state: 'closed',
      closedBecause: reason,
      entries: [{ text: 'I saw it.' }],
    });
    const remade = await post(service, ada, `/api/cases/${id}/doors/remake`, { door });
    const again = await withOwnWords(service, (await bodyOf<Handed>(remade)).token);
    expect((await shown(again)).entries).toMatchObject([{ text: 'I saw it.' }]);
  });

  it('says that words expired when nobody used them in time', async () => {
    await make(witness);
    expect((await doors())[0]?.state).toBe('waiting');
    service.clock.advance(15 * 24 * 3_600_000);
    expect((await doors())[0]?.state).toBe('expired');
  });

  it('goes on when the team goes on with the case, and after the reporter has left', async () => {
    const { token } = await make();
    const own = await withOwnWords(service, token);
    await write(own, 'First.');
    expect((await setState(service, ada, id, 'in-review')).status).toBe(200);
    const left = jsonRequest({ choice: 'close-door' }, bearer(filed.token).headers);
    expect((await service.reporter('/api/follow-up/withdrawal', left)).status).toBe(200);
    expect((await write(own, 'Second.')).status).toBe(201);
    expect((await doors())[0]?.entries).toHaveLength(2);
  });

  describe('before and after a decision', () => {
    const proposed = async (): Promise<void> => {
      await deciding.done(ada, '/findings', violation());
      await deciding.done(ada, '/opinions', { of: 'reporter', respondent: 1, whyNotAsked: 'Not safe.' });
      await deciding.done(ada, '/proposals', correction());
    };
    const decided = async (): Promise<void> => {
      await deciding.done(ada, '/opinions/skip', { respondent: 1, reason: 'It is not safe.' });
      for (const who of [ada, ben]) await deciding.approve(who);
      const forced = await deciding.force(ada);
      if (forced.status !== 201) throw new Error(await forced.text());
      await deciding.done(ada, '/letters/announcement', {
        decision: 1,
        on: '2026-03-10',
        reason: 'They meet.',
      });
    };

    it('a decision waits until the respondent is heard, the day is over, or a reason is given', async () => {
      await proposed();
      expect(await deciding.missing(ada)).toContain('respondent-opinion');
      await make();
      expect(await deciding.missing(ada)).toContain('respondent-opinion');
      service.clock.advance(8 * 24 * 3_600_000);
      expect(await deciding.missing(ada)).not.toContain('respondent-opinion');
    });

    it('what they answered is noted with one press, which a decision waits for', async () => {
      await proposed();
      const own = await withOwnWords(service, (await make()).token);
      const pages = await atPages(service, ada);
      const people = `/cases/${id}/people`;
      expect(await pages.html(people)).not.toContain('Note that they have answered');
      await write(own, 'It was a misunderstanding.');
      const html = await pages.html(people);
      expect(html).toContain('Note that they have answered');
      const [, said = ''] = /name="said" value="([^"]+)"/.exec(html) ?? [];
      expect(said).not.toContain('misunderstanding');
      const noted = { page: 'people', of: 'respondent', respondent: '1', said };
      const posted = await pages.send(`/cases/${id}/opinions`, { ...hiddenOf(html), ...noted });
      expect([posted.status, posted.headers.get('location')]).toEqual([
        303,
        `${people}?did=opinion#opinions`,
      ]);
      expect(await deciding.missing(ada)).not.toContain('respondent-opinion');
      expect(await pages.html(people)).not.toContain('Note that they have answered');
    });

    it('a reason for not hearing them takes the place of an answer', async () => {
      await proposed();
      await deciding.done(ada, '/opinions/skip', { respondent: 1, reason: 'It is not safe.' });
      expect(await deciding.missing(ada)).not.toContain('respondent-opinion');
    });

    it('a letter needs a conversation, stands on their page, and is told to the reporter', async () => {
      await proposed();
      await decided();
      const before = await post(service, ada, `/api/cases/${id}/letters/hand-over`, { decision: 1 });
      expect(await refusalOf(before)).toEqual([409, 'no-conversation']);
      const own = await withOwnWords(service, (await make()).token);
      await deciding.done(ada, '/letters/hand-over', { decision: 1 });
      const page = JSON.stringify((await shown(own)).page);
      expect(page).toContain('You shouted at a volunteer.');
      expect(page).not.toContain('private-apology');
      const { entries } = await bodyOf<{ entries: { text: string }[] }>(await readThread(service, filed));
      expect(entries.at(-1)?.text).toContain('can read the decision');
      const again = await post(service, ada, `/api/cases/${id}/letters/hand-over`, { decision: 1 });
      expect(await refusalOf(again)).toEqual([409, 'handed-over-already']);
    });

    it('their page follows what becomes of the measures', async () => {
      await proposed();
      await decided();
      const own = await withOwnWords(service, (await make()).token);
      await deciding.done(ada, '/letters/hand-over', { decision: 1 });
      const status = async () => (await shown(own)).page.decisions?.[0]?.measures[0]?.status;
      expect(await status()).toBe('to-do');
      await deciding.done(ada, '/measures/status', { measure: 1, status: 'done' });
      expect(await status()).toBe('done');
      await deciding.done(ada, '/measures/waive', { measure: 1, reason: 'It is enough.' });
      expect(await status()).toBe('waived');
    });
  });

  it('is nothing for somebody who must not know the case', async () => {
    const other = await fileReport(service, { excludedMembers: [ben.memberId] });
    const hidden = await caseIdOf(service, other);
    await read(service, ada, hidden);
    expect((await post(service, ada, `/api/cases/${hidden}/doors`, witness)).status).toBe(201);
    expect((await get(service, ben, `/api/cases/${hidden}/doors`)).status).toBe(404);
    expect((await postOnce(service, ben, `/api/cases/${hidden}/doors`, witness)).status).toBe(404);
  });
});
