import { describe, expect, it } from 'vitest';
import { isAbsent, newAbsence, presentOrAll } from '../../functions/domain/member/absence.ts';
import { isOnCall, newOnCall } from '../../functions/domain/member/on-call.ts';

const at = (text: string): Date => new Date(text);

describe('absence', () => {
  const away = { absence: { from: '2026-03-10', until: '2026-03-12' } };

  it('lasts from the first to the last day, both included', () => {
    expect(isAbsent(away, at('2026-03-09T23:59:59Z'))).toBe(false);
    expect(isAbsent(away, at('2026-03-10T00:00:00Z'))).toBe(true);
    expect(isAbsent(away, at('2026-03-12T23:59:59Z'))).toBe(true);
    expect(isAbsent(away, at('2026-03-13T00:00:00Z'))).toBe(false);
    expect(isAbsent({}, at('2026-03-10T00:00:00Z'))).toBe(false);
  });

  it('ends after it begins, within a year', () => {
    expect(newAbsence.safeParse({ from: '2026-03-10', until: '2026-03-10' }).success).toBe(true);
    for (const [from, until] of [
      ['2026-03-10', '2026-03-09'],
      ['2026-03-10', '2027-03-13'],
      ['2026-02-30', '2026-03-09'],
      ['', ''],
    ])
      expect([from, until, newAbsence.safeParse({ from, until }).success]).toEqual([from, until, false]);
  });

  it('everybody counts as there when everybody is away', () => {
    const there = {};
    const now = at('2026-03-11T12:00:00Z');
    expect(presentOrAll([away, there], now)).toEqual([there]);
    expect(presentOrAll([away], now)).toEqual([away]);
  });
});

describe('on-call hours', () => {
  it.each([
    // 2026-03-10 is a Tuesday.
    ['mon-fri 08:00-20:00', '2026-03-10T08:00:00Z', true],
    ['mon-fri 08:00-20:00', '2026-03-10T07:59:59Z', false],
    ['mon-fri 08:00-20:00', '2026-03-10T20:00:00Z', false],
    ['mon-fri 08:00-20:00', '2026-03-14T12:00:00Z', false],
    ['tue 22:00-06:00', '2026-03-11T05:59:00Z', true],
    ['tue 22:00-06:00', '2026-03-10T05:59:00Z', false],
    ['sun 22:00-06:00', '2026-03-09T01:00:00Z', true],
    ['daily 00:00-24:00', '2026-03-14T23:59:59Z', true],
    ['fri-mon 10:00-11:00', '2026-03-15T10:30:00Z', true],
    ['fri-mon 10:00-11:00', '2026-03-10T10:30:00Z', false],
    ['mon 08:00-09:00, tue 18:00-19:00', '2026-03-10T18:30:00Z', true],
    // Berlin is an hour ahead of UTC in winter, two in summer (from 2026-03-29 on).
    ['mon-fri 08:00-20:00 Europe/Berlin', '2026-03-10T07:00:00Z', true],
    ['mon-fri 08:00-20:00 Europe/Berlin', '2026-03-10T19:00:00Z', false],
    ['mon-fri 08:00-20:00 Europe/Berlin', '2026-03-31T06:00:00Z', true],
    ['mon 08:00-20:00 Pacific/Auckland', '2026-03-08T20:00:00Z', true],
  ])('%s at %s: %s', (hours, time, expected) => {
    expect(newOnCall.parse(hours)).toBe(hours);
    expect(isOnCall(hours, at(time))).toBe(expected);
  });

  it.each([
    'always',
    'mon',
    'mon-fri',
    '08:00-20:00',
    'mon-fri 8-20',
    'foo 08:00-20:00',
    'mon-foo 08:00-20:00',
    'mon 24:00-08:00',
    'mon 08:00-24:30',
    'mon 25:00-26:00',
    'mon 08:00-08:00',
    'mon 08:00-20:00 Europe/Nowhere',
    'mon 08:00-20:00 Europe/Berlin, tue 08:00-20:00',
    'mon 08:00-20:00,',
    `mon 08:00-20:00${' '.repeat(300)}`,
  ])('%j is refused, and would be nobody’s hours', (hours) => {
    expect(newOnCall.safeParse(hours).success).toBe(false);
    expect(isOnCall(hours.trim(), at('2026-03-09T12:00:00Z'))).toBe(hours.length > 300);
  });

  it('is kept with small letters and single spaces; nothing is nothing', () => {
    expect(newOnCall.parse('  Mon-FRI  08:00-20:00   Europe/Berlin ')).toBe(
      'mon-fri 08:00-20:00 Europe/Berlin',
    );
    expect(newOnCall.parse('  ')).toBe('');
    expect(isOnCall('', at('2026-03-10T12:00:00Z'))).toBe(false);
    expect(isOnCall(undefined, at('2026-03-10T12:00:00Z'))).toBe(false);
  });
});
