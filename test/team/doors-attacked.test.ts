import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appealRecord, proposalRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { shownFacts } from '../harness/shown-facts.ts';
import { startService, type Service } from '../harness/service.ts';
import { formOf, postFields, postForm } from '../reporter/pages.ts';
import { sendAppeal } from './appealing.ts';
import { caseIdOf, get, post, read, refusalOf } from './as-member.ts';
import { handedOver, withOwnWords } from './case-with-door.ts';
import { editCase } from './decided-case.ts';
import { decideWith, measuresOf, nameSomebody, type Colleague } from './measured-case.ts';
import { closeDoorOf, doorOf, withDoors } from './many-doors.ts';
import { openedStorage } from './opened-storage.ts';
import { platforms } from './platforms.ts';
import { agreeTo } from './two-people.ts';

const day = 24 * 3_600_000;
const author = (member: Colleague) => ({ id: member.memberId, name: member.name });
const chat = (account: string) => ({ platform: 'chat', restriction: 'mute', account });

type Shown = {
  readonly page: {
    readonly decisions: readonly {
      readonly appealBy?: string;
      readonly measures: readonly { readonly status: string }[];
    }[];
  };
  readonly entries: readonly { readonly text: string }[];
};

describe('what doors tell, and what is told of them', () => {
  let service: Service;
  let lead: Colleague;
  let colleague: Colleague;
  let eve: Colleague;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService({ decisions: { platforms } });
    service.clock.now = new Date('2026-03-10T09:20:30.000Z');
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    colleague = await service.addMember({ name: 'Bea', role: 'lead' });
    eve = await service.addMember({ name: 'Eve' });
    filed = await fileReport(service, { answers: { whatHappened: 'They shouted in the hall.' } });
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
    await read(service, colleague, id);
    await nameSomebody(service, lead, id);
  });
  afterEach(() => service.close());

  const ask = (path: string, body: unknown, who = lead): Promise<Response> =>
    post(service, who, `/api/cases/${id}${path}`, body);
  const done = async (path: string, body: unknown, who = lead): Promise<void> => {
    const answer = await ask(path, body, who);
    expect([path, answer.status, await answer.text()]).toEqual([
      path,
      expect.any(Number),
      expect.any(String),
    ]);
    expect(answer.ok).toBe(true);
  };
  const words = async (path: string, body: object): Promise<string> => {
    const answer = await ask(path, body);
    expect(answer.status).toBe(201);
    return (await bodyOf<{ token: string }>(answer)).token;
  };
  const response = { kind: 'response', respondent: 1, language: 'en', about: 'A talk.', questions: [] };
  const chatAdmins = { platform: 'chat', whom: 'Chat admins', language: 'en' };
  const shown = async (token: string): Promise<Shown> =>
    bodyOf<Shown>(await service.reporter('/api/follow-up', bearer(token)));
  type Act = {
    readonly act: string;
    readonly facts?: Readonly<Record<string, string>>;
    readonly text?: string;
  };
  const say = async (token: string, { facts, ...act }: Act) => {
    const body = facts ? { ...act, facts: await shownFacts(service, token, facts) } : act;
    return service.reporter('/api/follow-up/acts', jsonRequest(body, bearer(token).headers));
  };

  /** A decision with a letter, and measures that restrict somebody on the chat. */
  const decided = async (accounts: readonly string[] = ['@someone']): Promise<void> => {
    await editCase(service, lead, id, {
      records: [
        proposalRecord.write({
          content: {
            respondent: 1,
            rung: 'warning',
            from: '2026-03-10',
            measures: [],
            letter: { language: 'en', behaviour: 'You shouted.', impact: '', expected: '', consequences: '' },
            reporterText: 'Decided.',
            reasons: 'It was loud.',
          },
          hash: 'h',
          status: 'in-force',
          by: author(colleague),
          on: '2026-03-10',
          team: [],
        }),
      ],
    });
    const until = '2026-03-20';
    await decideWith(service, colleague, id, {
      decision: { appealBy: '2026-03-17' },
      measures: [{ type: 'restriction-of-spaces', until, rollOuts: accounts.map(chat) }],
    });
  };
  const today = (): string => service.clock.now.toISOString().slice(0, 10);
  const announced = () =>
    done('/letters/announcement', { decision: 1, on: today(), reason: 'They meet tomorrow.' });
  const onTheirPage = async (): Promise<string> => {
    const token = await withOwnWords(service, await words('/doors', response));
    await announced();
    await done('/letters/hand-over', { decision: 1 });
    return token;
  };
  const status = async (token: string) => (await shown(token)).page.decisions[0]?.measures[0]?.status;

  it('a letter goes out on no other day than the reporter was told', async () => {
    await decided();
    await words('/doors', response);
    const handOver = () => ask('/letters/hand-over', { decision: 1 });
    expect(await refusalOf(await handOver())).toEqual([409, 'not-announced']);
    await done('/letters/announcement', { decision: 1, on: '2026-03-11' });
    expect(await refusalOf(await handOver())).toEqual([409, 'too-early']);
    service.clock.advance(day);
    expect((await handOver()).status).toBe(200);
  });

  it('a letter stands on no page that nobody can open, and the reporter hears nothing of it', async () => {
    await decided();
    await words('/doors', response);
    service.clock.advance(15 * day);
    await announced();
    const before = (await shown(filed.token)).entries.length;
    expect(await refusalOf(await ask('/letters/hand-over', { decision: 1 }))).toEqual([409, 'words-expired']);
    expect((await shown(filed.token)).entries).toHaveLength(before);
  });

  it('a reporter who has left is told nothing of a letter, and nobody says they were', async () => {
    await decided();
    await words('/doors', response);
    const left = jsonRequest({ choice: 'close-door' }, bearer(filed.token).headers);
    expect((await service.reporter('/api/follow-up/withdrawal', left)).status).toBe(200);
    await done('/letters/hand-over', { decision: 1 });
    const whole = await (await get(service, lead, `/api/cases/${id}`)).text();
    expect(whole).not.toContain('The reporter was told: the person concerned');
  });

  it('a restriction in place everywhere is not called to be done', async () => {
    await decided(['@someone', '@other']);
    const token = await onTheirPage();
    const place = (account: number, is: string) =>
      done('/measures/accounts/status', { measure: 1, account, is });
    await place(1, 'in-place');
    expect(await status(token)).toBe('to-do');
    await place(2, 'in-place');
    expect(await status(token)).toBe('done');
    await place(2, 'undone');
    expect(await status(token)).toBe('to-do');
  });

  it('a letter that comes late leaves the same time to appeal', async () => {
    await decided();
    service.clock.advance(6 * day);
    const token = await onTheirPage();
    expect((await shown(token)).page.decisions[0]?.appealBy).toBe('2026-03-30');
  });

  it('what platform admins did shows on the page of whom it is about', async () => {
    await decided();
    const token = await onTheirPage();
    expect(await status(token)).toBe('to-do');
    const admins = await withOwnWords(service, await words('/doors/platforms', chatAdmins));
    const facts = { measure: '1', account: '1', name: '@someone', restriction: 'mute' };
    expect((await say(admins, { act: 'placed', facts })).status).toBe(201);
    service.clock.now = new Date('2026-03-21T09:00:00.000Z');
    expect((await say(admins, { act: 'lifted', facts })).status).toBe(201);
    await done('/doors/answers/taken-over', { door: 2, upTo: 2 });
    expect(await status(token)).toBe('ended');
  });

  it('an appeal that is decided shows on the page of whom it is about', async () => {
    await decided();
    const token = await onTheirPage();
    await sendAppeal(service, token);
    await done('/appeals', { thread: 'response-1', entry: 1 });
    await read(service, eve, id);
    await done('/appeals/decider', { appeal: 1, memberId: eve.memberId });
    const outcome = { appeal: 1, outcome: 'overturned', reasons: 'Unfair.', text: 'It is lifted.' };
    await done('/appeals/outcome', outcome, eve);
    expect(await status(token)).toBe('waived');
  });

  it('who appealed and can come back no more is not said to have been told', async () => {
    await decided();
    const token = await onTheirPage();
    await sendAppeal(service, token);
    await done('/appeals', { thread: 'response-1', entry: 1 });
    await done('/doors/close', { door: 1, reason: 'They threatened us.' });
    await done('/appeals/acknowledge', { appeal: 1 });
    const conversation = await (await get(service, lead, `/api/cases/${id}/doors`)).text();
    expect(conversation).not.toContain('They were told');
  });

  it('a long answer of platform admins keeps none of theirs from being taken over', async () => {
    const accounts = ['@a', '@b', '@c', '@d'];
    await decided(accounts);
    const admins = await withOwnWords(service, await words('/doors/platforms', chatAdmins));
    for (const [at, name] of accounts.entries()) {
      const facts = { measure: '1', account: String(at + 1), name, restriction: 'mute' };
      expect((await say(admins, { act: 'cannot', facts, text: 'ñ'.repeat(32_000) })).status).toBe(201);
    }
    await done('/doors/answers/taken-over', { door: 1, upTo: 4 });
    const reasons = (await measuresOf(service, lead, id))[0]?.rollOuts.map(({ cannot }) => cannot?.reason);
    expect(reasons).toHaveLength(4);
    for (const reason of reasons ?? []) expect(reason).toMatch(/^ñ{2000,2048}…$/);
  });

  it('a conversation whose time is over is closed, begins with no new words, and shows nothing else', async () => {
    const [thread = ''] = await withDoors(service, lead, id, ['witness']);
    await withDoors(service, lead, id, ['witness']);
    await closeDoorOf(service, lead, id, thread);
    service.clock.now = new Date('2027-03-10T09:00:00.000Z');
    const remake = () => ask('/doors/remake', { door: 1 });
    expect(await refusalOf(await remake())).toEqual([409, 'conversation-erased']);
    for (let run = 0; run < 3; run++) await service.scheduledRun();
    expect(await refusalOf(await remake())).toEqual([409, 'conversation-erased']);
  });

  it('nothing of a reporter’s appeal is left once their words are erased', async () => {
    await decided();
    await editCase(service, lead, id, {
      records: [
        appealRecord.write({
          decision: 1,
          side: 'reporter',
          said: 'planted-appeal',
          late: { reason: 'planted-reason' },
          ground: 'other',
          sentAt: '2026-03-10T00:00:00.000Z',
          noted: { by: author(lead), on: '2026-03-10' },
          acknowledgeBy: '2026-03-12T00:00:00.000Z',
          decideBy: '2026-03-24T00:00:00.000Z',
          waits: { is: false },
        }),
      ],
    });
    expect(await openedStorage(service, id)).toContain('planted-appeal');
    const withdrawn = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    expect(withdrawn.status).toBe(202);
    await done('/erasure', { decision: 'erase-words' });
    expect((await agreeTo(service, colleague, id)).status).toBe(200);
    expect(await openedStorage(service, id)).not.toContain('planted');
  });

  it('words are erased beside forty doors of experts, each of which was shown some', async () => {
    await withDoors(
      service,
      lead,
      id,
      Array.from({ length: 40 }, () => 'expert' as const),
    );
    const withdrawn = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    expect(withdrawn.status).toBe(202);
    await done('/erasure', { decision: 'erase-words' });
    expect((await agreeTo(service, colleague, id)).status).toBe(200);
    expect(await openedStorage(service, id)).not.toContain('planted');
  });

  it('the buttons of a platform’s page say what they say', async () => {
    await decided();
    const admins = await withOwnWords(service, await words('/doors/platforms', chatAdmins));
    const page = await postForm(service, '/message', { words: admins });
    const placed = await postFields(service, '/follow-up/act', formOf(page, '/follow-up/act'));
    expect(placed.status).toBe(200);
    await done('/doors/answers/taken-over', { door: 1, upTo: 1 });
    expect((await measuresOf(service, lead, id))[0]?.rollOuts[0]?.done?.on).toBe('2026-03-10');
  });

  it('who was set aside from a case about retaliation learns nothing of it by pressing once more', async () => {
    const told = await say(filed.token, { act: 'retaliation', text: 'He took my task away.' });
    expect(told.status).toBe(201);
    const made = await bodyOf<{ id: string }>(await ask('/retaliation', { entry: 2 }));
    await read(service, lead, made.id);
    const aside = { memberId: colleague.memberId, reason: 'They are friends.' };
    const set = await post(service, lead, `/api/cases/${made.id}/aside`, aside);
    expect([set.status, await set.text()]).toEqual([200, expect.any(String)]);
    expect(await bodyOf(await ask('/retaliation', { entry: 2 }, colleague))).toEqual({});
  });
});

describe.each(['response', 'witness', 'platform'] as const)('a door for a %s', (kind) => {
  const shownOf = async (sentOn: string): Promise<readonly string[]> => {
    const service = await startService({ decisions: { platforms } });
    try {
      const lead = await service.addMember({ name: 'Ada', role: 'lead' });
      service.clock.now = new Date(sentOn);
      const id = await caseIdOf(service, await fileReport(service));
      service.clock.now = new Date('2026-03-20T09:20:30.000Z');
      await read(service, lead, id);
      const made = await handedOver(service, lead, id, doorOf(kind));
      const token = await withOwnWords(service, made.token);
      const page = await postForm(service, '/message', { words: token });
      const json = await service.reporter('/api/follow-up', bearer(token));
      return [page.html.replaceAll(/name="handle" value="[^"]*"/g, ''), await json.text()];
    } finally {
      await service.close();
    }
  };

  it('is the same whenever the report was sent', async () => {
    expect(await shownOf('2026-03-12T17:00:00.000Z')).toEqual(await shownOf('2026-03-10T08:00:00.000Z'));
  });
});
