import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOffTheRecord, onTheRecord } from '../../functions/domain/door/off-the-record.ts';
import type { Entry } from '../../functions/domain/thread/entry.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, refusalOf } from './as-member.ts';
import { handedOver, responseAbout, withOwnWords } from './case-with-door.ts';
import { doorOf } from './many-doors.ts';
import type { Colleague } from './measured-case.ts';
import { atPages, hiddenOf, wordsOf } from './team-pages.ts';

type Shown = {
  readonly page: { readonly endsOn: string; readonly excerpts: readonly { from: string; text: string }[] };
  readonly entries: readonly { from: string; text: string }[];
};

describe('what an expert or a translator is shown', () => {
  let service: Service;
  let lead: Colleague;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    service.clock.now = new Date('2026-03-10T09:20:30.000Z');
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    filed = await fileReport(service, { answers: { whatHappened: 'Kim Doe a crié.' } });
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
  });
  afterEach(() => service.close());

  const ask = (path: string, body: unknown): Promise<Response> =>
    post(service, lead, `/api/cases/${id}${path}`, body);
  const wanted = { whom: 'A translator', language: 'en', about: 'Please translate this.' };
  const report = { thread: 'reporter', entry: 1 };
  const made = async (entries: readonly unknown[] = [report]): Promise<string> => {
    const answer = await ask('/doors/experts', { ...wanted, entries });
    expect([answer.status, await answer.clone().text()]).toEqual([201, expect.any(String)]);
    return withOwnWords(service, (await bodyOf<{ token: string }>(answer)).token);
  };
  const look = (token: string) => service.reporter('/api/follow-up', bearer(token));
  const shown = async (token: string) => bodyOf<Shown>(await look(token));

  it('is what was chosen, and nothing else of the case', async () => {
    const respondent = await withOwnWords(
      service,
      (await handedOver(service, lead, id, responseAbout())).token,
    );
    const message = jsonRequest({ text: 'Je n’étais pas là.' }, bearer(respondent).headers);
    await service.reporter('/api/follow-up/entries', message);
    const token = await made([{ thread: 'response-1', entry: 1 }]);
    const { page } = await shown(token);
    expect(page.excerpts).toEqual([{ from: 'Somebody else', on: '2026-03-10', text: 'Je n’étais pas là.' }]);
    const json = await (await look(token)).text();
    for (const secret of ['Kim Doe', filed.caseName, 'Ada', 'A translator'])
      expect(json).not.toContain(secret);
  });

  it('is redacted as the entry is when it is chosen, and again when it is changed', async () => {
    const token = await made();
    expect((await shown(token)).page.excerpts[0]?.text).toContain('Kim Doe');
    const hidden = await ask('/redactions/words', { words: ['Kim Doe'] });
    expect([hidden.status, await hidden.text()]).toEqual([expect.any(Number), expect.any(String)]);
    expect(hidden.status).toBeLessThan(300);
    const edited = await ask('/doors/experts/entries', { door: 1, about: 'Again.', entries: [report] });
    expect([edited.status, await edited.text()]).toEqual([200, expect.any(String)]);
    const after = await (await look(token)).text();
    expect(after).not.toContain('Kim Doe');
    expect(after).toContain('a crié');
  });

  it('is answered to the team alone, and ends by itself', async () => {
    const token = await made();
    expect((await shown(token)).page.endsOn).toBe('2026-03-24');
    const answer = jsonRequest({ text: 'They shouted.' }, bearer(token).headers);
    expect((await service.reporter('/api/follow-up/entries', answer)).status).toBe(201);
    const reporter = await (await service.reporter('/api/follow-up', bearer(filed.token))).text();
    expect(reporter).not.toContain('They shouted.');
    const pages = await atPages(service, lead);
    expect(wordsOf(await (await pages.get(`/cases/${id}/people`)).text())).toContain('They shouted.');
    service.clock.now = new Date('2026-03-24T12:00:00.000Z');
    expect((await look(token)).status).toBe(200);
    service.clock.now = new Date('2026-03-25T00:00:00.000Z');
    expect((await look(token)).status).toBe(401);
    const late = await ask('/doors/experts/entries', { door: 1, about: 'Again.', entries: [report] });
    expect(await refusalOf(late)).toEqual([409, 'expert-ended']);
  });

  it('is nothing of a witness who stays off the record, which is no evidence either', async () => {
    const own = await withOwnWords(service, (await handedOver(service, lead, id, doorOf('witness'))).token);
    const write = jsonRequest({ text: 'I saw it.' }, bearer(own).headers);
    expect((await service.reporter('/api/follow-up/entries', write)).status).toBe(201);
    const entries = [{ thread: 'witness-1', entry: 1 }];
    const evidence = { what: 'Somebody saw it.', thread: 'witness-1', entry: 1 };
    expect((await ask('/evidence', evidence)).status).toBe(201);
    const off = jsonRequest({ act: 'off-the-record', facts: {} }, bearer(own).headers);
    const asked = await service.reporter('/api/follow-up/acts', off);
    expect([asked.status, await asked.text()]).toEqual([201, expect.any(String)]);
    for (const refused of [
      await ask('/evidence', evidence),
      await ask('/doors/experts', { ...wanted, entries }),
    ])
      expect([refused.status, await refused.text()]).toEqual([
        422,
        expect.stringContaining('Is off the record.'),
      ]);
  });

  it('is logged entry by entry', async () => {
    await made();
    const log = await (await get(service, lead, `/api/cases/${id}/audit`)).text();
    expect(log).toContain('reporter 1');
  });

  it('is no entry that is not there, of no conversation that is not there', async () => {
    for (const entries of [[{ thread: 'reporter', entry: 9 }], [{ thread: 'witness-4', entry: 1 }], []])
      expect(await refusalOf(await ask('/doors/experts', { ...wanted, entries }))).toEqual([
        422,
        'invalid-fields',
      ]);
  });

  it('is nothing of a witness who asked to stay out of the record, in the form or by JSON', async () => {
    const witness = { kind: 'witness', language: 'en', about: 'A talk.', questions: [] };
    const { token } = await bodyOf<{ token: string }>(await ask('/doors', witness));
    const own = await withOwnWords(service, token);
    const send = (path: string, body: unknown) =>
      service.reporter(`/api/follow-up/${path}`, jsonRequest(body, bearer(own).headers));
    await send('entries', { text: 'I saw it.' });
    const entries = [{ thread: 'witness-1', entry: 1 }];
    const pages = await atPages(service, lead);
    expect(await pages.html(`/cases/${id}/people`)).toContain('value="witness-1 1"');
    expect((await send('acts', { act: 'off-the-record' })).status).toBe(201);
    expect(await refusalOf(await ask('/doors/experts', { ...wanted, entries }))).toEqual([
      422,
      'invalid-fields',
    ]);
    expect(await pages.html(`/cases/${id}/people`)).not.toContain('value="witness-1 1"');
  });

  it('is chosen on the page of the team, by ticking', async () => {
    const pages = await atPages(service, lead);
    const page = await (await pages.get(`/cases/${id}/people`)).text();
    expect(page).toContain('value="reporter 1"');
    const posted = await pages.send(`/cases/${id}/doors/experts`, {
      ...hiddenOf(page),
      ...wanted,
      entries: 'reporter 1',
    });
    expect(posted.status).toBe(201);
    expect(wordsOf(await posted.text())).toContain('/message#');
  });
});

describe('what stays out of the record', () => {
  const act = (name: string): Entry => ({
    from: 'witness',
    kind: 'act',
    on: '2026-03-10T10:00:00.000Z',
    act: name,
    facts: {},
    texts: new Map(),
  });
  it.each([
    ['witness-1', [act('off-the-record')], true],
    ['witness-1', [act('declined')], false],
    ['witness-1', ['unreadable' as const, act('off-the-record')], true],
    ['response-1', [act('off-the-record')], false],
    ['reporter', [], false],
  ])('in %s', (thread, entries, isOff) => {
    expect(isOffTheRecord(thread, entries)).toBe(isOff);
    expect(onTheRecord([{ thread, entries }])).toHaveLength(isOff ? 0 : 1);
  });
});
