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
    ['9:00-17:00', 'daily 09:00-17:00'],
    ['mon,tue 9:00-17:00', 'mon-tue 09:00-17:00'],
    ['mon, wed, fri 9-17', 'mon 09:00-17:00, wed 09:00-17:00, fri 09:00-17:00'],
    [
      'Monday - Friday 8.30\u201312.00, 14-18 Europe/Berlin',
      'mon-fri 08:30-12:00, mon-fri 14:00-18:00 Europe/Berlin',
    ],
    ['sun,sat,mon 10-11 UTC', 'sat-mon 10:00-11:00'],
    ['mon 08:00-20:00,', 'mon 08:00-20:00'],
  ])('may be written as people do: %s is %s', (typed, stored) => {
    expect(newOnCall.parse(typed)).toBe(stored);
    expect(newOnCall.parse(stored)).toBe(stored);
    for (let hour = 0; hour < 7 * 24; hour += 1) {
      const time = new Date(Date.UTC(2026, 2, 9, hour, 30));
      expect(isOnCall(typed, time)).toBe(isOnCall(stored, time));
    }
  });

  it.each([
    ['always', /^"always" is no day \(mon, .*daily\) and no time zone/],
    ['mon', /^Say the hours after "mon", such as 9:00-17:00\.$/],
    ['9-17, mon-fri', /^Say the hours after "mon-fri"/],
    ['Europe/Berlin', /^Say the hours, such as 9:00-17:00\.$/],
    ['foo 08:00-20:00', /^"foo" is no day\. Days are mon,/],
    ['mon-foo 08:00-20:00', /^"mon-foo" is no day\./],
    ['mon 24:00-08:00', /^"24:00-08:00" holds a time that no day has\./],
    ['mon 08:00-24:30', /holds a time that no day has\./],
    ['mon 8:75-9:00', /holds a time that no day has\./],
    [
      'mon 9am-5pm',
      /^"9am-5pm" cannot be read as hours\. Write them from 0:00 to 24:00, such as 9:00-17:00\.$/,
    ],
    ['mon 9:00', /^"9:00" cannot be read as hours\./],
    ['mon 08:00-8', /^"08:00-8" ends when it begins\. For a whole day write 0:00-24:00\.$/],
    ['mon 08:00-20:00 Europe/Nowhere', /^"Europe\/Nowhere" is no day \(.*\) and no time zone/],
    ['mon 08:00-20:00 Europe/Berlin, tue 08:00-20:00', /^Name one time zone, at the end;/],
    [`mon 08:00-20:00${' '.repeat(300)}`, /^Takes at most 300 characters\.$/],
    [`mon,wed,fri ${Array.from({ length: 9 }, (_, at) => `${at}-${at + 1}`).join(' ')}`, /put days together/],
  ])('%j is refused, and it says what is wrong', (hours, problem) => {
    expect(newOnCall.safeParse(hours).error?.issues[0]?.message).toMatch(problem);
  });

  it('that nobody can read are nobody’s hours', () => {
    expect(isOnCall('always', at('2026-03-09T12:00:00Z'))).toBe(false);
    expect(isOnCall('mon 25-26', at('2026-03-09T12:00:00Z'))).toBe(false);
  });

  it('nothing is nothing', () => {
    expect(newOnCall.parse('  ')).toBe('');
    expect(isOnCall('', at('2026-03-10T12:00:00Z'))).toBe(false);
    expect(isOnCall(undefined, at('2026-03-10T12:00:00Z'))).toBe(false);
  });
});
