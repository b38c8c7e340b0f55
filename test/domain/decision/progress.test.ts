import { describe, expect, it } from 'vitest';
import { caseStates } from '../../../functions/domain/case/state.ts';
import {
  caseProgress,
  reporterProgress,
  type ProgressFacts,
} from '../../../functions/domain/decision/progress.ts';

const marks = { done: '', current: '*', 'to-come': '?' } as const;
const shown = (steps: readonly { step: string; status: keyof typeof marks }[]): string =>
  steps.map(({ step, status }) => `${step}${marks[status]}`).join(' ');

const facts = (more: Partial<ProgressFacts> = {}): ProgressFacts => ({
  state: 'received',
  opened: true,
  proposals: [],
  decisions: [],
  measures: [],
  ...more,
});
const inForce = { proposals: [{ status: 'in-force' }], decisions: [{ status: 'in-force' }] } as const;
const toDo = { status: 'to-do', decision: 1 } as const;
const done = { status: 'done', decision: 1 } as const;

describe('how far a case has come', () => {
  it.each([
    [{ opened: false }, 'received* read? in-review? proposed? decided? measures-done? closed?'],
    [{ state: 'acknowledged' }, 'received read* in-review? proposed? decided? measures-done? closed?'],
    [{ state: 'in-review' }, 'received read in-review* proposed? decided? measures-done? closed?'],
    [
      { state: 'in-review', proposals: [{ status: 'withdrawn' }] },
      'received read in-review* proposed? decided? measures-done? closed?',
    ],
    [
      { state: 'in-review', proposals: [{ status: 'open' }] },
      'received read in-review proposed* decided? measures-done? closed?',
    ],
    [
      { state: 'decided', ...inForce, measures: [done, toDo] },
      'received read in-review proposed decided* measures-done? closed?',
    ],
    [
      { state: 'decided', ...inForce, measures: [done, { status: 'waived', decision: 1 }] },
      'received read in-review proposed decided measures-done* closed?',
    ],
    [{ state: 'decided', ...inForce }, 'received read in-review proposed decided* closed?'],
    [
      { state: 'closed', ...inForce, measures: [done] },
      'received read in-review proposed decided measures-done closed*',
    ],
  ] as const)('%j: %s', (more, line) => {
    expect(shown(caseProgress(facts(more)))).toBe(line);
  });

  it('what was passed over is not said to have been done', () => {
    expect(shown(caseProgress(facts({ state: 'decided' })))).toBe('received read in-review decided* closed?');
    expect(shown(caseProgress(facts({ state: 'closed', opened: false })))).toBe('received closed*');
    expect(shown(caseProgress(facts({ state: 'closed', ...inForce, measures: [toDo] })))).toBe(
      'received read in-review proposed decided closed*',
    );
  });

  it('a case that is taken up again begins with its review, whatever was decided before', () => {
    expect(shown(caseProgress(facts({ state: 'reopened', ...inForce, measures: [done] })))).toBe(
      'received read in-review* proposed? decided? measures-done? closed?',
    );
  });

  it('an emergency restriction is no measure of a decision', () => {
    expect(shown(caseProgress(facts({ state: 'decided', measures: [{ status: 'done' }] })))).not.toContain(
      'measures',
    );
  });
});

describe('what a reporter is shown of it', () => {
  it.each([
    [{ state: 'received', opened: false, decided: false }, 'received* read? in-review? decided? closed?'],
    [{ state: 'acknowledged', opened: true, decided: false }, 'received read* in-review? decided? closed?'],
    [{ state: 'decided', opened: true, decided: true }, 'received read in-review decided* closed?'],
    [{ state: 'closed', opened: true, decided: true }, 'received read in-review decided closed*'],
    [{ state: 'closed', opened: true, decided: false }, 'received read closed*'],
  ] as const)('%j: %s', (known, line) => {
    expect(shown(reporterProgress(known))).toBe(line);
  });

  it('has exactly one step where it stands, in every state', () => {
    for (const state of caseStates)
      for (const opened of [true, false]) {
        const steps = reporterProgress({ state, opened, decided: false });
        expect(steps.filter(({ status }) => status === 'current')).toHaveLength(1);
      }
  });
});
