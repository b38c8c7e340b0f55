import type { Context } from 'hono';
import { sizeText } from '../../domain/kernel/size.ts';
import type { Contact, Settings } from '../../settings/schema.ts';
import { inLanguage, type Language, type Localised } from '../../settings/localised.ts';
import { catalogue } from '../locales/catalogue.ts';
import type { Messages } from '../locales/en.ts';
import { entrancePaths, routes, type Entrance } from '../routes.ts';

/** What every page is made with: the settings, and the language of its reader. */
export type Page = {
  readonly settings: Settings;
  readonly language: Language;
  /** The language, if a link chose it. */
  readonly chosen: Language | undefined;
  readonly messages: Messages;
  /** The address of this page, without its query. */
  readonly path: string;
  /** Where its reader came in; forms that lead on keep it, so that they lead back there. */
  readonly entrance: Entrance;
  /** An address of ours that keeps the language its reader chose by a link. */
  readonly href: (path: string) => string;
  /** The same address in a language. */
  readonly hrefIn: (path: string, language: Language) => string;
  readonly text: (text: Localised) => string;
  /** `24 November 2026`, from an ISO date or time; days are in UTC. */
  readonly date: (iso: string) => string;
  readonly hours: (count: number) => string;
  readonly days: (count: number) => string;
  /** `412 KB`, `3.6 MB`. */
  readonly size: (bytes: number) => string;
  /** `one, two and three`. */
  readonly list: (items: readonly string[]) => string;
};

/** The language of a reader: chosen by a link (`?lang=es`), else the browser's, else the first of the settings. */
export const pageOf = (c: Context, settings: Settings): Page => {
  const chosen = settings.languages.find((language) => language === c.req.query('lang'));
  const language = chosen ?? browserLanguage(c, settings) ?? settings.languages[0] ?? 'en';
  const { locale } = catalogue[language];
  const unit = (name: 'hour' | 'day') => {
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' });
    return (count: number): string => format.format(count);
  };
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    settings,
    language,
    messages: catalogue[language],
    path: c.req.path,
    ...hrefs(entranceOf(c), chosen),
    text: (text) => inLanguage(text, language),
    date: (iso) => dates.format(new Date(iso)),
    hours: unit('hour'),
    days: unit('day'),
    size: (bytes) => sizeText(bytes, { locale, ...catalogue[language].sizeUnits }),
    list: (items) => lists.format(items),
  };
};

const entranceOf = (c: Context): Entrance =>
  c.req.path === routes.message || c.req.query('at') === 'message' ? 'message' : 'follow-up';

const hrefs = (entrance: Entrance, chosen: Language | undefined) => {
  const isKept = (path: string): boolean => entrance === 'message' && path.startsWith(`${routes.followUp}/`);
  const href = (path: string, language: Language | undefined): string => {
    const query = [
      ...(isKept(path) ? ['at=message'] : []),
      ...(language === undefined ? [] : [`lang=${language}`]),
    ];
    return query.length === 0 ? path : `${path}?${query.join('&')}`;
  };
  return { entrance, chosen, href: (path: string) => href(path, chosen), hrefIn: href };
};

/** The same page of somebody who comes in at another address. */
export const enteredAt = (page: Page, entrance: Entrance): Page => ({
  ...page,
  ...hrefs(entrance, page.chosen),
});

/** Where words are entered. */
export const entranceHref = (page: Page): string => page.href(entrancePaths[page.entrance]);

const browserLanguage = (c: Context, settings: Settings): Language | undefined => {
  const wanted = (c.req.header('accept-language') ?? '').slice(0, 200).split(',').map(weighted);
  // A weight of 0 says "not this one".
  const names = wanted
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ name }) => name);
  return names.flatMap((name) => settings.languages.find((language) => language === name) ?? [])[0];
};

/** One item of `Accept-Language` (RFC 9110 §12.5.4), without its region. */
const weighted = (item: string): { readonly name: string; readonly weight: number } => {
  const [range = '', parameter = ''] = item.split(';');
  const weight = /^\s*q=(\d(?:\.\d*)?)\s*$/i.exec(parameter)?.[1];
  const name = range.trim().toLowerCase().split('-')[0] ?? '';
  return { name, weight: weight === undefined ? 1 : Number(weight) };
};

export const contactText = (page: Page, { label, value }: Contact): string =>
  `${page.text(label)}: ${isolated(page, page.text(value))}`;

/**
 * A text of somebody else's inside a sentence of ours: on pages that run from right to left it keeps its own direction
 * (U+2068 and U+2069, UAX #9), so that `+1 555 0100` keeps its order.
 */
export const isolated = ({ messages }: Page, text: string): string =>
  messages.direction === 'rtl' ? `\u2068${text}\u2069` : text;
