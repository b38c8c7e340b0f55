import { expect } from 'vitest';
import { formRequest } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';

/** A page of the reporter function, read as a browser without scripts reads it. */
export type Page = { readonly status: number; readonly headers: Headers; readonly html: string };

export const pageOf = async (response: Response): Promise<Page> => ({
  status: response.status,
  headers: response.headers,
  html: await response.text(),
});

export const getPage = async (service: Service, path: string): Promise<Page> =>
  pageOf(await service.reporter(path));

export const postForm = async (
  service: Service,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Page> => pageOf(await service.reporter(path, formRequest(fields)));

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

export const unescaped = (html: string): string =>
  html.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');

/** The page's text, tags taken out. */
export const textOf = ({ html }: Page): string =>
  unescaped(
    html
      .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' '),
  );

const group = (html: string, pattern: RegExp): string | undefined => pattern.exec(html)?.[1];

/** The value of a hidden field. */
export const hiddenField = ({ html }: Page, name: string): string => {
  const value = group(html, new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`));
  if (value === undefined) throw new Error(`no hidden field ${name}`);
  return unescaped(value);
};

/** What stands in a text area; a browser drops one line feed right after the tag. */
export const textArea = ({ html }: Page, name: string): string => {
  const content = group(html, new RegExp(`<textarea[^>]* name="${name}"[^>]*>([^<]*)</textarea>`));
  if (content === undefined) throw new Error(`no text area ${name}`);
  return unescaped(content).replace(/^\n/, '');
};

/** The twelve words of a receipt. */
export const wordsOf = ({ html }: Page): string => {
  const list = group(html, /<ol class="words"[^>]*>([\s\S]*?)<\/ol>/) ?? '';
  return [...list.matchAll(/<li>(\w+)<\/li>/g)].map(([, word]) => word).join(' ');
};

export const linkOf = ({ html }: Page): string => group(html, /<p class="link"[^>]*>\s*([^<\s]*)/) ?? '';
export const tokenOf = (page: Page): string => linkOf(page).split('#')[1] ?? '';
export const caseNameOf = ({ html }: Page): string =>
  group(html, />(?:Case |\s*)([a-z]+-[a-z]+-\d{2})\s*</) ?? '';

/** A refusal as a page: the errors on top lead to fields that are there, and the title says that it is one. */
export const expectRefusedForm = (page: Page, status = 422): void => {
  expect(page.status).toBe(status);
  expect(page.html).toContain('<title>Error: ');
  const anchors = errorAnchors(page);
  expect(anchors).not.toEqual([]);
  for (const anchor of anchors) expect(page.html).toContain(` id="${anchor}"`);
};

/** Markup of the page itself: nothing of what was typed has become an element or an attribute. */
export const expectNoMarkupOf = (page: Page): void => {
  expect(page.html).not.toMatch(/<(img|svg)\b|<script>alert|<html>|<!--|\son\w+="/);
  expect([...page.html.matchAll(/<script/g)].length).toBeLessThanOrEqual(2);
  expect(page.headers.has('set-cookie')).toBe(false);
};

export const errorAnchors = ({ html }: Page): string[] => {
  const summary = group(html, /<div class="errors"[^>]*>([\s\S]*?)<\/div>/) ?? '';
  return [...summary.matchAll(/<a href="#([^"]*)">/g)].map(([, anchor]) => anchor ?? '');
};

/** The report form, filled and sent. */
export const sendReport = async (
  service: Service,
  fields: Readonly<Record<string, string>> = {},
): Promise<Page> => {
  const ticket = hiddenField(await getPage(service, '/report'), 'ticket');
  return postForm(service, '/report', { ticket, whatHappened: 'Something happened.', ...fields });
};

export const openReport = async (service: Service, words: string): Promise<Page> =>
  postForm(service, '/follow-up', { words });

export type Fields = readonly (readonly [name: string, value: string])[];

/** What a browser sends when the button of the form with this action is pressed: its fields as they stand. */
export const formOf = ({ html }: Page, action: string): Fields => {
  const form = [...html.matchAll(/<form [^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(
    ([, found]) => unescaped(found ?? '').split('?')[0] === action,
  );
  if (form === undefined) throw new Error(`no form leads to ${action}`);
  const fields = (form[2] ?? '').matchAll(/<input ([^>]*)>|<textarea ([^>]*)>([^<]*)<\/textarea>/g);
  return [...fields].flatMap(([, input, area, text]) => {
    const attribute = (name: string): string =>
      unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(input ?? area ?? '')?.[1] ?? '');
    if (area !== undefined) return [[attribute('name'), unescaped(text ?? '').replace(/^\n/, '')] as const];
    const isLeftOut = /^(checkbox|radio)$/.test(attribute('type')) && !/ checked\b/.test(input ?? '');
    return isLeftOut ? [] : [[attribute('name'), attribute('value')] as const];
  });
};

/** The first form of a page that holds some markup, alone. */
export const formWith = (page: Page, markup: string): Page => {
  const forms = [...page.html.matchAll(/<form [\s\S]*?<\/form>/g)].map(([html]) => html);
  const html = forms.find((form) => form.includes(markup));
  if (html === undefined) throw new Error(`no form holds ${markup}`);
  return { ...page, html };
};

/** Sends fields of which a name may stand more than once. */
export const postFields = async (service: Service, path: string, fields: Fields): Promise<Page> => {
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return pageOf(await service.reporter(path, { method: 'POST', headers, body }));
};

/** The form filled and brought to the review page; `exclude` is what was ticked. */
export const review = async (
  service: Service,
  fields: Readonly<Record<string, string>>,
  exclude: readonly string[] = [],
): Promise<Page> => {
  const channel = fields.channel ?? 'conduct';
  const form = formOf(
    await getPage(service, `/report${channel === 'conduct' ? '' : `/${channel}`}`),
    '/report',
  );
  const filled = form.map(([name, value]) => [name, fields[name] ?? value] as const);
  const ticked = exclude.map((memberId) => ['exclude', memberId] as const);
  const urgent = fields.urgent === undefined ? [] : [['urgent', fields.urgent] as const];
  return postFields(service, '/report/review', [...filled, ...urgent, ...ticked]);
};
