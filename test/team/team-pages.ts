import { fileReport, bearer, bodyOf, type Filed } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { formPost, signedInCookie } from './as-browser.ts';
import { caseIdOf } from './as-member.ts';

/** A member at their browser: pages by address, forms as their fields. */
export type AtPages = {
  readonly memberId: string;
  readonly name: string;
  readonly get: (path: string) => Promise<Response>;
  readonly html: (path: string) => Promise<string>;
  readonly send: (path: string, fields?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Sends a form of a case's page as the page gave it: with its key, and how far it had been read. */
  readonly fillIn: (
    id: string,
    form: string,
    fields: Readonly<Record<string, string>>,
    from?: Hidden,
  ) => Promise<Response>;
};

export type Hidden = Readonly<Record<'key' | 'version' | 'entries', string>>;

/** The hidden fields of the forms on a page. */
export const hiddenOf = (html: string): Hidden => {
  const of = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  return { key: of('key'), version: of('version'), entries: of('entries') };
};

export const atPages = async (
  service: Service,
  member: { readonly memberId: string; readonly name: string },
): Promise<AtPages> => {
  const cookie = await signedInCookie(service, member.memberId);
  const get = (path: string): Promise<Response> => service.team(path, { headers: { cookie } });
  const html = async (path: string): Promise<string> => (await get(path)).text();
  const send = (path: string, fields = {}): Promise<Response> => service.team(path, formPost(fields, cookie));
  return {
    memberId: member.memberId,
    name: member.name,
    get,
    html,
    send,
    fillIn: async (id, form, fields, from) =>
      send(`/cases/${id}/${form}`, { ...(from ?? hiddenOf(await html(`/cases/${id}`))), ...fields }),
  };
};

export type FiledCase = Filed & { readonly id: string };

export const fileCase = async (
  service: Service,
  report: Readonly<Record<string, unknown>> = {},
): Promise<FiledCase> => {
  const filed = await fileReport(service, report);
  return { ...filed, id: await caseIdOf(service, filed) };
};

/** A case that this member has said to have no conflict with. */
export const fileAndOpen = async (
  service: Service,
  at: AtPages,
  report: Readonly<Record<string, unknown>> = {},
): Promise<FiledCase> => {
  const filed = await fileCase(service, report);
  await at.send(`/cases/${filed.id}/open`);
  return filed;
};

export type SeenByReporter = {
  readonly summary: {
    readonly opened: boolean;
    readonly state: string;
    readonly takenOn?: string;
    readonly inTouch?: { readonly name: string; readonly by: string };
  };
  readonly entries: readonly { readonly from: string; readonly text: string }[];
};

export const seenByReporter = async (service: Service, { token }: Filed): Promise<SeenByReporter> =>
  bodyOf<SeenByReporter>(await service.reporter('/api/follow-up', bearer(token)));

/** The words of a page, without its markup, in one line. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
