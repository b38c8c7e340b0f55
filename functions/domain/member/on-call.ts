import * as z from 'zod';

/**
 * Weekly hours in which a member is on call, written as `mon-fri 08:00-20:00, sat 10:00-14:00 Europe/Berlin`. Without a
 * zone they are in UTC. Hours that end before they begin go on into the next day; `daily` is every day; `24:00` is the
 * end of a day.
 */
type Hours = {
  /** 0 is Monday; the days on which the hours begin. */
  readonly days: ReadonlySet<number>;
  /** Minutes since midnight; `until` is not included. */
  readonly from: number;
  readonly until: number;
};
type OnCallHours = { readonly hours: readonly Hours[]; readonly zone: string };

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const range =
  /^(?<days>daily|[a-z]{3}(?:-[a-z]{3})?) (?<from>[0-2]\d:[0-5]\d)-(?<until>[0-2]\d:[0-5]\d)(?: (?<zone>[A-Za-z][\w+/-]{1,39}))?$/;
const dayMinutes = 24 * 60;
export const onCallLimit = 300;

/** @returns `undefined` for what cannot be read */
const parseOnCall = (text: string): OnCallHours | undefined => {
  const parts = text.trim().replace(/\s+/g, ' ').split(/ ?, ?/);
  const read = parts.map((part) => range.exec(part)?.groups);
  const zone = read.at(-1)?.zone ?? 'UTC';
  if (!isZone(zone)) return undefined;
  const hours: Hours[] = [];
  for (const [index, groups] of read.entries()) {
    const { days = '', from = '', until = '', zone: own } = groups ?? {};
    // One zone for all, named at the end.
    if (!groups || (own !== undefined && index < read.length - 1)) return undefined;
    const on = daysOf(days);
    const [start, end] = [minutesOf(from), minutesOf(until)];
    if (!on || start >= dayMinutes || end > dayMinutes || start === end) return undefined;
    hours.push({ days: on, from: start, until: end });
  }
  return { hours, zone };
};

const minutesOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
};

/** `fri-mon` goes round the end of the week. */
const daysOf = (text: string): ReadonlySet<number> | undefined => {
  if (text === 'daily') return new Set(week.keys());
  const [first = '', last = first] = text.split('-');
  const [start, end] = [week.indexOf(first), week.indexOf(last)];
  if (start < 0 || end < 0) return undefined;
  const length = ((end - start + 7) % 7) + 1;
  return new Set(Array.from({ length }, (_, index) => (start + index) % 7));
};

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** On-call hours as somebody enters them, in small letters but for the zone, with single spaces. */
export const newOnCall = z
  .string()
  .max(onCallLimit, `Takes at most ${onCallLimit} characters.`)
  .transform((text) =>
    text
      .trim()
      .replace(/\s+/g, ' ')
      .replace(/\b(mon|tue|wed|thu|fri|sat|sun|daily)\b/gi, (word) => word.toLowerCase()),
  )
  .refine((text) => text === '' || parseOnCall(text) !== undefined, {
    message: 'Write it as mon-fri 08:00-20:00, or mon-fri 18:00-22:00, sat 10:00-14:00 Europe/Berlin.',
  });

/** Which day of the week and minute of the day it is somewhere. */
const localTime = (zone: string, now: Date): { readonly weekday: number; readonly minute: number } => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((each) => each.type === type)?.value ?? '';
  return {
    weekday: week.indexOf(part('weekday').toLowerCase()),
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
};

/** Whether a time falls into on-call hours; hours that cannot be read are none. */
export const isOnCall = (text: string | undefined, now: Date): boolean => {
  const parsed = text === undefined || text === '' ? undefined : parseOnCall(text);
  if (!parsed) return false;
  const { weekday, minute } = localTime(parsed.zone, now);
  const yesterday = (weekday + 6) % 7;
  return parsed.hours.some(({ days, from, until }) =>
    until > from
      ? days.has(weekday) && from <= minute && minute < until
      : (days.has(weekday) && from <= minute) || (days.has(yesterday) && minute < until),
  );
};
