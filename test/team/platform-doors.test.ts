import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Measure } from '../../functions/domain/decision/measure.ts';
import { doorList } from '../../functions/team/doors/doors-contract.ts';
import { en as doors } from '../../functions/respondent/locales/en.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { shownFacts } from '../harness/shown-facts.ts';
import { startService, type Service } from '../harness/service.ts';
import { postFields, postForm } from '../reporter/pages.ts';
import { everythingStored } from '../reporter/stored.ts';
import { passkeySettings } from './as-browser.ts';
import { caseIdOf, get, post, read, refusalOf } from './as-member.ts';
import { handedOver, responseAbout, withOwnWords } from './case-with-door.ts';
import { decideWith, measuresOf, nameSomebody, type Colleague } from './measured-case.ts';
import { atPages, hiddenOf, wordsOf } from './team-pages.ts';

const platforms = {
  chat: { label: { en: 'Chat', es: 'El chat' }, restrictions: { mute: { en: 'Muted', es: 'Sin voz' } } },
  forum: { label: 'Forum', restrictions: { ban: 'Banned from the forum' } },
};
const why = 'They shouted at Ana in the hall.';
const onChat = { platform: 'chat', restriction: 'mute', account: '@someone' };
const onForum = { platform: 'forum', restriction: 'ban', account: 'someone-at-the-forum' };
const muted: Pick<Measure, 'type'> & Partial<Measure> = {
  type: 'restriction-of-spaces',
  what: why,
  until: '2026-03-20',
  rollOuts: [onChat, onForum],
};

type Restriction = Readonly<Record<string, unknown>> & { readonly name: string };
type Shown = { readonly page: { readonly platform: string; readonly restrictions: readonly Restriction[] } };

describe('the page of a platform’s admins', () => {
  let service: Service;
  let lead: Colleague;
  let colleague: Colleague;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService({ ...passkeySettings, decisions: { platforms } });
    service.clock.now = new Date('2026-03-10T09:20:30.000Z');
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    // Whoever joins after a report does not know of it.
    colleague = await service.addMember({ name: 'Grace' });
    filed = await fileReport(service, { answers: { whatHappened: why } });
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
    await nameSomebody(service, lead, id);
  });
  afterEach(() => service.close());

  const ask = (path: string, body: unknown): Promise<Response> =>
    post(service, lead, `/api/cases/${id}${path}`, body);
  const done = async (path: string, body: unknown): Promise<void> => {
    const answer = await ask(path, body);
    expect([answer.status, await answer.clone().text()]).toEqual([200, expect.any(String)]);
  };
  const made = async (more: object = {}): Promise<string> => {
    const answer = await ask('/doors/platforms', {
      platform: 'chat',
      whom: 'Chat admins',
      language: 'en',
      ...more,
    });
    expect(answer.status).toBe(201);
    return withOwnWords(service, (await bodyOf<{ token: string }>(answer)).token);
  };
  const shown = async (token: string): Promise<Shown['page']> => {
    const answer = await service.reporter('/api/follow-up', bearer(token));
    expect(answer.status).toBe(200);
    return (await bodyOf<Shown>(answer)).page;
  };
  type Facts = Readonly<Record<string, string>>;
  const someone = { measure: '1', account: '1', name: '@someone', restriction: 'mute' };
  const say = async (
    token: string,
    act: string,
    { facts = someone, ...more }: { text?: string; facts?: Facts } = {},
  ) => {
    const shownAs = await shownFacts(service, token, facts);
    const body = { act, facts: shownAs, ...more };
    return service.reporter('/api/follow-up/acts', jsonRequest(body, bearer(token).headers));
  };
  const said = async (...given: Parameters<typeof say>): Promise<void> => {
    const answer = await say(...given);
    expect([answer.status, await answer.text()]).toEqual([201, expect.any(String)]);
  };
  const takeOver = (upTo: number) => ask('/doors/answers/taken-over', { door: 1, upTo });

  it('lists what is to be restricted there, in its language, and nothing of why, who, elsewhere or the case', async () => {
    await decideWith(service, lead, id, { measures: [muted] });
    const token = await made({ language: 'es' });
    const { restrictions, ...page } = await shown(token);
    const numbers = restrictions.map(({ measure, account }) => ({ measure, account }));
    const first = await shownFacts(service, token, { measure: '1', account: '1' });
    expect(numbers).toEqual([{ measure: Number(first.measure), account: Number(first.account) }]);
    expect({
      ...page,
      restrictions: restrictions.map((one) => ({ ...one, measure: 0, account: 0 })),
    }).toEqual({
      kind: 'platform',
      language: 'es',
      platform: 'El chat',
      restrictions: [
        {
          measure: 0,
          account: 0,
          name: '@someone',
          restriction: 'mute',
          what: 'Sin voz',
          from: '2026-03-10',
          until: '2026-03-20',
          toLift: false,
        },
      ],
    });
    const json = await (await service.reporter('/api/follow-up', bearer(token))).text();
    for (const secret of [why, filed.caseName, 'teal-heron', 'someone-at-the-forum', 'Ada'])
      expect(json).not.toContain(secret);
  });

  it('takes one press of a button on the page, without a script', async () => {
    await decideWith(service, lead, id, { measures: [muted] });
    const token = await made();
    const page = await postForm(service, '/message', { words: token });
    const forms = page.html.match(/<form [^>]*\/follow-up\/act[?"][\s\S]*?<\/form>/g) ?? [];
    const [form = ''] = forms.filter((one) => one.includes('value="placed"'));
    const fields = [...form.matchAll(/name="([a-z]+)" value="([^"]*)"/gi)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    const sent = await postFields(service, '/follow-up/act?at=message', fields);
    expect([sent.status, sent.html]).toEqual([200, expect.stringContaining(doors.acts.placed.sent)]);
    expect(sent.html).toContain(doors.platform.inPlace('10 March 2026'));
  });

  it('leaves nothing in clear of whom it is about', async () => {
    await decideWith(service, lead, id, { measures: [muted] });
    await said(await made(), 'placed');
    const stored = JSON.stringify(await everythingStored(service));
    for (const secret of ['@someone', 'Chat admins', why, 'teal-heron']) expect(stored).not.toContain(secret);
  });

  it('follows every change of a measure: an account more, one off the list, waived, restricted at once', async () => {
    await decideWith(service, lead, id, { measures: [muted] });
    const token = await made();
    const names = async () => (await shown(token)).restrictions.map(({ name }) => name);
    await done('/measures/accounts', { measure: 1, where: 'chat/mute', account: '@other' });
    expect(await names()).toEqual(['@someone', '@other']);
    await done('/measures/accounts/status', { measure: 1, account: 1, is: 'removed' });
    expect(await names()).toEqual(['@other']);
    await done('/measures/accounts/status', { measure: 1, account: 2, is: 'in-place' });
    expect((await shown(token)).restrictions[0]).toMatchObject({ placedOn: '2026-03-10', toLift: false });
    await done('/measures/waive', { measure: 1, reason: 'It is enough.' });
    expect((await shown(token)).restrictions[0]).toMatchObject({ toLift: true });
    const restricted = await ask('/restrictions', {
      respondent: 1,
      type: 'restriction-of-spaces',
      until: '2026-03-12',
      reason: 'Danger.',
      where: 'chat/mute',
    });
    expect([restricted.status, await restricted.text()]).toEqual([201, expect.any(String)]);
    expect((await shown(token)).restrictions).toHaveLength(2);
  });

  it('writes nothing anew for another conversation, nor when nothing of it changes', async () => {
    await decideWith(service, lead, id, { measures: [muted] });
    await made();
    const other = await withOwnWords(service, (await handedOver(service, lead, id, responseAbout())).token);
    const before = await (await service.reporter('/api/follow-up', bearer(other))).text();
    await done('/measures/accounts/status', { measure: 1, account: 1, is: 'in-place' });
    expect(await (await service.reporter('/api/follow-up', bearer(other))).text()).toBe(before);
  });

  it('what is said there waits, and is taken over with one click: who said it, and on which day', async () => {
    await decideWith(service, lead, id, { measures: [muted] });
    const token = await made();
    await said(token, 'cannot', { text: 'There is no such account.' });
    await said(token, 'placed');
    const pages = await atPages(service, lead);
    const waiting = wordsOf(await (await pages.get(`/cases/${id}/measures`)).text());
    expect(waiting).toContain('There is no such account.');
    expect(waiting).toContain('Take the answers over');
    expect(wordsOf(await (await pages.get(`/cases/${id}`)).text())).toContain(
      'Platform admins have answered (2).',
    );
    const waits = async () =>
      doorList.parse(await (await get(service, lead, `/api/cases/${id}/doors`)).json()).doors[0]
        ?.waitingAnswers;
    expect(await waits()).toMatchObject({
      upTo: 2,
      answers: [
        { act: 'cannot', on: '2026-03-10', measure: 1 },
        { act: 'placed', name: '@someone' },
      ],
    });
    service.clock.now = new Date('2026-03-12T09:00:00.000Z');
    const answer = await takeOver(2);
    expect(await bodyOf(answer)).toMatchObject({ taken: 2, leftOut: 0 });
    expect((await measuresOf(service, lead, id))[0]?.rollOuts).toEqual([
      { ...onChat, done: { by: { id: 'platform', name: 'Chat admins' }, on: '2026-03-10' } },
      onForum,
    ]);
    expect(await refusalOf(await takeOver(2))).toEqual([409, 'nothing-waits']);
    expect(await waits()).toBeUndefined();
    expect(wordsOf(await (await pages.get(`/cases/${id}/measures`)).text())).not.toContain(
      'Take the answers over',
    );
    expect((await shown(token)).restrictions[0]).toMatchObject({ placedOn: '2026-03-10' });
  });

  it('the button on the page takes them over, and leads to the measures', async () => {
    await decideWith(service, lead, id, { measures: [muted] });
    await said(await made(), 'placed');
    const pages = await atPages(service, lead);
    const html = await pages.html(`/cases/${id}/measures`);
    const path = `/cases/${id}/doors/answers/taken-over`;
    expect(html).toContain(`action="${path}"`);
    for (let press = 0; press < 2; press++) {
      const posted = await pages.send(path, { ...hiddenOf(html), door: '1', upTo: '1' });
      expect([posted.status, posted.headers.get('location')]).toEqual([
        303,
        `/cases/${id}/measures?did=answers#measures`,
      ]);
    }
    expect((await measuresOf(service, lead, id))[0]?.rollOuts[0]?.done?.on).toBe('2026-03-10');
  });

  it('answers that came after what was read wait', async () => {
    await decideWith(service, lead, id, { measures: [muted] });
    const token = await made();
    await said(token, 'placed');
    await said(token, 'cannot', { text: 'It does not work.' });
    expect(await bodyOf(await takeOver(1))).toMatchObject({ taken: 1 });
    expect((await measuresOf(service, lead, id))[0]?.rollOuts[0]).not.toHaveProperty('cannot');
    expect(await bodyOf(await takeOver(2))).toMatchObject({ taken: 1 });
    expect((await measuresOf(service, lead, id))[0]?.rollOuts[0]).toMatchObject({
      cannot: { reason: 'It does not work.', on: '2026-03-10' },
    });
  });

  it('two members who take over at once take nothing twice', async () => {
    await decideWith(service, lead, id, { measures: [muted] });
    const token = await made();
    await said(token, 'placed');
    await read(service, colleague, id);
    const body = { door: 1, upTo: 1 };
    const answers = await Promise.all(
      [lead, colleague].map((who) => post(service, who, `/api/cases/${id}/doors/answers/taken-over`, body)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await measuresOf(service, lead, id))[0]?.rollOuts[0]?.done?.on).toBe('2026-03-10');
  });

  it('answers about more measures than one change holds are taken over in parts', async () => {
    await decideWith(service, lead, id, {
      measures: Array.from({ length: 21 }, () => ({ ...muted, rollOuts: [onChat] })),
    });
    const token = await made();
    for (let measure = 1; measure <= 21; measure++) {
      await said(token, 'placed', {
        facts: { measure: String(measure), account: '1', name: '@someone', restriction: 'mute' },
      });
    }
    const placed = async () =>
      (await measuresOf(service, lead, id)).filter(({ rollOuts }) => rollOuts[0]?.done).length;
    expect((await takeOver(21)).status).toBe(200);
    expect(await placed()).toBe(20);
    expect((await takeOver(21)).status).toBe(200);
    expect(await placed()).toBe(21);
  });

  it('after the last day it asks to lift, and the measure is done once that is taken over', async () => {
    await decideWith(service, lead, id, { measures: [{ ...muted, rollOuts: [onChat] }] });
    const token = await made();
    await said(token, 'placed');
    service.clock.now = new Date('2026-03-21T09:00:00.000Z');
    await said(token, 'lifted');
    expect((await takeOver(2)).status).toBe(200);
    expect((await measuresOf(service, lead, id))[0]).toMatchObject({
      status: 'done',
      rollOuts: [{ done: { on: '2026-03-10' }, lifted: { on: '2026-03-21' } }],
    });
  });

  it('there is one for each platform, and answers of none but a platform’s are taken over', async () => {
    await made();
    const again = { platform: 'chat', whom: 'Others', language: 'en' };
    expect(await refusalOf(await ask('/doors/platforms', again))).toEqual([422, 'invalid-fields']);
    const elsewhere = { platform: 'A club of its own', whom: 'Its owner', language: 'en' };
    expect(await refusalOf(await ask('/doors/platforms', elsewhere))).toEqual([422, 'invalid-fields']);
    const banned = { platform: elsewhere.platform, restriction: 'No entry', account: 'someone' };
    await decideWith(service, lead, id, { measures: [{ ...muted, rollOuts: [banned] }] });
    await made(elsewhere);
    await handedOver(service, lead, id, responseAbout());
    const refused = await ask('/doors/answers/taken-over', { door: 3, upTo: 1 });
    expect(await refusalOf(refused)).toEqual([404, 'no-such-platform-door']);
  });

  it('an account that leaves the list meanwhile moves no answer to another one', async () => {
    const two = { ...muted, rollOuts: [{ ...onChat, account: '@first' }, onChat] };
    await decideWith(service, lead, id, { measures: [two] });
    const token = await made();
    await said(token, 'placed', {
      facts: { measure: '1', account: '2', name: '@someone', restriction: 'mute' },
    });
    await done('/measures/accounts/status', { measure: 1, account: 1, is: 'removed' });
    await done('/measures/accounts', { measure: 1, where: 'chat/mute', account: '@third' });
    expect((await takeOver(1)).status).toBe(200);
    expect(
      (await measuresOf(service, lead, id))[0]?.rollOuts.map(({ account, done: is }) => [account, is?.on]),
    ).toEqual([
      ['@someone', '2026-03-10'],
      ['@third', undefined],
    ]);
  });

  it('the team’s list says who has it', async () => {
    await made();
    const pages = await atPages(service, lead);
    expect(wordsOf(await (await pages.get(`/cases/${id}/people`)).text())).toContain(
      'Platform admin: Chat admins',
    );
    expect((await get(service, lead, `/api/cases/${id}/audit`)).status).toBe(200);
  });
});
