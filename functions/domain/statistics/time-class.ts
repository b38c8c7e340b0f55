/**
 * How long something took, in classes: a row that says how many hours could be told by whoever knows one case. A class
 * holds everything up to its last hour, that hour included, and begins where the one before ends. The dates that reporters
 * are promised by default (48 hours, 90 days) are ends of classes, so that it can be told from a class whether they
 * were kept.
 */
export const timeClasses = [
  'day',
  'two-days',
  'week',
  'two-weeks',
  'month',
  'three-months',
  'half-year',
  'year',
  'longer',
] as const;
export type TimeClass = (typeof timeClasses)[number];

const days = (count: number): number => count * 24;

/** The last hour of each class; `longer` has none. */
const lastHours: Readonly<Record<TimeClass, number>> = {
  day: days(1),
  'two-days': days(2),
  week: days(7),
  'two-weeks': days(14),
  month: days(30),
  'three-months': days(90),
  'half-year': days(183),
  year: days(365),
  longer: Infinity,
};

const hourMs = 3_600_000;

/**
 * The class of the time between two moments, in whole hours that have begun. What came before it began, as clocks of
 * two machines differ, took a day.
 */
export const timeClassOf = (from: Date, to: Date): TimeClass => {
  const hours = Math.ceil((to.getTime() - from.getTime()) / hourMs);
  return timeClasses.find((one) => hours <= lastHours[one]) ?? 'longer';
};

/** The last hour that is of a class; `undefined` for the one without an end. */
export const lastHourOf = (timeClass: TimeClass): number | undefined =>
  timeClass === 'longer' ? undefined : lastHours[timeClass];
