import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { rowsOf } from '../scheduled/stored.ts';
import { caseIdOf, list, post, read, setState, type ProblemBody, type SignedIn } from '../team/as-member.ts';
import { comeBackLater, onlyCatalogueEvents } from './snapshot.ts';

const cut = { kind: 'drop', after: true } as const;
const silence = { kind: 'hang', after: true } as const;
const lost = [
  ['the connection is cut', cut],
  ['no answer comes', silence],
] as const;

describe('a write that goes through although nobody hears of it', () => {
  let service: Service;
  let member: SignedIn;
  beforeEach(async () => {
    service = await startService();
    member = await service.addMember();
  });
  afterEach(async () => {
    onlyCatalogueEvents(service.logs);
    await service.close();
  });

  const loseAnswers = (times: number, fault: typeof cut | typeof silence = cut) =>
    service.emulators.faults.dynamoDb.next('TransactWriteItems', fault, times);
  const report = async () => {
    const ticket = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const body = { ...ticket, answers: { whatHappened: 'He shouted.' } };
    return () => service.reporter('/api/reports', jsonRequest(body));
  };
  const entriesOf = async ({ token }: Filed) =>
    (await bodyOf<{ entries: { text: string }[] }>(await service.reporter('/api/follow-up', bearer(token))))
      .entries;

  it.each(lost)('files a report once when %s and the function itself tries again', async (_, fault) => {
    const send = await report();
    loseAnswers(1, fault);
    const filed = await bodyOf<Filed>(await send());
    expect((await list(service, member)).cases).toMatchObject([{ caseName: filed.caseName }]);
    expect(await rowsOf(service, 'vault')).toHaveLength(2);
    expect(await entriesOf(filed)).toHaveLength(1);
  });

  it.each(lost)(
    'files a report once when %s and the reporter sends the form again, with the same receipt each time',
    async (_, fault) => {
      const send = await report();
      loseAnswers(3, fault);
      await comeBackLater(await send());
      const first = await bodyOf<Filed>(await send());
      const second = await bodyOf<Filed>(await send());
      expect(second).toEqual(first);
      expect((await list(service, member)).cases).toMatchObject([{ caseName: first.caseName }]);
      expect(await rowsOf(service, 'vault')).toHaveLength(2);
      await service.scheduledRun();
      service.clock.advance(3_600_000);
      await service.scheduledRun();
      expect(await service.emulators.ses.mails()).toHaveLength(1);
    },
  );

  it('writes a reply and a message once each, sent again with the same key', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await read(service, member, id);
    const key = { 'idempotency-key': 'once' };
    const reply = () =>
      service.reporter(
        '/api/follow-up/entries',
        jsonRequest({ text: 'Hi.' }, { ...bearer(filed.token).headers, ...key }),
      );
    const message = () => post(service, member, `/api/cases/${id}/messages`, { text: 'Hello.' }, key);
    for (const write of [reply, message]) {
      loseAnswers(1, silence);
      expect((await write()).status).toBe(201);
      loseAnswers(3);
      await comeBackLater(await write());
      expect((await write()).status).toBe(201);
    }
    expect((await entriesOf(filed)).map(({ text }) => text).slice(1)).toEqual(['Hi.', 'Hello.']);
  });

  it('writes a note once and changes a state once when the function itself tries again', async () => {
    const id = await caseIdOf(service, await fileReport(service));
    await read(service, member, id);
    loseAnswers(1);
    expect((await post(service, member, `/api/cases/${id}/notes`, { text: 'Hm.' })).status).toBe(201);
    loseAnswers(1);
    expect((await setState(service, member, id, 'acknowledged')).status).toBe(200);
    const { notes, state } = await read(service, member, id);
    expect(state).toBe('acknowledged');
    expect(notes.map(({ kind }) => kind)).toEqual(['note', 'state']);
  });

  it('tells a member who decides again that the state has changed already, and to what it can', async () => {
    const id = await caseIdOf(service, await fileReport(service));
    await read(service, member, id);
    loseAnswers(3);
    await comeBackLater(await setState(service, member, id, 'closed'));
    const again = await bodyOf<ProblemBody>(await setState(service, member, id, 'closed'));
    expect(again).toMatchObject({
      code: 'state-not-allowed',
      detail: 'A case that is closed can become: reopened.',
    });
    expect((await read(service, member, id)).notes).toHaveLength(1);
  });

  it('withdraws once, and afterwards the token opens nothing', async () => {
    const filed = await fileReport(service);
    loseAnswers(1);
    const answer = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    expect(await bodyOf(answer)).toEqual({ outcome: 'erased' });
    expect((await service.reporter('/api/follow-up', bearer(filed.token))).status).toBe(401);
  });
});
