import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addHours,
  day,
  earlier,
  epochSeconds,
  fullHour,
  month,
  nextFullHour,
} from '../../functions/domain/kernel/clock.ts';

const times = fc.date({ min: new Date('1969-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

describe('the clock', () => {
  it('a full hour is never later, at most an hour earlier, and has no minutes', () => {
    fc.assert(
      fc.property(times, (time) => {
        const hour = fullHour(time);
        const past = time.getTime() - hour.getTime();
        expect(past).toBeGreaterThanOrEqual(0);
        expect(past).toBeLessThan(3_600_000);
        expect(hour.toISOString()).toMatch(/T\d\d:00:00\.000Z$/);
        expect(fullHour(hour)).toEqual(hour);
        expect(nextFullHour(time).getTime() - hour.getTime()).toBe(3_600_000);
      }),
    );
  });

  it('a day is 24 hours whatever the clocks of a country do', () => {
    const springForward = new Date('2026-03-28T23:30:00.000Z');

    expect(addDays(springForward, 1)).toEqual(addHours(springForward, 24));
    expect(addDays(new Date('2028-02-28T10:00:00.000Z'), 1).toISOString()).toBe('2028-02-29T10:00:00.000Z');
  });

  it('days and months are those of UTC', () => {
    const newYear = new Date('2026-12-31T23:59:59.999Z');

    expect([day(newYear), month(newYear)]).toEqual(['2026-12-31', '2026-12']);
    expect(day(addHours(newYear, 1))).toBe('2027-01-01');
  });

  it('earlier takes the first of two, and either of equals', () => {
    const [one, other] = [new Date(1000), new Date(2000)];

    expect([earlier(one, other), earlier(other, one), earlier(one, one)]).toEqual([one, one, one]);
  });

  it('epoch seconds are whole and rounded down', () => {
    expect(epochSeconds(new Date(1999))).toBe(1);
  });
});
