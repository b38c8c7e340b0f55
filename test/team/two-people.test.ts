import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appealRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { bearer, bodyOf, fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, refusalOf, type SignedIn } from './as-member.ts';
import { formPost, signedInCookie } from './as-browser.ts';
import { editCase } from './decided-case.ts';
import type { Colleague } from './measured-case.ts';
import { agreeTo, requestsOf, yesToLatest } from './two-people.ts';

const day = 86_400_000;
const minute = 60_000;
const failing = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;

const wantedCopy = {
  recipient: 'The police in Lund',
  contents: 'everything',
  reason: 'They have asked in writing.',
  toReporter: 'The police have asked for your report.',
};

describe('what takes two people', () => {
  let service: Service;
  let lead: Colleague;
  let ben: Colleague;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    filed = await fileReport(service);
    id = await caseIdOf(service, filed);
    for (const one of [lead, ben]) await read(service, one, id);
  });
  afterEach(() => service.close());

  const act = (who: SignedIn, path: string, body: object): Promise<Response> =>
    post(service, who, `/api/cases/${id}${path}`, body);
  const answered = async (response: Response): Promise<unknown> =>
    response.status < 300 ? response.status : refusalOf(response);
  const asked = async (who: SignedIn, path: string, body: object): Promise<unknown> =>
    answered(await act(who, path, body));
  const askErasure = (who: SignedIn = lead) => asked(who, '/erasure/requests', { reason: 'It was a test.' });
  const agree = async (who: SignedIn = ben, own: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
    answered(await agreeTo(service, who, id, own));
  const reporterReads = async (): Promise<string> =>
    JSON.stringify(await bodyOf(await service.reporter('/api/follow-up', bearer(filed.token))));
  const isThere = async (): Promise<boolean> =>
    (await service.reporter('/api/follow-up', bearer(filed.token))).status === 200;
  const copy = (who: SignedIn = lead, number = 1) => get(service, who, `/api/cases/${id}/copies/${number}`);

  describe('erasing early', () => {
    it('needs somebody else, who agrees to exactly what was asked', async () => {
      expect(await askErasure(ben)).toEqual([403, 'forbidden']);
      expect(await askErasure()).toBe(201);
      expect(await askErasure()).toEqual([409, 'asked-already']);
      expect(await agree(lead)).toEqual([403, 'oneself']);
      expect(await agree(ben, { hash: 'A'.repeat(43) })).toEqual([409, 'request-changed']);
      expect(await isThere()).toBe(true);
      expect(await agree()).toBe(200);
      expect(await isThere()).toBe(false);
      expect((await get(service, lead, `/api/cases/${id}`)).status).toBe(404);
    });

    it('is not agreed to by who was given the case since, nor by who joined', async () => {
      const reviewer = await service.addMember({ name: 'Rex', role: 'outside-reviewer' });
      await askErasure();
      await act(lead, '/grants', { memberId: reviewer.memberId, reason: 'To agree.' });
      const late = await service.addMember({ name: 'Lou' });
      await act(lead, '/grants', { memberId: late.memberId, reason: 'To agree.' });
      for (const one of [reviewer, late]) {
        await read(service, one, id);
        expect(await agree(one)).toEqual([409, 'takes-no-part']);
      }
      expect(await isThere()).toBe(true);
    });

    it('in a small team an outside reviewer agrees, who was given the case before it was asked for', async () => {
      const reviewer = await service.addMember({ name: 'Rex', role: 'outside-reviewer' });
      await act(ben, '/soft-conflict', { reason: 'We share a flat.' });
      expect(await askErasure()).toEqual([409, 'nobody-else']);
      await act(lead, '/grants', { memberId: reviewer.memberId, reason: 'To agree.' });
      await read(service, reviewer, id);
      expect(await askErasure()).toBe(201);
      expect(await agree(ben)).toEqual([409, 'takes-no-part']);
      expect(await agree(reviewer)).toBe(200);
      expect(await isThere()).toBe(false);
    });

    it('a hold blocks it, before it is asked for and before it is agreed to', async () => {
      const until = new Date(service.clock.now.getTime() + 20 * day).toISOString().slice(0, 10);
      await askErasure();
      expect(await asked(lead, '/holds', { until, reason: 'A court asks.' })).toBe(201);
      const refused = await agreeTo(service, ben, id);
      expect(refused.status).toBe(409);
      expect(await bodyOf(refused)).toMatchObject({ code: 'held', until });
      expect(await asked(lead, '/requests/take-back', { request: 1 })).toBe(200);
      expect(await askErasure()).toEqual([409, 'held']);
      expect(await isThere()).toBe(true);
    });

    it('falls when who asked steps aside, is close to somebody, or leaves the team', async () => {
      const other = await service.addMember({ name: 'Cid', role: 'lead' });
      await act(lead, '/grants', { memberId: other.memberId, reason: 'Help.' });
      await read(service, other, id);
      await askErasure(other);
      await act(other, '/soft-conflict', { reason: 'We share a flat.' });
      expect(await agree()).toEqual([409, 'asker-out']);
      await act(other, '/soft-conflict/lift', { reason: 'No more.' });
      const left = await service.team(`/api/members/${other.memberId}`, {
        method: 'DELETE',
        headers: { authorization: lead.authorization },
      });
      expect(left.status).toBe(200);
      expect(await agree()).toEqual([409, 'asker-out']);
      expect(await isThere()).toBe(true);
    });

    it('lapses, can be taken back by who asked, and can be declined', async () => {
      await askErasure();
      service.clock.advance(7 * day + minute);
      expect((await requestsOf(service, lead, id)).map(({ state }) => state)).toEqual(['over']);
      expect(await agree()).toEqual([409, 'request-closed']);
      expect(await askErasure()).toBe(201);
      expect(await asked(ben, '/requests/take-back', { request: 2 })).toEqual([403, 'forbidden']);
      expect(await asked(lead, '/requests/take-back', { request: 2 })).toBe(200);
      expect(await agree()).toEqual([409, 'request-closed']);
      expect(await askErasure()).toBe(201);
      expect(await agree(ben, { verdict: 'declines' })).toEqual([422, 'invalid-fields']);
      expect(await agree(ben, { verdict: 'declines', reason: 'It is needed.' })).toBe(200);
      expect(await agree()).toEqual([409, 'request-closed']);
      expect(await isThere()).toBe(true);
    });

    it('happens once when two agree at once', async () => {
      const cid = await service.addMember({ name: 'Cid' });
      await act(lead, '/grants', { memberId: cid.memberId, reason: 'Help.' });
      await read(service, cid, id);
      await askErasure();
      const yes = await yesToLatest(service, lead, id);
      const answers = await Promise.all([
        act(ben, '/requests/answer', yes),
        act(cid, '/requests/answer', yes),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    });

    it('of a case that has moved away from who asked, nothing is erased', async () => {
      const kim = await service.addMember({ name: 'Kim', role: 'lead', channels: ['conduct'] });
      const pat = await service.addMember({ name: 'Pat', channels: ['conduct'] });
      const sec = await service.addMember({ name: 'Sec', role: 'lead', channels: ['security'] });
      // Sent after everybody was there, so that the other channel may see it.
      filed = await fileReport(service);
      id = await caseIdOf(service, filed);
      for (const one of [kim, pat, ben]) await read(service, one, id);
      await askErasure(kim);
      const yes = await yesToLatest(service, kim, id);
      expect(await asked(kim, '/transfer', { channel: 'security', reason: 'It is theirs.' })).toBe(200);
      await read(service, sec, id);
      // In both channels from the beginning, yet who asked is not.
      expect(await asked(ben, '/requests/answer', yes)).toEqual([409, 'asker-out']);
      expect(await asked(sec, '/requests/answer', yes)).toEqual([409, 'takes-no-part']);
      expect(await asked(pat, '/requests/answer', yes)).toEqual([404, 'not-found']);
      expect(await isThere()).toBe(true);
    });

    it('erases nothing while the transaction or KMS fails, and all of it when it is tried again', async () => {
      await askErasure();
      const agreed = await yesToLatest(service, lead, id);
      const yes = () => act(ben, '/requests/answer', agreed);
      service.emulators.faults.dynamoDb.next('TransactWriteItems', failing, 3);
      expect((await yes()).status).toBe(503);
      expect(await isThere()).toBe(true);
      service.clock.advance(6 * minute);
      service.emulators.faults.kms.next('Decrypt', { ...failing, code: 'ThrottlingException' }, 6);
      expect((await yes()).status).toBe(503);
      service.emulators.faults.kms.clear();
      expect(await isThere()).toBe(true);
      expect((await yes()).status).toBe(200);
      expect(await isThere()).toBe(false);
    });
  });

  describe('handing out a copy', () => {
    const openIt = (who: SignedIn = lead, request = 1) => asked(who, '/copies/open', { request });

    it('is opened once, by who asked, after a colleague agreed, and the reporter reads it then', async () => {
      await act(ben, '/notes', { text: 'They called twice.' });
      await act(lead, '/notes', { text: 'My own thoughts.', private: true });
      expect(await asked(lead, '/copies', wantedCopy)).toBe(201);
      await act(lead, '/notes', { text: 'Written later.' });
      await act(lead, '/messages', { text: 'A later message.' });
      expect(await openIt()).toEqual([409, 'request-closed']);
      expect(await agree()).toBe(200);
      expect((await copy()).status).toBe(409);
      expect(await reporterReads()).not.toContain(wantedCopy.toReporter);

      const both = await Promise.all([openIt(), openIt()]);
      expect(both.filter((one) => one === 200)).toHaveLength(1);
      expect((await reporterReads()).split(wantedCopy.toReporter)).toHaveLength(2);
      const text = await (await copy()).text();
      expect(text).toContain('They called twice.');
      for (const absent of ['My own thoughts.', 'Written later.', 'A later message.'])
        expect(text).not.toContain(absent);
      expect((await copy(ben)).status).toBe(403);

      service.clock.advance(31 * minute);
      expect((await copy()).status).toBe(409);
      expect(await openIt()).toEqual([409, 'request-closed']);
      const log = await (await get(service, lead, `/api/cases/${id}/audit`)).text();
      for (const action of ['copy-asked', 'copy-agreed', 'copy-opened']) expect(log).toContain(action);
    });

    it('holds the appeals, with what came of them, and nothing of who decides one', async () => {
      const tick = { by: { id: ben.memberId, name: ben.name }, on: '2026-03-10' };
      const appeal = appealRecord.write({
        decision: 1,
        side: 'respondent',
        said: 'The room was mixed up.',
        ground: 'new-information',
        sentAt: '2026-03-10T09:00:00.000Z',
        noted: tick,
        acknowledgeBy: '2026-03-12T09:00:00.000Z',
        decideBy: '2026-03-24T09:00:00.000Z',
        decider: { who: { id: 'm', name: 'planted-decider' }, said: tick },
        waits: { is: false },
        outcome: { is: 'upheld', reasons: 'It was the same room.', decided: tick, toldIn: [] },
      });
      await editCase(service, lead, id, { records: [appeal] });
      await act(lead, '/copies', wantedCopy);
      await agree();
      await openIt();
      const answer = await (await copy()).text();
      const cookie = await signedInCookie(service, lead.memberId);
      const page = await (await service.team(`/cases/${id}/copies/1`, { headers: { cookie } })).text();
      for (const text of [answer, page]) {
        expect(text).toContain('The room was mixed up.');
        expect(text).toContain('It was the same room.');
        expect(text).not.toContain('planted-decider');
      }
      expect(page).toContain('Decided: the decision stays.');
    });

    it('says what the reporter reads, or why nothing; never neither', async () => {
      const silent = { ...wantedCopy, toReporter: undefined };
      expect(await asked(lead, '/copies', silent)).toEqual([422, 'invalid-fields']);
      expect(await asked(lead, '/copies', { ...silent, whyNotTold: 'It would warn them.' })).toBe(201);
      await agree();
      const before = await reporterReads();
      expect(await openIt()).toBe(200);
      expect(await reporterReads()).toBe(before);
    });

    it('tells the reporter nothing and opens nothing while the transaction fails', async () => {
      await act(lead, '/copies', wantedCopy);
      await agree();
      service.emulators.faults.dynamoDb.next('TransactWriteItems', failing, 3);
      expect((await act(lead, '/copies/open', { request: 1 })).status).toBe(503);
      expect((await copy()).status).toBe(409);
      expect(await reporterReads()).not.toContain(wantedCopy.toReporter);
      expect(await openIt()).toBe(200);
      expect((await reporterReads()).split(wantedCopy.toReporter)).toHaveLength(2);
    });

    it('works on the pages: asked for, agreed to, opened and printed', async () => {
      const headers = async ({ memberId }: Colleague) => ({
        cookie: await signedInCookie(service, memberId),
      });
      const send = async (who: Colleague, path: string, fields: Record<string, string>) => {
        const { headers: sent, ...init } = formPost(fields);
        const all = { ...Object.fromEntries(new Headers(sent)), ...(await headers(who)) };
        return service.team(`/cases/${id}${path}`, { ...init, headers: all });
      };
      const pageOf = async (who: Colleague, path = '/measures') =>
        (await service.team(`/cases/${id}${path}`, { headers: await headers(who) })).text();
      expect((await send(lead, '/copies', wantedCopy)).status).toBe(303);
      const shown = await pageOf(ben);
      expect(shown).toContain('Agree to this copy');
      const hash = /name="hash" value="([\w-]{43})"/.exec(shown)?.[1] ?? '';
      const yes = { request: '1', hash, verdict: 'agrees' };
      expect((await send(ben, '/requests/answer', yes)).status).toBe(303);
      expect(await pageOf(lead)).toContain('Open the copy for 30 minutes');
      const opened = await send(lead, '/copies/open', { request: '1' });
      expect(opened.headers.get('location')).toBe(`/cases/${id}/copies/1`);
      expect(await pageOf(lead, '/copies/1')).toContain('For The police in Lund.');
    });
  });
});
