import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../functions/domain/audit/audit-log-line.ts';
import { judgeCase } from '../../../functions/domain/procedure/judge-case.ts';
import type { Judged } from '../../../functions/domain/procedure/procedure-rules.ts';

const now = new Date('2026-06-01T00:00:00.000Z');

type Step = readonly [who: string, action: string, facts?: AuditEntry['facts'], detail?: string];

/** An hour after the other; Ada's second row is Ada. */
const judge = (steps: readonly Step[], isWhole = true): readonly Judged[] =>
  judgeCase({
    lines: steps.map(([who, action, facts, detail], at) => ({
      on: new Date(Date.UTC(2026, 2, 1, at)).toISOString(),
      by: { id: who, name: `Name of ${who}` },
      action,
      facts,
      detail,
    })),
    isWhole,
    personOf: (id) => (id === 'ada-again' ? 'ada' : id),
    now,
  });
const of = (rule: string, steps: readonly Step[]): unknown[] =>
  judge(steps)
    .filter((one) => one.rule === rule)
    .map(({ outcome, kind, people }) => [outcome, ...(kind ? [kind, people] : [])]);

const rule = { eligible: 3, quorum: 2, needed: 2, given: 2, lead: 'given' } as const;
const opened: readonly Step[] = ['ada', 'grace', 'lin'].map((who) => [who, 'opened'] as const);
const approving = (...who: readonly string[]): Step[] =>
  who.map((one) => [one, 'proposal-approves', { proposal: 1 }]);
const inForce = (own: object = {}): Step => [
  'grace',
  'decision-in-force',
  { proposal: 1, decision: 1, rule: { ...rule, ...own } },
];
const decided = (...who: readonly string[]): Step[] => [
  ...opened,
  ['ada', 'proposed', { proposal: 1 }],
  ...approving(...who),
  inForce(),
];

describe('what an audit log says of how a case was handled', () => {
  it('keeps every rule of a decision that two people approved', () => {
    expect(
      judge(decided('ada', 'grace'))
        .filter(({ outcome }) => outcome !== 'kept')
        .map((one) => one.rule),
    ).toEqual([]);
  });

  it('a decision needs enough people, enough approvals, and a lead where the rule says so', () => {
    const with2 = (own: object): Step[] => [...decided('ada', 'grace').slice(0, -1), inForce(own)];
    expect(of('quorum', with2({ eligible: 1 }))).toEqual([['broken', 'too-few-present', ['A', 'B']]]);
    expect(of('approvals', with2({ given: 1 }))).toEqual([['broken', 'too-few-approvals', ['A', 'B']]]);
    expect(of('approvals', with2({ lead: 'missing' }))).toEqual([['broken', 'no-lead-approved', ['A', 'B']]]);
  });

  it('approvals count that were given since the text was written last, and one person counts once', () => {
    const edited: Step[] = [
      ...decided('ada', 'grace').slice(0, -1),
      ['ada', 'proposal-edited', { proposal: 1 }],
      ...approving('ada', 'ada-again'),
      inForce(),
    ];
    expect(of('approvals', edited)).toEqual([['broken', 'approvals-not-in-log', ['A']]]);
    expect(of('second-approver', edited)).toEqual([['broken', 'approved-by-proposer-alone', ['A']]]);
    const takenBack: Step[] = [
      ...decided('ada', 'grace').slice(0, -1),
      ['grace', 'proposal-takes-back', { proposal: 1 }],
      inForce(),
    ];
    expect(of('approvals', takenBack)).toEqual([['broken', 'approvals-not-in-log', ['A']]]);
  });

  it('who approves has opened the case before', () => {
    const steps = decided('ada', 'lin').filter(([who, action]) => who !== 'lin' || action !== 'opened');
    expect(of('approved-after-opening', steps)).toEqual([['broken', 'approved-unopened', ['C']]]);
  });

  it('an appeal is decided by somebody without a part in that decision, under whichever row', () => {
    const appeal = (who: string): Step[] => [
      ...decided('ada', 'grace'),
      [who, 'appeal-upheld', { appeal: 1, decision: 1 }],
    ];
    expect(of('appeal-by-others', appeal('lin'))).toEqual([['kept']]);
    expect(of('appeal-by-others', appeal('ada-again'))).toEqual([['broken', 'decided-own-decision', ['A']]]);
  });

  it('what one member did alone is looked at by another one, and in time', () => {
    const at = (hour: number): string => new Date(Date.UTC(2026, 2, 1, hour)).toISOString();
    const alone = (confirmBy: string, ...answer: Step[]): Step[] => [
      ['ada', 'restricted-at-once', { measure: 1, confirmBy }],
      ['lin', 'noted'],
      ...answer,
    ];
    const confirms = (who: string): Step => [who, 'restriction-confirmed', { measure: 1 }];
    const emergency = (steps: Step[]) => of('emergency-confirmed', steps);
    expect(emergency(alone(at(2), confirms('lin')))).toEqual([['kept']]);
    expect(emergency(alone(at(1), confirms('lin')))).toEqual([['broken', 'confirmed-late', ['A', 'B']]]);
    expect(emergency(alone(at(2), confirms('ada-again')))).toEqual([
      ['broken', 'confirmed-by-oneself', ['A', 'A']],
    ]);
    expect(emergency(alone(at(2)))).toEqual([['broken', 'not-confirmed', ['A']]]);
    expect(emergency(alone('2027-01-01T00:00:00.000Z'))).toEqual([['open']]);
    // Of another measure.
    expect(emergency(alone(at(9), ['lin', 'restriction-confirmed', { measure: 2 }]))).toEqual([
      ['broken', 'not-confirmed', ['A']],
    ]);
    // To take it back is open to who imposed it.
    expect(emergency(alone(at(9), ['ada', 'restriction-taken-back', { measure: 1 }]))).toEqual([['kept']]);
  });

  it('who agrees to a copy or an erasure is not who asked', () => {
    expect(
      of('requests-by-two', [
        ['ada', 'copy-asked'],
        ['lin', 'copy-agreed'],
      ]),
    ).toEqual([['kept']]);
    expect(
      of('requests-by-two', [
        ['ada', 'words-asked'],
        ['ada-again', 'words-agreed'],
      ]),
    ).toEqual([['broken', 'asked-and-agreed-alone', ['A', 'A']]]);
  });

  it('who has left a case to others does nothing in it until they are let back', () => {
    const left: Step = ['ada', 'recused'];
    expect(of('stepped-aside', [left, ['lin', 'noted']])).toEqual([['kept']]);
    expect(of('stepped-aside', [left, ['ada-again', 'noted']])).toEqual([
      ['broken', 'acted-after-stepping-aside', ['A']],
    ]);
    const back: Step = ['lin', 'recusal-lifted', undefined, 'ada'];
    expect(of('stepped-aside', [left, back, ['ada', 'noted']])).toEqual([['kept']]);
  });

  it('dates are kept or missed as the line that settled them says', () => {
    const settled = [
      { promise: 'acknowledgeBy', kept: true },
      { promise: 'feedbackBy', kept: false },
    ];
    expect(of('dates-kept', [['ada', 'answered', { settled }]])).toEqual([
      ['kept'],
      ['broken', 'date-missed', []],
    ]);
  });

  it('lines from before it was written down are called not recorded, and never kept', () => {
    const old: Step[] = [
      ...opened,
      ['ada', 'proposed'],
      ...(['ada', 'grace'] as const).map((who): Step => [who, 'proposal-approves']),
      ['grace', 'decision-in-force'],
      ['lin', 'appeal-upheld'],
      ['ada', 'restricted-at-once'],
    ];
    const outcomes = judge(old).filter((one) => one.rule !== 'log-whole');
    expect(outcomes.length).toBeGreaterThan(4);
    expect([...new Set(outcomes.map(({ outcome }) => outcome))]).toEqual(['not-recorded']);
  });

  it('says nothing but months, letters and names of dates', () => {
    const text = JSON.stringify(
      judge([...decided('ada'), ['lin', 'recused'], ['lin', 'noted', undefined, 'A secret']], false),
    );
    for (const word of ['ada', 'Name', 'secret', '2026-03-0']) expect(text).not.toContain(word);
    expect(text).toContain('log-broken');
  });
});
