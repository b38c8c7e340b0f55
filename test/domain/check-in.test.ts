import { describe, expect, it } from 'vitest';
import { checkInsOf, currentCheckIn } from '../../functions/domain/thread/check-in.ts';
import type { OpenEntries } from '../../functions/domain/thread/open-thread.ts';
import { openSummary, sealSummary } from '../../functions/domain/thread/summary.ts';
import { endsIn, type ToldDecision } from '../../functions/domain/thread/told-decision.ts';

const periods = [21, 7, 90];
const closed = { state: 'closed', closedOn: '2026-03-01' } as const;
const on = '2026-03-09T10:00:00.000Z';
const answered = (after: string, closedOn = '2026-03-01'): OpenEntries => [
  {
    number: 2,
    entry: {
      from: 'reporter',
      kind: 'act',
      on,
      act: 'check-in',
      facts: { answer: 'fine', after, closedOn },
      texts: new Map(),
    },
  },
];
const stands = (today: string, entries: OpenEntries = []): string[] =>
  checkInsOf(periods, closed, entries, today).map(({ after, is }) => `${after}: ${is}`);

describe('check-ins after closing', () => {
  it.each([
    ['2026-03-07', ['7: to-come', '21: to-come', '90: to-come']],
    ['2026-03-08', ['7: open', '21: to-come', '90: to-come']],
    ['2026-03-21', ['7: open', '21: to-come', '90: to-come']],
    ['2026-03-22', ['7: passed', '21: open', '90: to-come']],
    ['2026-12-01', ['7: passed', '21: passed', '90: open']],
  ])('on %s', (today, expected) => {
    expect(stands(today)).toEqual(expected);
  });

  it('are answered by what the reporter said of this closing, not of an earlier one', () => {
    expect(stands('2026-03-09', answered('7'))[0]).toBe('7: answered');
    expect(stands('2026-03-09', answered('7', '2025-01-01'))[0]).toBe('7: open');
    expect(stands('2026-03-23', answered('7'))).toEqual(['7: answered', '21: open', '90: to-come']);
  });

  it('ask once at a time, and nothing before the first', () => {
    const asked = (today: string) => currentCheckIn(checkInsOf(periods, closed, [], today), today)?.after;
    expect(asked('2026-03-07')).toBeUndefined();
    expect(asked('2026-03-08')).toBe(7);
    expect(asked('2026-04-01')).toBe(21);
  });

  it('are none in a case that is open, or was closed before its day was kept', () => {
    expect(checkInsOf(periods, { state: 'reopened' }, [], '2026-12-01')).toEqual([]);
    expect(checkInsOf(periods, { state: 'closed' }, [], '2026-12-01')).toEqual([]);
  });
});

describe('what was decided ends', () => {
  const told = (endsOn: string, status: ToldDecision['status'] = 'in-force'): ToldDecision => ({
    decision: 1,
    on: '2026-03-01',
    status,
    endsOn,
  });

  it('in so many days, from two weeks before on', () => {
    expect(endsIn(told('2026-03-24'), '2026-03-10')).toBe(14);
    expect(endsIn(told('2026-03-10'), '2026-03-10')).toBe(0);
    expect(endsIn(told('2026-03-25'), '2026-03-10')).toBeUndefined();
    expect(endsIn(told('2026-03-09'), '2026-03-10')).toBeUndefined();
    expect(endsIn(told('2026-03-11', 'replaced'), '2026-03-10')).toBeUndefined();
  });
});

describe('a summary of release 0.1.0', () => {
  it('opens, without the dates it did not have', () => {
    const key = new Uint8Array(32).fill(7);
    const place = { caseId: 'c', thread: 'reporter', revision: 3 };
    const old = {
      caseName: 'amber-falcon-27',
      channel: 'conduct',
      state: 'closed',
      sentOn: '2026-03-01',
      opened: true,
      urgent: false,
      deadlines: {
        acknowledgeBy: '2026-03-03T10:00:00.000Z',
        nextUpdateBy: '2026-03-15T10:00:00.000Z',
        feedbackBy: '2026-06-01T10:00:00.000Z',
      },
    };
    const opened = openSummary(key, place, sealSummary(key, place, old));
    expect(opened).toEqual(old);
    expect(opened && checkInsOf(periods, opened, [], '2026-12-01')).toEqual([]);
  });
});
