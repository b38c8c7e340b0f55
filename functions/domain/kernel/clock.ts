/** Times are passed in. Stored reporter times are rounded down to the full hour (`docs/decisions/0007-full-hours.md`). */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export const fullHour = (time: Date): Date => new Date(Math.floor(time.getTime() / hourMs) * hourMs);
export const nextFullHour = (time: Date): Date => new Date(fullHour(time).getTime() + hourMs);
export const minutesLater = (time: Date, minutes: number): Date =>
  new Date(time.getTime() + minutes * minuteMs);
export const addMinutes = (time: Date, minutes: number): Date => new Date(time.getTime() + minutes * 60_000);
export const addHours = (time: Date, hours: number): Date => new Date(time.getTime() + hours * hourMs);
export const addDays = (time: Date, days: number): Date => new Date(time.getTime() + days * dayMs);
/** The same day and hour some months later; the last day of a month that is too short for it. */
export const addMonths = (time: Date, months: number): Date => {
  const first = new Date(time);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(time.getUTCDate(), days));
  return first;
};

/** `2026-11-22`, in UTC: what pages and entries show. */
export const day = (time: Date): string => time.toISOString().slice(0, 10);
/** Midnight, in UTC. */
export const startOfDay = (time: Date): Date => new Date(Math.floor(time.getTime() / dayMs) * dayMs);
/** The last full hour of a day in UTC: what is due by a day is missed when the day is over. */
export const endOfDay = (isoDay: string): string => `${isoDay}T23:00:00.000Z`;
/** `2026-11`, in UTC. */
export const month = (time: Date): string => time.toISOString().slice(0, 7);

export const earlier = (one: Date, other: Date): Date => (one.getTime() <= other.getTime() ? one : other);
export const epochSeconds = (time: Date): number => Math.floor(time.getTime() / 1000);
