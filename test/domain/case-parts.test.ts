import { randomBytes, randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { brief, encodeBrief } from '../../functions/domain/case/brief.ts';
import { caseName, newCaseName } from '../../functions/domain/case/case-name.ts';
import { nextDeadline } from '../../functions/domain/casework/change/next-deadline.ts';
import { caseStates, mayChangeState } from '../../functions/domain/case/state.ts';
import { openSummary, sealSummary, type Summary } from '../../functions/domain/thread/summary.ts';
import { afterUpdate, firstDeadlines } from '../../functions/domain/deadline/deadlines.ts';
import {
  contentTimeToLive,
  expiryAfterClosing,
  hardLimit,
  nextRetentionCheck,
  vaultTimeToLive,
} from '../../functions/domain/retention/expiry.ts';
import { unpad } from '../../functions/envelope/format.ts';

const now = new Date('2026-03-10T09:20:30.400Z');
const promised = { acknowledgeHours: 48, updateDays: 7, feedbackDays: 90 };
const retention = { afterClosingDays: 365, hardLimitDays: 1825 };

describe('a case name', () => {
  it('is two words and two digits, whatever chance says', () => {
    for (let round = 0; round < 500; round++)
      expect(caseName.safeParse(newCaseName(randomInt)).success).toBe(true);
    expect(caseName.safeParse(newCaseName(() => 0)).success).toBe(true);
    expect(newCaseName((limit) => limit - 1)).toMatch(/-99$/);
  });
});

describe('states', () => {
  it('nothing goes back but by reopening, and a closed case only reopens', () => {
    const order = ['received', 'acknowledged', 'in-review', 'decided', 'closed'] as const;
    for (const [from, earlierState] of order.entries()) {
      for (const [to, laterState] of order.entries()) {
        expect(mayChangeState(earlierState, laterState)).toBe(to > from);
      }
    }
    expect(caseStates.filter((state) => mayChangeState('closed', state))).toEqual(['reopened']);
    expect(caseStates.filter((state) => mayChangeState('reopened', state))).toEqual([
      'in-review',
      'decided',
      'closed',
    ]);
    expect(caseStates.some((state) => mayChangeState(state, state))).toBe(false);
  });
});

describe('deadlines', () => {
  it('are counted from the full hour of sending and are full hours', () => {
    expect(firstDeadlines(promised, now)).toEqual({
      acknowledgeBy: '2026-03-12T09:00:00.000Z',
      nextUpdateBy: '2026-03-17T09:00:00.000Z',
      feedbackBy: '2026-06-08T09:00:00.000Z',
    });
  });

  it('a word of the team moves the next update and nothing else', () => {
    const given = firstDeadlines(promised, now);

    expect(afterUpdate(given, promised, new Date('2026-03-15T23:59:59.000Z'))).toEqual({
      ...given,
      nextUpdateBy: '2026-03-22T23:00:00.000Z',
    });
  });

  it('what is due next follows the state', () => {
    const given = firstDeadlines(promised, now);
    const late = { ...given, nextUpdateBy: '2026-07-01T00:00:00.000Z' };
    const expiresAt = '2031-03-09T09:00:00.000Z';

    expect(nextDeadline('received', given, expiresAt)).toBe(given.acknowledgeBy);
    expect(nextDeadline('in-review', given, expiresAt)).toBe(given.nextUpdateBy);
    expect(nextDeadline('acknowledged', late, expiresAt)).toBe(given.feedbackBy);
    expect(nextDeadline('decided', late, expiresAt)).toBe(late.nextUpdateBy);
    expect(nextDeadline('closed', given, expiresAt)).toBe(expiresAt);
  });
});

describe('expiry', () => {
  const limit = hardLimit(retention, now);

  it('the hard limit is counted from the full hour of sending', () => {
    expect(limit.toISOString()).toBe('2031-03-09T09:00:00.000Z');
  });

  it('closing sets an expiry, never beyond the hard limit', () => {
    expect(expiryAfterClosing(retention, now, limit).toISOString()).toBe('2027-03-10T09:00:00.000Z');
    expect(expiryAfterClosing(retention, new Date('2031-01-01T00:00:00.000Z'), limit)).toEqual(limit);
  });

  it('time to live comes a day after what it backs up', () => {
    expect(vaultTimeToLive(limit)).toBe(limit.getTime() / 1000 + 86_400);
    expect(contentTimeToLive(limit)).toBe(limit.getTime() / 1000 + 86_400);
  });

  it('an unopened case is looked at 14 days before it expires', () => {
    expect(nextRetentionCheck(limit, true)).toEqual(limit);
    expect(nextRetentionCheck(limit, false).toISOString()).toBe('2031-02-23T09:00:00.000Z');
  });
});

describe('a brief and a summary', () => {
  const key = randomBytes(32);
  const place = { caseId: 'c', thread: 'reporter', revision: 3 };
  const content: Summary = {
    caseName: 'amber-falcon-27',
    channel: 'conduct',
    state: 'received',
    sentOn: '2026-03-10',
    opened: false,
    urgent: true,
    deadlines: firstDeadlines(promised, now),
  };

  it('a brief is padded, so that its size tells nothing, and reads as it was written', () => {
    const short = { title: 'amber-falcon-27', persons: '', spaces: '', excludedMembers: [] };
    const long = { ...short, persons: 'Zoë'.repeat(100), excludedMembers: ['m1'] };

    expect(encodeBrief(short)).toHaveLength(1024);
    expect(encodeBrief(long)).toHaveLength(1024);
    const opened = unpad(encodeBrief(long)) ?? new Uint8Array();
    expect(brief.parse(JSON.parse(Buffer.from(opened).toString()))).toEqual({
      ...long,
      recusedMembers: [],
      grantedMembers: [],
      linkedCases: [],
      likelySpam: false,
    });
  });

  it('a summary opens at its place and revision only', () => {
    const sealed = sealSummary(key, place, content);

    expect(openSummary(key, place, sealed)).toEqual(content);
    for (const other of [{ caseId: 'd' }, { thread: 'appeal' }, { revision: 2 }]) {
      expect(openSummary(key, { ...place, ...other }, sealed)).toBeUndefined();
    }
    expect(openSummary(randomBytes(32), place, sealed)).toBeUndefined();
  });
});
