import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../functions/domain/kernel/clock.ts';
import type { Statistic, SurveyStatistic } from '../../../functions/domain/statistics/statistic.ts';
import {
  answersInBatches,
  lastWholeMonth,
  leastAnswers,
  surveyBatches,
} from '../../../functions/domain/survey/survey-batches.ts';

const begun = new Date('2025-11-03T00:00:00.000Z');

/** Answers in the order in which they come in; each is an object of its own, by which it is known again. */
const answers = fc.array(
  fc.record({
    days: fc.integer({ min: 0, max: 25 }),
    channel: fc.constantFrom('conduct', 'security'),
    from: fc.constantFrom<SurveyStatistic['from'][]>('reporter', 'respondent'),
  }),
  { maxLength: 80 },
);
type Answers = typeof answers extends fc.Arbitrary<infer Type> ? Type : never;
type Answer = SurveyStatistic & { readonly at: Date };

const cameIn = (wanted: Answers): Answer[] => {
  let at = begun;
  return wanted.map(({ days, channel, from }) => {
    at = addDays(at, days);
    return { kind: 'survey', month: at.toISOString().slice(0, 7), channel, from, answers: [1, 2, 3], at };
  });
};

describe('batches of answers', () => {
  it('no attacker who reads after every answer, in any channels, tells fewer than five of them apart', () => {
    fc.assert(
      fc.property(answers, (wanted) => {
        const all = cameIn(wanted);
        const known = new Map<SurveyStatistic['answers'], ReadonlySet<SurveyStatistic['answers']>>();
        for (let count = 0; count <= all.length; count++) {
          const before = all.slice(0, count);
          const last = before.at(-1)?.at ?? begun;
          const moments = [
            last,
            addDays(last, 1),
            new Date((all[count]?.at ?? addDays(last, 400)).getTime()),
          ];
          for (const channels of [['conduct'], ['security'], ['conduct', 'security']])
            for (const now of moments) {
              const rows = before.filter(({ channel }) => channels.includes(channel));
              for (const batch of surveyBatches(rows, lastWholeMonth(now))) {
                const members = new Set(batch.answers);
                expect(members.size).toBeGreaterThanOrEqual(leastAnswers);
                // Every sum that is ever told of an answer is the same sum.
                for (const one of members) {
                  expect(known.get(one) ?? members).toEqual(members);
                  known.set(one, members);
                }
              }
            }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a month counts a day after its end, so that what was begun in it is in', () => {
    expect(lastWholeMonth(new Date('2026-04-30T23:59:59.000Z'))).toBe('2026-03');
    expect(lastWholeMonth(new Date('2026-05-01T23:59:59.000Z'))).toBe('2026-03');
    expect(lastWholeMonth(new Date('2026-05-02T00:00:00.000Z'))).toBe('2026-04');
    expect(lastWholeMonth(new Date('2026-01-02T00:00:00.000Z'))).toBe('2025-12');
  });

  it('what counts by month counts in the last month of its batch; what is left of a year counts nowhere', () => {
    const row = (month: string): Statistic => ({
      ...{ kind: 'survey', month, channel: 'conduct', from: 'reporter', answers: [5, 5, 5] },
    });
    const rows = ['2025-12', '2026-01', '2026-02', '2026-02', '2026-02', '2026-03', '2026-04', '2026-06'];
    const counted = answersInBatches(rows.map(row), '2026-06');
    expect(counted.map(({ month }) => month)).toEqual(Array(5).fill('2026-03'));
    expect(answersInBatches(rows.map(row), '2026-02')).toEqual([]);
  });
});
