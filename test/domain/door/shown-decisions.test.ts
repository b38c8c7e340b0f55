import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../functions/domain/decision/decision.ts';
import type { Measure } from '../../../functions/domain/decision/measure.ts';
import type { Proposal } from '../../../functions/domain/decision/proposal.ts';
import { shownDecisions } from '../../../functions/domain/door/shown-decisions.ts';
import { defaultSettings } from '../../../functions/settings/defaults.ts';

const author = { memberId: 'm', name: 'Alex' };
const letter = { behaviour: 'b', impact: 'i', expected: 'e', consequences: 'c', appeal: 'a' };
// Only what the page of a respondent shows of them is looked at.
const proposal = { content: { letter } } as unknown as Pick<Proposal, 'content'>;
const decision = {
  proposal: 1,
  on: '2026-03-01',
  status: 'in-force',
  rung: 'warning',
  by: author,
} as unknown as Decision;

const shown = (own: Partial<Measure>) => {
  const measure: Measure = {
    respondent: 1,
    decision: 1,
    type: 'no-contact',
    from: '2026-03-01',
    status: 'to-do',
    rollOuts: [],
    ...own,
  };
  const records = {
    decisions: [{ number: 1, content: decision }],
    proposals: [{ number: 1, content: proposal }],
    measures: [{ number: 1, content: measure }],
  };
  const page = shownDecisions(defaultSettings, records, [1], { language: 'en', today: '2026-03-10' });
  const found = page[0]?.measures[0];
  return { theirs: found?.theirs, status: found?.status };
};

describe('what a respondent reads of a measure', () => {
  it('is to be done by them where it has a date by which it is done, or no last day', () => {
    expect(shown({ type: 'training', dueOn: '2026-04-01' })).toEqual({ theirs: true, status: 'to-do' });
    expect(shown({ type: 'training', dueOn: '2026-04-01', until: '2026-05-01' }).theirs).toBe(true);
    expect(shown({ type: 'training' })).toEqual({ theirs: true, status: 'to-do' });
  });

  it('is in place, and nothing to report as done, where it only lasts, such as no contact until a day', () => {
    expect(shown({ until: '2026-06-01' })).toEqual({ theirs: false, status: 'done' });
  });

  it('has ended, waits or was waived like any other', () => {
    expect(shown({ until: '2026-03-09' }).status).toBe('ended');
    expect(shown({ until: '2026-06-01', waits: { appeal: 1, since: '2026-03-02' } }).status).toBe('waiting');
    expect(shown({ until: '2026-06-01', status: 'waived' }).status).toBe('waived');
  });

  it('is in place for a restriction only once it was placed everywhere', () => {
    expect(shown({ type: 'ban', until: '2026-06-01' })).toEqual({ theirs: false, status: 'to-do' });
  });
});
