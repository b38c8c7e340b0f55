import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { caseKeys, type ItemKey } from '../../functions/adapters/dynamodb/item-keys.ts';
import { logLineOfRow } from '../../functions/adapters/dynamodb/rows/log-rows.ts';
import { openLogLine } from '../../functions/domain/register/sealed-log-line.ts';
import { bearer, bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { get, read, refusalOf, tamper, type ProblemBody } from './as-member.ts';
import type { ShownMeasure } from './measured-case.ts';
import { caseToDecide, correction, permanentBan, proposedCase, temporaryBan, violation } from './deciding.ts';
import { platforms } from './platforms.ts';
import { agreeTo } from './two-people.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
type Follow = {
  readonly summary: { readonly state: string };
  readonly entries: readonly { readonly from: string; readonly text: string }[];
};
type Decisions = {
  readonly decisions: readonly {
    readonly number: number;
    readonly status: string;
    readonly appealBy?: string;
    readonly from: string;
    readonly approvedBy: readonly { readonly name: string }[];
    readonly tookPart: readonly { readonly name: string }[];
  }[];
};

describe('deciding a case', () => {
  let service: Service;
  let lead: Member;
  let ada: Member;
  let ben: Member;
  let eve: Member;
  beforeAll(async () => {
    service = await startService({ decisions: { platforms } });
    lead = await service.addMember({ name: 'Lea Lead', role: 'lead' });
    ada = await service.addMember({ name: 'Ada' });
    ben = await service.addMember({ name: 'Ben' });
    eve = await service.addMember({ name: 'Eve' });
  });
  afterAll(() => service.close());

  const followUp = async (token: string): Promise<Follow> =>
    bodyOf<Follow>(await service.reporter('/api/follow-up', bearer(token)));
  const remove = (key: ItemKey) =>
    service.dynamo.send(
      new DeleteItemCommand({ TableName: service.emulators.tables.cases, Key: toAttributes(key) }),
    );
  const logLines = async () => {
    const { cases } = service.emulators.tables;
    const rows = (await queryPartition(service.dynamo, cases, caseKeys.logOf('conduct'))).map(logLineOfRow);
    const ring = await service.teamContext.openKeyRing('conduct', 'register', 1);
    return rows.map((row) => openLogLine(ring, row));
  };

  describe('from what was found to a decision in force', () => {
    it('names what is missing, part by part, until nothing is', async () => {
      const { done, missing, nobodyAsked, approve, caseId } = await caseToDecide(service, [ada, ben]);
      await done(ada, '/proposals', { respondent: 1, rung: 'correction', measures: [] });
      const parts = ['finding', 'reporter-opinion', 'respondent-opinion', 'approvals'];
      expect(await missing(ada)).toEqual(parts);
      await done(ada, '/findings', violation());
      expect(await missing(ada)).toEqual([
        'letter',
        'reporter-text',
        'reasons',
        'reporter-opinion',
        'respondent-opinion',
        'approvals',
      ]);
      await done(ada, '/proposals/edit', { proposal: 1, ...correction() });
      await nobodyAsked(ada);
      expect(await missing(ada)).toEqual(['approvals']);
      await approve(ada);
      expect(await missing(ada)).toEqual(['approvals']);
      await approve(ben);
      expect(await missing(ben)).toEqual([]);
      expect((await read(service, ada, caseId)).state).not.toBe('decided');
    });

    it('puts in force at once the decision, its dates, measures, check-ins, the log line and what the reporter reads', async () => {
      const { approve, force, list, token, caseId } = await proposedCase(
        service,
        [ada, ben, eve],
        temporaryBan({ reviewOn: '2026-04-10' }),
      );
      await approve(ada);
      await approve(ben);
      const answer = await force(eve);
      expect([answer.status, (await bodyOf<{ decision: number }>(answer)).decision]).toEqual([201, 1]);
      const { decisions } = await list<Decisions>(ada, '/decisions');
      expect(decisions).toMatchObject([
        { number: 1, status: 'in-force', from: '2026-03-10', appealBy: '2026-03-17' },
      ]);
      expect(decisions[0]?.approvedBy.map(({ name }) => name)).toEqual(['Ada', 'Ben']);
      expect(decisions[0]?.tookPart.map(({ name }) => name).sort()).toEqual(['Ada', 'Ben', 'Eve']);
      const shown = await bodyOf<{ state: string; tasks: { dueOn: string }[]; caseName: string }>(
        await get(service, ada, `/api/cases/${caseId}`),
      );
      expect(shown.state).toBe('decided');
      expect(shown.tasks.map(({ dueOn }) => dueOn)).toEqual(['2026-03-17', '2026-03-31']);
      const line = (await logLines()).find((one) => one?.caseId === caseId);
      expect(line).toMatchObject({
        source: 'reporter',
        rung: 'temporary-ban',
        measures: ['ban', 'no-contact'],
        until: '2026-05-10',
        reviewOn: '2026-04-10',
        status: 'in-force',
      });
      const { summary, entries } = await followUp(token);
      expect(summary.state).toBe('decided');
      expect(entries.at(-1)?.text).toContain('We have spoken with them.');
      expect(entries.at(-1)?.text).toContain('Are you safe?');
    });

    it('says no day to a reporter of whose report nothing follows, and names no appeal', async () => {
      const { done, nobodyAsked, approve, force, list, token } = await caseToDecide(service, [ada, ben]);
      await done(ada, '/findings', violation({ outcome: 'not-substantiated', rules: [] }));
      await nobodyAsked(ada);
      await done(ada, '/proposals', {
        respondent: 1,
        rung: null,
        reporterText: 'We could not find out what happened.',
        reasons: 'Word against word.',
      });
      await approve(ada);
      await approve(ben);
      expect((await force(ada)).status).toBe(201);
      const { decisions } = await list<Decisions>(ada, '/decisions');
      expect(decisions[0]).not.toHaveProperty('appealBy');
      const text = (await followUp(token)).entries.at(-1)?.text ?? '';
      expect(text).toContain('Are you safe?');
      expect(text).not.toContain('starts on');
    });

    it('is told once, when two put it in force at once and when one presses twice', async () => {
      const { approve, force, token } = await proposedCase(service, [ada, ben]);
      await approve(ada);
      await approve(ben);
      const before = (await followUp(token)).entries.length;
      const answers = await Promise.all([force(ada), force(ben)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      const first = answers[0].status === 201 ? ada : ben;
      expect((await force(first)).status).toBe(200);
      expect((await followUp(token)).entries).toHaveLength(before + 1);
    });

    it('writes nothing when the transaction fails, and all of it when it is tried again', async () => {
      const { approve, force, list, token } = await proposedCase(service, [ada, ben]);
      await approve(ada);
      await approve(ben);
      const before = (await followUp(token)).entries.length;
      service.interrupt.before = ({ command, caller }) => {
        if (caller === 'team' && command === 'TransactWriteItemsCommand') throw new Error('the line is cut');
      };
      const failed = await force(ada);
      service.interrupt.before = undefined;
      expect(failed.status).toBeGreaterThanOrEqual(500);
      expect((await list<Decisions>(ada, '/decisions')).decisions).toEqual([]);
      expect((await followUp(token)).entries).toHaveLength(before);
      expect((await force(ada)).status).toBe(201);
    });

    it('takes the place of the decision that it follows, in the log as well', async () => {
      const { approve, force, done, nobodyAsked, list, caseId } = await proposedCase(service, [ada, ben]);
      await approve(ada);
      await approve(ben);
      await force(ada);
      await done(ada, '/proposals', temporaryBan({ follows: 1 }));
      // What somebody thought of the one before says nothing of this one.
      await nobodyAsked(ada);
      await approve(ada, 2);
      await approve(ben, 2);
      expect((await force(ada, 2)).status).toBe(201);
      expect((await list<Decisions>(ada, '/decisions')).decisions.map(({ status }) => status)).toEqual([
        'replaced',
        'in-force',
      ]);
      const lines = (await logLines()).filter((one) => one?.caseId === caseId);
      expect(lines.map((one) => one?.status).sort()).toEqual(['in-force', 'replaced']);
    });
  });

  it('what it takes the place of ends: what stays restricted passes on, the rest is to be lifted', async () => {
    const places = [
      { platform: 'chat', restriction: 'ban' },
      { platform: 'chat', restriction: 'mute' },
    ];
    const first = temporaryBan({ measures: [{ type: 'ban', restrictions: places }, { type: 'training' }] });
    const { approve, force, done, nobodyAsked, list } = await proposedCase(service, [ada, ben], first);
    const until = '2026-03-12';
    const alone = { respondent: 1, type: 'ban', until, reason: 'Threats.', where: 'chat/ban' };
    await done(ada, '/restrictions', alone);
    await done(ada, '/measures/accounts/status', { measure: 1, account: 1, is: 'in-place' });
    await approve(ada);
    await approve(ben);
    expect((await force(ada)).status).toBe(201);
    type Shown = { measures: readonly ShownMeasure[] };
    const measures = async () => (await list<Shown>(ada, '/measures')).measures;
    // The emergency restriction has ended, and its account is in place under the decision.
    expect(await measures()).toMatchObject([
      { type: 'ban', status: 'waived', replacedBy: 1, reviewed: true, rollOuts: [{ passedOn: {} }] },
      { type: 'ban', status: 'to-do', rollOuts: [{ done: { by: { name: 'Ada' } } }, { account: 'robin' }] },
      { type: 'training', status: 'to-do' },
    ]);
    await done(ada, '/measures/accounts/status', { measure: 2, account: 2, is: 'in-place' });
    const second = temporaryBan({ follows: 1, measures: [{ type: 'ban', restrictions: [places[0]] }] });
    await done(ada, '/proposals', second);
    await nobodyAsked(ada);
    await approve(ada, 2);
    await approve(ben, 2);
    expect((await force(ada, 2)).status).toBe(201);
    const [, replaced, training, now] = await measures();
    expect(replaced).toMatchObject({ status: 'waived', replacedBy: 2 });
    expect(replaced?.rollOuts).toMatchObject([{ passedOn: { by: { name: 'Ada' } } }, { done: {} }]);
    expect(replaced?.rollOuts[1]).not.toHaveProperty('passedOn');
    expect(training).toMatchObject({ status: 'waived', replacedBy: 2 });
    expect(now).toMatchObject({ status: 'to-do', decision: 2, rollOuts: [{ done: {} }] });
    await done(ada, '/measures/accounts/status', { measure: 2, account: 2, is: 'lifted' });
  });

  describe('what the reporter and the respondent think', () => {
    it('is asked in the reporter’s conversation, and waited for until its date', async () => {
      const { done, missing, token } = await caseToDecide(service, [ada, ben]);
      await done(ada, '/findings', violation());
      await done(ada, '/opinions', { of: 'respondent', respondent: 1, said: 'They regret it.' });
      await done(ada, '/proposals', correction());
      await done(ada, '/opinions/ask', {
        respondent: 1,
        question: 'Would an apology help?',
        by: '2026-03-12',
      });
      const { entries } = await followUp(token);
      expect(entries.at(-1)?.text).toContain('Would an apology help?');
      expect(entries.at(-1)?.text).toContain('12 March 2026');
      expect(await missing(ada)).toContain('reporter-opinion');
      await done(ada, '/opinions', { of: 'reporter', respondent: 1, said: 'Yes.' });
      expect(await missing(ada)).not.toContain('reporter-opinion');
    });

    it('does not hold up a decision once the date has passed', async () => {
      const { done, missing } = await caseToDecide(service, [ada]);
      await done(ada, '/findings', violation());
      await done(ada, '/proposals', correction());
      await done(ada, '/opinions/ask', { respondent: 1, question: 'Well?', by: '2026-03-12' });
      const { now } = service.clock;
      service.clock.now = new Date('2026-03-13T09:00:00.000Z');
      expect(await missing(ada)).not.toContain('reporter-opinion');
      service.clock.now = now;
    });
  });

  describe('what cannot be proposed', () => {
    it.each([
      ['/from', correction({ from: '2026-03-09' })],
      ['/until', temporaryBan({ until: '2026-03-09' })],
      ['/until', temporaryBan({ until: '2026-03-12' })],
      ['/until', temporaryBan({ until: undefined })],
      ['/until', permanentBan({ until: '2027-01-01' })],
      ['/rung', correction({ rung: 'exile' })],
      ['/measures/0/type', correction({ measures: [{ type: 'flogging' }] })],
      ['/measures/0/dueOn', correction({ measures: [{ type: 'reading', dueOn: '2026-03-01' }] })],
      [
        '/measures/0/restrictions',
        temporaryBan({
          measures: [{ type: 'ban', restrictions: [{ platform: 'forum', restriction: 'x' }] }],
        }),
      ],
      ['/measures/0/followUpId', correction({ measures: [{ type: 'reading', followUpId: 'A'.repeat(22) }] })],
      ['/respondent', correction({ respondent: 7 })],
      ['/reviewOn', correction({ reviewOn: '2026-03-10' })],
      ['/lawyerOn', permanentBan({ lawyerOn: '2026-03-11' })],
      ['/follows', correction({ follows: 3 })],
    ])('is said at %s', async (pointer, body) => {
      const { act } = await caseToDecide(service, [ada]);
      const answer = await act(ada, '/proposals', body);
      expect(answer.status).toBe(422);
      const { errors = [] } = await bodyOf<ProblemBody>(answer);
      expect(errors.map((one) => one.pointer)).toEqual([pointer]);
    });

    it('a rung does not follow from a finding that is no violation', async () => {
      const { done, missing } = await caseToDecide(service, [ada]);
      await done(ada, '/findings', violation({ outcome: 'no-violation', rules: [] }));
      await done(ada, '/proposals', correction());
      expect(await missing(ada)).toContain('finding');
    });
  });

  it('of a case that is closed meanwhile, nothing is put in force', async () => {
    const { approve, force, act } = await proposedCase(service, [ada, ben]);
    await approve(ada);
    await approve(ben);
    const closed = { state: 'closed', reason: 'Done.', whyNoMessage: 'They know.' };
    expect((await act(ada, '/state', closed)).status).toBe(200);
    expect(await refusalOf(await force(ada))).toEqual([409, 'case-closed']);
  });

  it('of a case that has expired meanwhile, nothing is put in force', async () => {
    const { approve, hash, act } = await proposedCase(service, [ada, ben]);
    await approve(ada);
    await approve(ben);
    const text = { proposal: 1, hash: await hash(ada) };
    const { now } = service.clock;
    service.clock.now = new Date('2036-03-13T09:00:00.000Z');
    expect((await act(ada, '/decisions', text)).status).toBe(404);
    service.clock.now = now;
  });

  it('of a case that is erased meanwhile, nothing is put in force', async () => {
    const { approve, hash, act, done, caseId, token } = await proposedCase(service, [lead, ada]);
    await approve(lead);
    await approve(ada);
    const text = { proposal: 1, hash: await hash(ada) };
    const asked = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(token) });
    expect(asked.status).toBe(202);
    await done(lead, '/erasure', { decision: 'erase' });
    expect((await agreeTo(service, ada, caseId)).status).toBe(200);
    expect((await act(ada, '/decisions', text)).status).toBe(404);
  });

  it('of a case that moves to another channel meanwhile, it is who may see it there that counts', async () => {
    const conduct = await service.addMember({ name: 'Con Duct', channels: ['conduct'] });
    const { approve, act, hash, proposal } = await proposedCase(service, [conduct, ada, lead]);
    await approve(conduct);
    await approve(ada);
    const text = { proposal: 1, hash: await hash(ada) };
    expect((await proposal(ada)).missing).toEqual([]);
    const moved = await act(lead, '/transfer', { channel: 'security', reason: 'It is a leak.' });
    expect(moved.status).toBe(200);
    expect(await refusalOf(await act(ada, '/decisions', text))).toEqual([409, 'not-ready']);
  });

  it.each([
    ['damaged', { set: { revision: 7 } }],
    ['gone', 'delete'],
  ] as const)('is refused, with nothing done, when a record by which it is decided is %s', async (_, how) => {
    const { approve, hash, act, list, caseId } = await proposedCase(service, [ada, ben]);
    await approve(ada);
    await approve(ben);
    const text = { proposal: 1, hash: await hash(ada) };
    const key = caseKeys.record(caseId, 'approval', 1);
    if (how === 'delete') await remove(key);
    else await tamper(service, 'cases', key, how);
    expect(await refusalOf(await act(ada, '/decisions', text))).toEqual([409, 'damaged-records']);
    expect((await list<Decisions>(ada, '/decisions')).decisions).toEqual([]);
  });
});
