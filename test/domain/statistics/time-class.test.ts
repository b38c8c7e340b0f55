import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastHourOf, timeClasses, timeClassOf } from '../../../functions/domain/statistics/time-class.ts';

const sentAt = new Date('2026-03-10T09:00:00.000Z');
const after = (milliseconds: number): Date => new Date(sentAt.getTime() + milliseconds);
const hour = 3_600_000;

describe('classes of time', () => {
  it.each([
    [0, 'day'],
    [24, 'day'],
    [25, 'two-days'],
    [48, 'two-days'],
    [49, 'week'],
    [7 * 24, 'week'],
    [7 * 24 + 1, 'two-weeks'],
    [14 * 24, 'two-weeks'],
    [30 * 24, 'month'],
    [30 * 24 + 1, 'three-months'],
    [90 * 24, 'three-months'],
    [90 * 24 + 1, 'half-year'],
    [183 * 24, 'half-year'],
    [365 * 24, 'year'],
    [365 * 24 + 1, 'longer'],
  ])('%i hours are of the class %s', (hours, expected) => {
    expect(timeClassOf(sentAt, after(hours * hour))).toBe(expected);
  });

  it('what came before it began, as clocks differ, took a day', () => {
    expect(timeClassOf(sentAt, after(-hour))).toBe('day');
  });

  it('each time is of one class, later ones of none before it, and its last hour is in it', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), (one, other) => {
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)];
        const classOf = (hours: number) => timeClassOf(sentAt, after(hours * hour));
        expect(timeClasses.indexOf(classOf(sooner))).toBeLessThanOrEqual(timeClasses.indexOf(classOf(later)));
        const last = lastHourOf(classOf(sooner));
        expect(sooner <= (last ?? Infinity)).toBe(true);
        if (last !== undefined) expect(classOf(last)).toBe(classOf(sooner));
      }),
    );
  });
});
