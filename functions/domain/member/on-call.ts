import * as z from 'zod';

/**
 * Weekly hours in which a member is on call: `mon-fri 8:00-20:00, sat 10:00-14:00 Europe/Berlin`, `mon, tue 9-17`, or
 * `9:00-17:00` for every day. Without a zone they are in UTC. Hours that end before they begin go on into the next day;
 * `daily` is every day; `24:00` is the end of a day. Hours without a day of their own are of the days before them.
 */
type Hours = {
  /** 0 is Monday; the days on which the hours begin. */
  readonly days: ReadonlySet<number>;
  /** Minutes since midnight; `until` is not included. */
  readonly from: number;
  readonly until: number;
};
type OnCallHours = { readonly hours: readonly Hours[]; readonly zone: string };
type Read = ({ readonly kind: 'hours' } & OnCallHours) | { readonly kind: 'wrong'; readonly problem: string };

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const everyDay: ReadonlySet<number> = new Set(week.keys());
const range = /^(\d{1,2})(?:[:.](\d\d))?-(\d{1,2})(?:[:.](\d\d))?$/;
const dayMinutes = 24 * 60;
export const onCallLimit = 300;

const wrong = (problem: string): Read => ({ kind: 'wrong', problem });

const wordsOf = (text: string): string[] =>
  text
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s*-\s*/g, '-')
    .split(/[\s,;]+/)
    .filter((word) => word !== '');

const readOnCall = (text: string): Read => {
  const words = wordsOf(text);
  const hours: Hours[] = [];
  let days = everyDay;
  let waiting: string | undefined;
  let zone = 'UTC';
  for (const [index, word] of words.entries()) {
    const on = daysOf(word.toLowerCase());
    if (on) {
      days = waiting === undefined ? on : new Set([...days, ...on]);
      waiting = word;
    } else if (/^\d/.test(word)) {
      const read = hoursOf(word, days);
      if (typeof read === 'string') return wrong(read);
      hours.push(read);
      waiting = undefined;
    } else if (isZone(word)) {
      if (index < words.length - 1)
        return wrong(`Name one time zone, at the end; "${word}" stands before it.`);
      zone = word;
    } else return wrong(unknownWord(word, index === words.length - 1));
  }
  if (waiting !== undefined) return wrong(`Say the hours after "${waiting}", such as 9:00-17:00.`);
  if (hours.length === 0) return wrong('Say the hours, such as 9:00-17:00.');
  return { kind: 'hours', hours, zone };
};

const unknownWord = (word: string, isLast: boolean): string =>
  isLast
    ? `"${word}" is no day (mon, tue, wed, thu, fri, sat, sun, daily) and no time zone (such as Europe/Berlin).`
    : `"${word}" is no day. Days are mon, tue, wed, thu, fri, sat, sun and daily.`;

/** @returns what is wrong, where something is */
const hoursOf = (word: string, days: ReadonlySet<number>): Hours | string => {
  const parts: readonly (string | undefined)[] = range.exec(word)?.slice(1) ?? [];
  const [fromHour, fromMinute = 0, untilHour, untilMinute = 0] = parts.map((part) => Number(part ?? 0));
  if (fromHour === undefined || untilHour === undefined)
    return `"${word}" cannot be read as hours. Write them from 0:00 to 24:00, such as 9:00-17:00.`;
  const [from, until] = [fromHour * 60 + fromMinute, untilHour * 60 + untilMinute];
  if (fromMinute > 59 || untilMinute > 59 || from >= dayMinutes || until > dayMinutes)
    return `"${word}" holds a time that no day has. Write times from 0:00 to 24:00.`;
  if (from === until) return `"${word}" ends when it begins. For a whole day write 0:00-24:00.`;
  return { days, from, until };
};

const dayOf = (word: string): number => (week.includes(word) ? week.indexOf(word) : names.indexOf(word));

/** `fri-mon` goes round the end of the week. */
const daysOf = (text: string): ReadonlySet<number> | undefined => {
  if (text === 'daily') return everyDay;
  const [first = '', last = first, more] = text.split('-');
  const [start, end] = [dayOf(first), dayOf(last)];
  if (start < 0 || end < 0 || more !== undefined) return undefined;
  const length = ((end - start + 7) % 7) + 1;
  return new Set(Array.from({ length }, (_, index) => (start + index) % 7));
};

const isZone = (zone: string): boolean => {
  if (!/^[A-Za-z][\w+/-]{1,39}$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

const timeText = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Days as runs of the week: `mon-fri`, `sat`. */
const dayTexts = (days: ReadonlySet<number>): string[] => {
  if (days.size === week.length) return ['daily'];
  const starts = [...days].filter((day) => !days.has((day + 6) % 7)).sort((one, other) => one - other);
  return starts.map((start) => {
    let length = 1;
    while (days.has((start + length) % 7)) length += 1;
    const [first = '', last = ''] = [week[start], week[(start + length - 1) % 7]];
    return length === 1 ? first : `${first}-${last}`;
  });
};

/** The one way in which on-call hours are stored and shown. */
const written = ({ hours, zone }: OnCallHours): string => {
  const parts = hours.flatMap(({ days, from, until }) =>
    dayTexts(days).map((on) => `${on} ${timeText(from)}-${timeText(until)}`),
  );
  return `${parts.join(', ')}${zone === 'UTC' ? '' : ` ${zone}`}`;
};

/** On-call hours as somebody enters them, in the one way they are written; what cannot be read is said. */
export const newOnCall = z
  .string()
  .max(onCallLimit, `Takes at most ${onCallLimit} characters.`)
  .transform((text, context) => {
    if (text.trim() === '') return '';
    const read = readOnCall(text);
    const [problem, shown] = read.kind === 'wrong' ? [read.problem, ''] : [undefined, written(read)];
    const tooMuch =
      shown.length > onCallLimit ? 'Has too many hours of its own; put days together.' : undefined;
    const said = problem ?? tooMuch;
    if (said === undefined) return shown;
    context.addIssue({ code: 'custom', message: said });
    return z.NEVER;
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
  const parsed = text === undefined || text === '' ? undefined : readOnCall(text);
  if (parsed?.kind !== 'hours') return false;
  const { weekday, minute } = localTime(parsed.zone, now);
  const yesterday = (weekday + 6) % 7;
  return parsed.hours.some(({ days, from, until }) =>
    until > from
      ? days.has(weekday) && from <= minute && minute < until
      : (days.has(weekday) && from <= minute) || (days.has(yesterday) && minute < until),
  );
};
