import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { logLineOfRow } from '../../functions/adapters/dynamodb/rows/log-rows.ts';
import { openLogLine } from '../../functions/domain/register/sealed-log-line.ts';
import { bearer, bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { appealsOf, sendAppeal } from './appealing.ts';
import { get, read, refusalOf, setState, tamper, type ProblemBody } from './as-member.ts';
import { handedOver, responseAbout, withOwnWords } from './case-with-door.ts';
import { proposedCase, temporaryBan, type Deciding } from './deciding.ts';
import { measuresOf, type Colleague } from './measured-case.ts';
import { platforms } from './platforms.ts';

const begin = new Date('2026-03-10T09:20:30.000Z');
const hours = 3_600_000;
const days = 24 * hours;

type Entries = { readonly entries: readonly { readonly from: string; readonly text: string }[] };
type Decisions = { readonly decisions: readonly Readonly<Record<string, unknown>>[] };
type Deadlines = { readonly deadlines: Readonly<Record<string, string | undefined>> };

describe('appeals about decisions', () => {
  let service: Service;
  let lead: Colleague;
  let ada: Colleague;
  let ben: Colleague;
  let eve: Colleague;
  let kim: Colleague;
  let deciding: Deciding & { readonly token: string };
  /** Of the respondent. */
  let door: string;
  let thread: string;
  beforeAll(async () => {
    service = await startService({ decisions: { platforms, appeal: { waits: ['warning'] } } });
    lead = await service.addMember({ name: 'Lea Lead', role: 'lead' });
    ada = await service.addMember({ name: 'Ada' });
    ben = await service.addMember({ name: 'Ben' });
    eve = await service.addMember({ name: 'Eve' });
    kim = await service.addMember({ name: 'Kim' });
  });
  afterAll(() => service.close());

  const lastTexts = async (token: string, count: number): Promise<readonly string[]> => {
    const { entries } = await bodyOf<Entries>(await service.reporter('/api/follow-up', bearer(token)));
    return entries.slice(-count).map(({ text }) => text);
  };
  const act = (who: Colleague, path: string, body: Readonly<Record<string, unknown>>) =>
    deciding.act(who, path, body);
  const done = async (who: Colleague, path: string, body: Readonly<Record<string, unknown>>) =>
    deciding.done(who, path, body);
  const refused = async (who: Colleague, path: string, body: Readonly<Record<string, unknown>>) =>
    refusalOf(await act(who, path, body));
  const takeUp = (entry = 1, at = thread) => done(ben, '/appeals', { thread: at, entry });
  const chooses = (memberId = eve.memberId, appeal = 1) =>
    done(lead, '/appeals/decider', { appeal, memberId });
  const decides = (own: Readonly<Record<string, unknown>> = {}) =>
    done(eve, '/appeals/outcome', {
      appeal: 1,
      outcome: 'upheld',
      reasons: 'It was fair.',
      text: 'We have read everything again.',
      ...own,
    });
  const dates = async () => {
    const { deadlines } = await bodyOf<Deadlines>(await get(service, ben, `/api/cases/${deciding.caseId}`));
    return [deadlines.appealAcknowledgeBy, deadlines.appealAnswerBy];
  };
  const decision = async (number = 1) =>
    (await deciding.list<Decisions>(ben, '/decisions')).decisions.find((one) => one.number === number);
  const logged = async () => {
    const { cases } = service.emulators.tables;
    const rows = (await queryPartition(service.dynamo, cases, caseKeys.logOf('conduct'))).map(logLineOfRow);
    const ring = await service.teamContext.openKeyRing('conduct', 'register', 1);
    return rows
      .map((row) => openLogLine(ring, row))
      .filter((line) => line?.caseId === deciding.caseId)
      .map((line) => [line?.status, line?.appeal]);
  };
  const only = async () => (await appealsOf(deciding, ben)).appeals[0];

  /** Ada and Ben have banned somebody for a while, whose letter was given to them; it is in place on the chat. */
  const decided = async (proposal = temporaryBan()): Promise<void> => {
    service.clock.now = begin;
    deciding = await proposedCase(service, [ada, ben], proposal);
    await deciding.approve(ada);
    await deciding.approve(ben);
    const forced = await deciding.force(ada);
    expect(forced.status).toBe(201);
    await done(ada, '/measures/accounts/status', { measure: 1, account: 1, is: 'in-place' });
    const made = await handedOver(service, ben, deciding.caseId, responseAbout());
    thread = made.thread;
    door = await withOwnWords(service, made.token);
  };
  beforeEach(() => decided());

  it('letter, appeal, and decided by somebody who had no part in it', async () => {
    await sendAppeal(service, door, { ground: 'new-information' });
    expect(await dates()).toEqual(['2026-03-12T09:00:00.000Z', '2026-03-24T09:00:00.000Z']);
    expect((await appealsOf(deciding, ben)).untaken).toMatchObject([
      { thread, entry: 1, side: 'respondent', ground: 'new-information', text: 'Nobody asked me.' },
    ]);
    await takeUp();
    expect(await refused(ben, '/appeals', { thread, entry: 1 })).toEqual([409, 'taken-up']);
    expect(await only()).toMatchObject({ state: 'open', side: 'respondent', waits: { is: false } });
    expect(await logged()).toEqual([['in-force', 'open']]);
    const people = (await only())?.people.map(({ name, mayDecide, why }) => [name, mayDecide, why]);
    expect(people).toEqual(
      expect.arrayContaining([
        ['Ada', false, 'proposed'],
        ['Ben', false, 'approved'],
        ['Eve', true, undefined],
        ['Lea Lead', true, undefined],
      ]),
    );
    await done(ben, '/appeals/acknowledge', { appeal: 1, text: 'Thank you.' });
    expect(await lastTexts(door, 1)).toEqual([expect.stringMatching(/has come.*24 March 2026[^]*Thank you/)]);
    expect(await dates()).toEqual([undefined, '2026-03-24T09:00:00.000Z']);
    expect(await refused(lead, '/appeals/decider', { appeal: 1, memberId: ada.memberId })).toEqual([
      422,
      'invalid-fields',
    ]);
    expect(
      await refused(ben, '/appeals/outcome', { appeal: 1, outcome: 'upheld', reasons: 'No.', text: 'No.' }),
    ).toEqual([409, 'no-decider']);
    await chooses();
    expect(
      await refused(lead, '/appeals/outcome', { appeal: 1, outcome: 'upheld', reasons: 'No.', text: 'No.' }),
    ).toEqual([403, 'not-decider']);
    await done(eve, '/appeals/hearing', {
      appeal: 1,
      on: '2026-03-12',
      who: 'Robin',
      text: 'A call at noon.',
    });
    expect(await lastTexts(door, 1)).toEqual([expect.stringContaining('12 March 2026')]);
    expect(await refused(eve, '/appeals/hearing/notes', { appeal: 1, notes: 'They were calm.' })).toEqual([
      409,
      'hearing-not-yet',
    ]);
    service.clock.advance(2 * days);
    await done(eve, '/appeals/hearing/notes', { appeal: 1, notes: 'They were calm.' });
    await decides({ otherText: 'The decision stays.' });
    expect(await lastTexts(door, 1)).toEqual([
      expect.stringMatching(/stays as it is[^]*read everything again/),
    ]);
    expect(await lastTexts(deciding.token, 1)).toEqual([expect.stringContaining('The decision stays.')]);
    expect(await dates()).toEqual([undefined, undefined]);
    expect(await logged()).toEqual([['in-force', 'upheld']]);
    expect(await only()).toMatchObject({
      state: 'decided',
      hearing: { notes: 'They were calm.' },
      outcome: { is: 'upheld', standsOn: '2026-03-12', toldIn: [thread, 'reporter'] },
    });
    expect((await only())?.outcome).not.toHaveProperty('texts');
  });

  it('of two that nobody has taken up, the dates of the first run, and then those of the other', async () => {
    await sendAppeal(service, door);
    service.clock.advance(5 * hours);
    await sendAppeal(service, deciding.token);
    expect(await dates()).toEqual(['2026-03-12T09:00:00.000Z', '2026-03-24T09:00:00.000Z']);
    await takeUp();
    expect(await dates()).toEqual(['2026-03-12T09:00:00.000Z', '2026-03-24T09:00:00.000Z']);
    await done(ben, '/appeals/acknowledge', { appeal: 1 });
    expect(await dates()).toEqual(['2026-03-12T14:00:00.000Z', '2026-03-24T09:00:00.000Z']);
    await chooses();
    await decides();
    expect(await dates()).toEqual(['2026-03-12T14:00:00.000Z', '2026-03-24T14:00:00.000Z']);
  });

  it('the reporter appeals as well, and reads nothing of the respondent’s appeal before they are told', async () => {
    await sendAppeal(service, door);
    await takeUp();
    await done(ben, '/appeals/acknowledge', { appeal: 1 });
    const answer = await service.reporter('/api/follow-up', bearer(deciding.token));
    expect((await answer.text()).toLowerCase()).not.toContain('appeal');
    await sendAppeal(service, deciding.token, { ground: 'unfair-evaluation' });
    const { untaken } = await appealsOf(deciding, ben);
    expect(untaken).toMatchObject([{ thread: 'reporter', side: 'reporter' }]);
    await done(ben, '/appeals', { thread: 'reporter', entry: untaken[0]?.entry });
    expect((await appealsOf(deciding, ben)).appeals).toMatchObject([
      { side: 'respondent', state: 'open' },
      { side: 'reporter', state: 'open' },
    ]);
  });

  it('overturned: the measures are to be lifted, and the line of the log is corrected', async () => {
    await sendAppeal(service, door);
    await takeUp();
    await chooses();
    await decides({ outcome: 'overturned' });
    expect(await decision()).toMatchObject({ status: 'ended' });
    expect(await logged()).toEqual([['ended', 'overturned']]);
    const measures = await measuresOf(service, ben, deciding.caseId);
    expect(measures.map(({ status }) => status)).toEqual(['waived', 'waived']);
    const { running } = await bodyOf<{ running: readonly unknown[] }>(
      await get(service, ben, `/api/cases/${deciding.caseId}`),
    );
    expect(running).toContainEqual(expect.objectContaining({ deadline: 'measure', record: '1' }));
    await done(ben, '/measures/accounts/status', { measure: 1, account: 1, is: 'lifted' });
    expect(await lastTexts(door, 1)).toEqual([expect.stringContaining('does not hold any more')]);
  });

  it('changed: a new proposal under the same rules, and the outcome stands once that is in force', async () => {
    await sendAppeal(service, door);
    await takeUp();
    await chooses();
    await decides({ outcome: 'changed' });
    expect(await only()).toMatchObject({ state: 'changing', outcome: { proposal: 2 } });
    const before = await lastTexts(door, 9);
    expect(before.join()).not.toContain('is changed');
    expect((await dates())[1]).toBe('2026-03-24T09:00:00.000Z');
    expect(
      await refused(eve, '/appeals/outcome', { appeal: 1, outcome: 'upheld', reasons: 'No.', text: 'No.' }),
    ).toEqual([409, 'proposal-open']);
    expect(await deciding.proposal(ben, 2)).toMatchObject({
      status: 'open',
      follows: 1,
      by: { name: 'Eve' },
    });
    expect(await deciding.missing(ben, 2)).toContain('approvals');
    await deciding.nobodyAsked(ben);
    await deciding.done(ben, '/proposals/edit', { proposal: 2, ...temporaryBan({ until: '2026-04-01' }) });
    for (const who of [eve, ben, ada]) await deciding.approve(who, 2);
    const forced = await deciding.force(ben, 2);
    expect([forced.status, await forced.text()]).toEqual([201, expect.any(String)]);
    expect(await decision()).toMatchObject({ status: 'replaced' });
    expect(await decision(2)).toMatchObject({ status: 'in-force', until: '2026-04-01' });
    expect(await only()).toMatchObject({ state: 'decided', outcome: { standsOn: '2026-03-10' } });
    expect(await lastTexts(door, 1)).toEqual([expect.stringMatching(/is changed[^]*read everything again/)]);
    expect((await logged()).toSorted()).toEqual([
      ['in-force', 'none'],
      ['replaced', 'changed'],
    ]);
    expect(await dates()).toEqual([undefined, undefined]);
  });

  it('changed, and its proposal withdrawn: it is decided otherwise', async () => {
    await sendAppeal(service, door);
    await takeUp();
    await chooses();
    await decides({ outcome: 'changed' });
    await done(ben, '/proposals/withdraw', { proposal: 2 });
    await decides();
    expect(await only()).toMatchObject({ state: 'decided', outcome: { is: 'upheld' } });
  });

  it('sent back: those who decided look at it again, by a day', async () => {
    await sendAppeal(service, door);
    await takeUp();
    await chooses();
    await decides({ outcome: 'sent-back' });
    expect(await decision()).toMatchObject({ status: 'in-force', toReviewBy: '2026-03-17' });
    expect(await logged()).toEqual([['in-force', 'sent-back']]);
  });

  it('late: a lead takes it or not, and whoever appealed is told', async () => {
    service.clock.advance(15 * days);
    await sendAppeal(service, door, { late: 'I was in hospital.' });
    await takeUp();
    expect(await only()).toMatchObject({ state: 'late', late: { reason: 'I was in hospital.' } });
    expect(await refused(ben, '/appeals/late', { appeal: 1, take: 'yes', reason: 'Fine.' })).toEqual([
      403,
      'forbidden',
    ]);
    await done(lead, '/appeals/late', { appeal: 1, take: 'no', reason: 'No.', text: 'It is too late.' });
    expect(await only()).toMatchObject({ state: 'refused' });
    expect(await lastTexts(door, 1)).toEqual([expect.stringContaining('It is too late.')]);
    expect(await dates()).toEqual([undefined, undefined]);
    await sendAppeal(service, door, { late: 'I was in hospital for weeks.' });
    await takeUp(3);
    await done(lead, '/appeals/late', { appeal: 2, take: 'yes', reason: 'That is a reason.' });
    expect((await appealsOf(deciding, ben)).appeals[1]).toMatchObject({ state: 'open' });
  });

  it('late: a lead who had a part in the decision may take it, and not refuse it', async () => {
    await done(lead, '/messages', { text: 'We look into it.' });
    service.clock.advance(15 * days);
    await sendAppeal(service, door, { late: 'I was in hospital.' });
    await takeUp();
    expect(await refused(lead, '/appeals/late', { appeal: 1, take: 'no', reason: 'No.' })).toEqual([
      403,
      'had-part',
    ]);
    await done(lead, '/appeals/late', { appeal: 1, take: 'yes', reason: 'That is a reason.' });
    expect(await only()).toMatchObject({ state: 'open' });
  });

  it('late: nothing is said to wait for it while the measures cannot be read', async () => {
    await decided(temporaryBan({ rung: 'warning', until: '2026-04-10' }));
    service.clock.advance(15 * days);
    await sendAppeal(service, door, { late: 'I was in hospital.' });
    await takeUp();
    await tamper(service, 'cases', caseKeys.record(deciding.caseId, 'measure', 1), {
      set: { sealed: new Uint8Array(64) },
    });
    const take = { appeal: 1, take: 'yes', reason: 'That is a reason.' };
    expect(await refused(lead, '/appeals/late', take)).toEqual([409, 'damaged-records']);
  });

  it('a second one needs new and compelling evidence, and two members without a part', async () => {
    await sendAppeal(service, door);
    await takeUp();
    await chooses();
    await decides();
    service.clock.advance(days);
    await sendAppeal(service, door, { ground: 'new-information' });
    await takeUp(3);
    const second = async () => (await appealsOf(deciding, ben)).appeals[1];
    expect(await second()).toMatchObject({ state: 'again' });
    const takes = { appeal: 2, take: 'yes', reason: 'There is a film.' };
    expect(await refused(ada, '/appeals/again', takes)).toEqual([403, 'had-part']);
    expect(await refused(eve, '/appeals/again', takes)).toEqual([403, 'had-part']);
    await done(kim, '/appeals/again', takes);
    expect(await second()).toMatchObject({ state: 'again' });
    await done(kim, '/appeals/again', takes);
    expect(await second()).toMatchObject({ state: 'again' });
    await done(lead, '/appeals/again', takes);
    expect(await second()).toMatchObject({ state: 'open' });
  });

  it('a second one that two members refuse is not taken', async () => {
    await sendAppeal(service, door);
    await takeUp();
    await chooses();
    await decides();
    await sendAppeal(service, door);
    await takeUp(3);
    for (const who of [kim, lead])
      await done(who, '/appeals/again', { appeal: 2, take: 'no', reason: 'Nothing is new.' });
    expect((await appealsOf(deciding, ben)).appeals[1]).toMatchObject({ state: 'refused' });
    expect(await lastTexts(door, 1)).toEqual([expect.stringContaining('does not take this appeal')]);
    expect(await dates()).toEqual([undefined, undefined]);
  });

  it('nobody is left: an outside reviewer with a grant decides it, and sees this case alone', async () => {
    for (const who of [eve, kim, lead]) {
      await read(service, who, deciding.caseId);
      await done(who, '/interviews', {
        who: 'A witness',
        whenOn: '2026-03-10',
        how: 'call',
        said: 'I saw it.',
      });
    }
    await sendAppeal(service, door);
    await takeUp();
    expect((await only())?.people.filter(({ mayDecide }) => mayDecide)).toEqual([]);
    const olga = await service.addMember({ name: 'Olga', role: 'outside-reviewer' });
    await done(lead, '/grants', { memberId: olga.memberId, reason: 'To decide the appeal.' });
    expect((await only())?.people).toContainEqual(
      expect.objectContaining({ name: 'Olga', mayDecide: true, opened: false }),
    );
    await chooses(olga.memberId);
    await done(olga, '/appeals/outcome', {
      appeal: 1,
      outcome: 'upheld',
      reasons: 'It was fair.',
      text: 'We have read everything again.',
    });
    expect(await only()).toMatchObject({ state: 'decided', outcome: { decided: { by: { name: 'Olga' } } } });
    const { cases } = await bodyOf<{ cases: readonly { id: string }[] }>(
      await get(service, olga, '/api/cases'),
    );
    expect(cases.map(({ id }) => id)).toEqual([deciding.caseId]);
  });

  it('the restriction waits by the word of who decides: lifted meanwhile, in place again afterwards', async () => {
    await sendAppeal(service, door);
    await takeUp();
    await chooses();
    expect(await refused(lead, '/appeals/waiting', { appeal: 1, waits: 'yes', reason: 'Doubts.' })).toEqual([
      403,
      'not-decider',
    ]);
    const account = { measure: 1, account: 1 };
    expect(await refused(ben, '/measures/accounts/status', { ...account, is: 'lifted' })).toEqual([
      409,
      'measure-goes-on',
    ]);
    await done(eve, '/appeals/waiting', { appeal: 1, waits: 'yes', reason: 'Doubts.' });
    await done(ben, '/measures/accounts/status', { ...account, is: 'lifted' });
    expect(await refused(ben, '/measures/accounts/status', { ...account, is: 'in-place' })).toEqual([
      409,
      'measure-waits',
    ]);
    await decides();
    const [ban] = await measuresOf(service, ben, deciding.caseId);
    expect(ban).toMatchObject({ status: 'to-do', rollOuts: [{ account: 'robin' }] });
    expect(ban?.rollOuts[0]).not.toHaveProperty('done');
    await done(ben, '/measures/accounts/status', { ...account, is: 'in-place' });
  });

  it('came outside: noted by a member, its dates from the day it came, in a closed case too', async () => {
    const noted = {
      decision: 1,
      side: 'respondent',
      ground: 'other',
      receivedOn: '2026-03-10',
      said: 'Unfair.',
    };
    expect((await setState(service, ben, deciding.caseId, 'closed')).status).toBe(200);
    expect(await refused(ben, '/appeals/outside', { ...noted, receivedOn: '2026-03-11' })).toEqual([
      422,
      'invalid-fields',
    ]);
    await done(ben, '/appeals/outside', noted);
    expect(await only()).toMatchObject({ state: 'open', text: 'Unfair.', said: 'Unfair.', thread });
    expect(await dates()).toEqual(['2026-03-12T00:00:00.000Z', '2026-03-24T00:00:00.000Z']);
    const { running } = await bodyOf<{ running: readonly { deadline: string }[] }>(
      await get(service, ben, `/api/cases/${deciding.caseId}`),
    );
    expect(running.map(({ deadline }) => deadline)).toEqual(
      expect.arrayContaining(['appealAcknowledgeBy', 'appealAnswerBy']),
    );
  });

  it('what the respondent reads is compared with the report, and sent all the same by a second word', async () => {
    await sendAppeal(service, door);
    await takeUp();
    await chooses();
    const told = {
      appeal: 1,
      outcome: 'upheld',
      reasons: 'It was fair.',
      text: 'Call the witness at +49 30 1234567 at 14:35.',
    };
    const answer = await act(eve, '/appeals/outcome', told);
    expect(answer.status).toBe(422);
    const { errors, detail } = await bodyOf<ProblemBody>(answer);
    expect([errors?.[0]?.pointer, detail]).toEqual(['/text', expect.stringContaining('14:35')]);
    expect(await only()).toMatchObject({ state: 'open' });
    await done(eve, '/appeals/outcome', { ...told, despite: 'yes' });
    expect(await only()).toMatchObject({ state: 'decided' });
  });

  it('which decision is meant is chosen where the appeal names none of the case', async () => {
    await sendAppeal(service, door, { decision: 7 });
    expect(await refused(ben, '/appeals', { thread, entry: 1 })).toEqual([422, 'invalid-fields']);
    expect(await refused(ben, '/appeals', { thread, entry: 2 })).toEqual([404, 'no-such-entry']);
    await done(ben, '/appeals', { thread, entry: 1, decision: 1 });
    expect(await only()).toMatchObject({ decision: 1 });
  });
});
