import { describe, expect, it } from 'vitest';
import { appealFacts, factsOfAppeal } from '../../../functions/domain/appeal/appeal-act.ts';
import {
  appealPromises,
  deadlinesWithAppeals,
  lastAppealDay,
  type Told,
} from '../../../functions/domain/appeal/appeal-dates.ts';
import {
  appealEligibility,
  isLastWithoutPart,
  partsInDecision,
  type ActsInCase,
  type ReasonAgainstAppeal,
} from '../../../functions/domain/appeal/appeal-eligibility.ts';
import {
  appealStateOf,
  isSecondAppeal,
  loggedAppeal,
} from '../../../functions/domain/appeal/appeal-state.ts';
import type { Appeal } from '../../../functions/domain/appeal/appeal.ts';
import {
  isWaiting,
  madeToWait,
  measureDates,
  waitsNoLonger,
} from '../../../functions/domain/decision/measure-state.ts';
import type { Measure } from '../../../functions/domain/decision/measure.ts';
import type { Member } from '../../../functions/domain/member/member.ts';
import { reportersDeadlines } from '../../../functions/domain/deadline/deadlines.ts';
import { runningDeadlines } from '../../../functions/domain/deadline/running-deadlines.ts';
import { caseStates } from '../../../functions/domain/case/state.ts';
import { defaultSettings } from '../../../functions/settings/defaults.ts';

const { decisions } = defaultSettings;
const ada = { id: 'ada', name: 'Ada' };
const on = '2026-03-10';
const tick = { by: ada, on };
const reason = 'Because.';

const appeal = (own: Partial<Appeal> = {}): Appeal => ({
  decision: 1,
  side: 'respondent',
  ground: 'procedure',
  sentAt: '2026-03-10T09:00:00.000Z',
  noted: tick,
  ...appealPromises(decisions, new Date('2026-03-10T09:20:00.000Z')),
  waits: { is: false },
  ...own,
});
const outcome = (own: Partial<NonNullable<Appeal['outcome']>> = {}): Pick<Appeal, 'outcome'> => ({
  outcome: { is: 'upheld', reasons: reason, decided: tick, standsOn: on, toldIn: [], ...own },
});
const verdict = (id: string, takes: boolean) => ({ by: { id, name: id }, on, reason, takes });

describe('what an appeal is about', () => {
  it('is read from its facts as it was written into them', () => {
    for (const late of [undefined, 'I was in hospital.']) {
      const about = { decision: 12, ground: 'other', ...(late !== undefined && { late }) } as const;
      expect(appealFacts.parse(factsOfAppeal(about))).toEqual(about);
    }
  });

  it.each([
    [{ decision: '0', ground: 'other' }],
    [{ decision: '1x', ground: 'other' }],
    [{ decision: '1', ground: 'because' }],
    [{ decision: '1', ground: 'other', late: ' ' }],
    [{ ground: 'other' }],
  ])('is nothing where it is %j', (facts) => {
    expect(appealFacts.safeParse(facts).success).toBe(false);
  });
});

describe('the last day on which an appeal is not late', () => {
  it.each<[string, Appeal['side'], Partial<Told>, string]>([
    ['fourteen days after it was sent', 'respondent', { letterSentOn: '2026-03-12' }, '2026-03-26'],
    ['counted from the decision where nobody said that it was sent', 'respondent', {}, '2026-03-24'],
    ['never before what the letter says', 'respondent', { appealBy: '2026-05-01' }, '2026-05-01'],
    [
      'for the reporter fourteen days after they were told',
      'reporter',
      { appealBy: '2026-05-01' },
      '2026-03-24',
    ],
  ])('is %s', (_, side, told, last) => {
    expect(lastAppealDay(decisions, side, { on, ...told })).toBe(last);
  });
});

describe('how an appeal stands', () => {
  const late = { reason };
  const refused = { ...tick, reason, taken: false };
  const taken = { ...refused, taken: true };
  it.each<[string, Partial<Appeal>, ReturnType<typeof appealStateOf>]>([
    ['open', {}, 'open'],
    ['late', { late }, 'late'],
    ['late, and taken by a lead', { late: { reason, answered: taken } }, 'open'],
    ['late, and not taken', { late: { reason, answered: refused } }, 'refused'],
    ['a second one', { again: { verdicts: [] } }, 'again'],
    [
      'late and a second one, taken by a lead',
      { late: { reason, answered: taken }, again: { verdicts: [] } },
      'again',
    ],
    ['a second one with one approval', { again: { verdicts: [verdict('bo', true)] } }, 'again'],
    [
      'a second one that one member approves twice',
      { again: { verdicts: [verdict('bo', true), verdict('bo', true)] } },
      'again',
    ],
    [
      'a second one with two approvals',
      { again: { verdicts: [verdict('bo', true), verdict('cy', true)] } },
      'open',
    ],
    [
      'a second one of which a member changed their mind',
      { again: { verdicts: [verdict('bo', true), verdict('bo', false), verdict('cy', true)] } },
      'again',
    ],
    [
      'a second one that two refuse',
      { again: { verdicts: [verdict('bo', false), verdict('cy', false)] } },
      'refused',
    ],
    [
      'decided, and the proposal is not in force',
      outcome({ is: 'changed', standsOn: undefined }),
      'changing',
    ],
    ['decided', outcome(), 'decided'],
  ])('%s', (_, own, state) => {
    expect(appealStateOf(appeal(own), decisions.appeal.secondApprovals)).toBe(state);
  });

  it.each<[string, Partial<Appeal>, boolean]>([
    ['one was decided', outcome(), true],
    ['one was decided of the other side', { ...outcome(), side: 'reporter' }, false],
    ['one about another decision was decided', { ...outcome(), decision: 2 }, false],
    ['one was sent back', outcome({ is: 'sent-back' }), false],
    ['one is open', {}, false],
    ['one was not taken because it came late', { late: { reason, answered: refused } }, false],
    ['the outcome of one does not stand yet', outcome({ standsOn: undefined }), false],
  ])('a further one is a second appeal or not where %s', (_, own, is) => {
    const appeals = [{ number: 1, content: appeal(own) }];
    expect(isSecondAppeal(appeals, { decision: 1, side: 'respondent' })).toBe(is);
  });

  it('the log says that one is open, else what the last one came to', () => {
    const said = (...appeals: Appeal[]) => loggedAppeal(appeals, 2);
    expect(said()).toBe('none');
    expect(said(appeal())).toBe('open');
    expect(said(appeal(outcome()), appeal({ late }))).toBe('open');
    expect(said(appeal(outcome()), appeal(outcome({ is: 'overturned' })))).toBe('overturned');
    expect(said(appeal({ late: { reason, answered: refused } }))).toBe('none');
  });
});

describe('the dates of appeals', () => {
  const given = {
    acknowledgeBy: '2026-03-11T09:00:00.000Z',
    nextUpdateBy: '2026-03-20T09:00:00.000Z',
    feedbackBy: '2026-06-01T09:00:00.000Z',
  };
  const before = { ...given, appealAcknowledgeBy: '2026-01-01T00:00:00.000Z' };

  it('are 48 hours and fourteen days from the hour in which it was sent', () => {
    expect(appealPromises(decisions, new Date('2026-03-10T09:20:00.000Z'))).toEqual({
      acknowledgeBy: '2026-03-12T09:00:00.000Z',
      decideBy: '2026-03-24T09:00:00.000Z',
    });
  });

  it.each<[string, readonly Appeal[], readonly Date[], string | undefined, string | undefined]>([
    ['none of a case without', [], [], undefined, undefined],
    ['those of an open one', [appeal()], [], '2026-03-12T09:00:00.000Z', '2026-03-24T09:00:00.000Z'],
    [
      'one less when it is acknowledged',
      [appeal({ acknowledged: tick })],
      [],
      undefined,
      '2026-03-24T09:00:00.000Z',
    ],
    ['none of one that is decided', [appeal(outcome())], [], undefined, undefined],
    [
      'the earliest, of those that nobody has taken up as well',
      [appeal()],
      [new Date('2026-03-09T09:00:00.000Z')],
      '2026-03-11T09:00:00.000Z',
      '2026-03-23T09:00:00.000Z',
    ],
  ])('%s', (_, appeals, waiting, acknowledge, answer) => {
    const dates = deadlinesWithAppeals(decisions, before, { appeals, waiting });
    expect([dates.appealAcknowledgeBy, dates.appealAnswerBy]).toEqual([acknowledge, answer]);
    expect(reportersDeadlines(dates)).toEqual(given);
  });

  it('run in every state, after closing too', () => {
    const dates = deadlinesWithAppeals(decisions, given, { appeals: [appeal()], waiting: [] });
    for (const state of caseStates)
      expect(runningDeadlines(state, dates).map(({ name }) => name)).toEqual(
        expect.arrayContaining(['appealAcknowledgeBy', 'appealAnswerBy']),
      );
  });
});

describe('who decides an appeal', () => {
  const member = (memberId: string, own: Partial<Member> = {}): Member => ({
    memberId,
    name: memberId,
    email: `${memberId}@example.org`,
    channels: ['conduct'],
    role: 'member',
    since: { conduct: 0 },
    onRoster: true,
    ...own,
  });
  const decision = { approvedBy: [], dissentedBy: [], by: { id: 'nobody', name: '' } };
  const nothing: ActsInCase = {
    proposedBy: [],
    approvals: [],
    decision,
    restrictedBy: [],
    appealsDecidedBy: [],
    investigatedBy: [],
    answeredBy: [],
  };
  const brief = {
    title: '',
    persons: '',
    spaces: '',
    likelySpam: false,
    excludedMembers: [],
    recusedMembers: [],
    asideMembers: [],
    grantedMembers: [],
    linkedCases: [],
    rosterRevision: 0,
  };
  const judged = (acts: Partial<ActsInCase>, own: Partial<Member> = {}, hidden: Partial<typeof brief> = {}) =>
    appealEligibility(
      [member('ada', own)],
      { channel: 'conduct', brief: { ...brief, ...hidden }, openedBy: [] },
      { parts: partsInDecision({ ...nothing, ...acts }), softConflicts: [] },
    )[0]?.against;
  const approval = (verdict: 'approves' | 'dissents' | 'takes-back') => ({
    approvals: [{ by: ada, verdict }],
  });

  it.each<[string, Partial<ActsInCase>, ReasonAgainstAppeal | undefined]>([
    ['had no part in it', {}, undefined],
    ['proposed it', { proposedBy: ['ada'] }, 'proposed'],
    ['approved it', approval('approves'), 'approved'],
    ['approved it and took that back', approval('takes-back'), 'approved'],
    ['dissented', approval('dissents'), 'dissented'],
    ['put it in force', { decision: { ...decision, by: ada } }, 'in-force'],
    ['stands among those who approved', { decision: { ...decision, approvedBy: [ada] } }, 'approved'],
    ['restricted somebody at once', { restrictedBy: ['ada'] }, 'restricted'],
    ['decided an appeal about it', { appealsDecidedBy: ['ada'] }, 'appealed-before'],
    ['investigated', { investigatedBy: ['ada'] }, 'investigated'],
    ['wrote to those concerned', { answeredBy: ['ada'] }, 'answered'],
  ])('who %s', (_, acts, against) => {
    expect(judged(acts)).toBe(against);
  });

  it('nobody who cannot see the case: excluded, stepped aside, or from outside without a grant', () => {
    expect(judged({}, {}, { excludedMembers: ['ada'] as never })).toBe('cannot-see');
    expect(judged({}, {}, { recusedMembers: ['ada'] as never })).toBe('cannot-see');
    expect(judged({}, { role: 'outside-reviewer' })).toBe('cannot-see');
    expect(judged({}, { role: 'outside-reviewer' }, { grantedMembers: ['ada'] as never })).toBeUndefined();
  });

  it('nobody who had a part under a row they had before', () => {
    expect(judged({ proposedBy: ['old-ada'] }, { earlierIds: ['old-ada'] })).toBe('proposed');
  });

  it('nobody who is close to somebody concerned', () => {
    const softConflicts = [{ is: true, reason, by: ada, on: '2026-03-10T09:00:00.000Z' }];
    const [only] = appealEligibility(
      [member('ada')],
      { channel: 'conduct', brief, openedBy: [] },
      { parts: partsInDecision(nothing), softConflicts },
    );
    expect(only?.against).toBe('soft-conflict');
  });

  it('the last one without a part is told so, and nobody else', () => {
    const people = (acts: Partial<ActsInCase>) =>
      appealEligibility(
        [member('ada'), member('bo')],
        { channel: 'conduct', brief, openedBy: [] },
        { parts: partsInDecision({ ...nothing, ...acts }), softConflicts: [] },
      );
    expect(isLastWithoutPart(people({}), 'ada')).toBe(false);
    expect(isLastWithoutPart(people({ proposedBy: ['bo'] }), 'ada')).toBe(true);
    expect(isLastWithoutPart(people({ proposedBy: ['bo'] }), 'bo')).toBe(false);
    expect(isLastWithoutPart(people({ proposedBy: ['ada', 'bo'] }), 'ada')).toBe(false);
  });
});

describe('a restriction that waits for an appeal', () => {
  const placed = {
    platform: 'chat',
    restriction: 'ban',
    account: '@someone',
    done: { by: ada, on: '2026-03-01' },
  };
  const ban: Measure = {
    respondent: 1,
    decision: 1,
    type: 'ban',
    from: '2026-03-01',
    status: 'done',
    rollOuts: [placed],
  };

  it('is to be lifted within a day, and in place again within a day when the wait is over', () => {
    const waiting = madeToWait(ban, 1, on);
    expect(isWaiting(waiting)).toBe(true);
    expect(measureDates(waiting)).toMatchObject([{ by: '2026-03-11T23:00:00.000Z', meaning: 'end' }]);
    const lifted = { ...waiting, rollOuts: [{ ...placed, lifted: { by: ada, on } }] };
    expect(measureDates(lifted)).toEqual([]);
    const after = waitsNoLonger(lifted, '2026-03-20');
    expect(after).toMatchObject({ status: 'to-do', waits: { until: '2026-03-20' } });
    expect(after.rollOuts[0]?.done).toBeUndefined();
    expect(measureDates(after)).toMatchObject([{ by: '2026-03-21T23:00:00.000Z' }]);
  });

  it('that nobody lifted meanwhile stays in place', () => {
    const after = waitsNoLonger(madeToWait(ban, 1, on), '2026-03-20');
    expect(after).toMatchObject({ status: 'done', rollOuts: [placed] });
    expect(isWaiting(after)).toBe(false);
  });
});
