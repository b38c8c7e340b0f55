import { languages } from '../../settings/localised.ts';

const months = (locale: string): string[] => {
  const name = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => name.format(Date.UTC(2026, month, 15)));
};
const weekdays = (locale: string): string[] => {
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, weekday) => name.format(Date.UTC(2026, 1, 1 + weekday)));
};

/** Months have other names in the east of the Arabic speaking world. */
const locales = [...languages, 'ar-SY'] as const;
const names = [...new Set(locales.flatMap((locale) => [...months(locale), ...weekdays(locale)]))];
/** As written, and with a capital: `may` and `march` are no months, `Mayo` and `Lunes` at the beginning of a sentence are. */
const written = names.flatMap((name) => [name, name.slice(0, 1).toUpperCase() + name.slice(1)]);

const named = String.raw`(?<![\p{L}\p{N}])(?:[وف]?[بكل]?)(?:${[...new Set(written)].join('|')})(?![\p{L}])`;
const year = String.raw`(?<!\p{Nd})(?:19|20|١٩|٢٠|۱۹|۲۰)\p{Nd}{2}(?!\p{Nd})`;
const numeric = String.raw`(?<![\p{Nd}.,])(?:\p{Nd}{4}[-/]\p{Nd}{1,2}(?:[-/]\p{Nd}{1,2})?|\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2,4}|\p{Nd}{1,2}/\p{Nd}{1,2})(?!\p{Nd})`;
const dates = new RegExp(`${numeric}|${named}|${year}`, 'gu');

/** What says when in a text: days, months, days of the week and years, in the languages of the pages. */
export const datesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(dates)].map(([found]) => found)),
];
