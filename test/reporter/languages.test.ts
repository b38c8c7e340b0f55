import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../functions/reporter/locales/catalogue.ts';
import { doorCatalogue } from '../../functions/respondent/locales/catalogue.ts';
import { en } from '../../functions/reporter/locales/en.ts';
import { languages, type Language } from '../../functions/settings/localised.ts';
import { startService, type Service } from '../harness/service.ts';
import { everyPage } from './every-page.ts';
import { pageOf, textOf, unescaped, type Page } from './pages.ts';

/** What a reader sees and hears, without what is the same in every language: words, names of cases and files, addresses. */
const ownText = (page: Page): string => {
  const html = page.html
    .replaceAll(/<ol class="words"[^>]*>[\s\S]*?<\/ol>/g, '')
    .replaceAll(/<nav [^>]*>[\s\S]*?<\/nav>/g, '')
    .replaceAll(/<textarea[\s\S]*?<\/textarea>/g, '');
  const spoken = [...html.matchAll(/ aria-label="([^"]*)"/g)].map(([, label]) => unescaped(label ?? ''));
  const saved = [...html.matchAll(/href="data:text\/plain;charset=utf-8,([^"]*)"/g)]
    .map(([, text]) =>
      decodeURIComponent(text ?? '')
        .split('\r\n')
        .slice(12)
        .join('\n'),
    )
    .join('\n');
  return [textOf({ ...page, html }), ...spoken, saved]
    .join('\n')
    .replaceAll(/https:\/\/\S+/g, '')
    .replaceAll(/\b\d+(\.[a-z]{3})+\b/g, '')
    .replaceAll(/\b[a-z]+-[a-z]+-\d\d\b/g, '');
};

/** Every text of the English catalogue that takes no values. */
const textsOf = (messages: unknown): string[] => {
  if (typeof messages === 'string') return [messages];
  return typeof messages === 'object' && messages !== null ? Object.values(messages).flatMap(textsOf) : [];
};

/** Of programs, keys, formats and kinds of files. */
const properNames = [
  'Tor',
  'Browser',
  'Shift',
  'Markdown',
  'JSON',
  'CSV',
  'HTML',
  'HEIC',
  'RAW',
  'ZIP',
  'Word',
  'JPEG',
  'GPS',
  'XMP',
];

const isSameIn = (language: Language) => {
  const own = new Set([...textsOf(catalogue[language]), ...textsOf(doorCatalogue[language])]);
  return (text: string): boolean => own.has(text);
};

describe('languages', () => {
  let service: Service;
  const pages = new Map<Language, ReadonlyMap<string, Page>>();
  beforeAll(async () => {
    service = await startService({
      organisation: '0000',
      decisions: { publicBans: true },
      channels: { conduct: { hold: {}, survey: 'on' } },
      transparency: { enabled: true },
    });
    const { authorization } = await service.addMember({ name: '11111' });
    await service.addMember({
      name: '22222',
      channels: ['conduct'],
      expertise: '1',
      languages: '1',
      availability: '1',
    });
    service.clock.advance(360_000);
    for (const language of languages) {
      pages.set(language, await everyPage(service, `?lang=${language}`, authorization));
    }
  });
  afterAll(() => service.close());

  const html = (language: Language): [string, Page][] =>
    [...(pages.get(language) ?? [])].filter(([name]) => name !== 'conversation');

  it.each(languages)(
    'every page and state is there in %s, with the same status as in English',
    (language) => {
      const statuses = (of: Language) =>
        [...(pages.get(of) ?? [])].map(([name, { status }]) => [name, status]);
      expect(statuses(language)).toEqual(statuses('en'));
      expect(statuses('en').length).toBeGreaterThan(45);
    },
  );

  it.each(languages)('every page in %s says its language and direction', (language) => {
    const direction = language === 'ar' ? 'rtl' : 'ltr';
    for (const [name, page] of html(language)) {
      expect.soft(page.html, name).toContain(`<html lang="${language}" dir="${direction}">`);
      expect.soft(page.headers.has('set-cookie'), name).toBe(false);
    }
  });

  it.each(languages)('every link and form of a page in %s keeps the language', (language) => {
    for (const [name, page] of html(language)) {
      const body = page.html.replaceAll(/<nav [^>]*>[\s\S]*?<\/nav>/g, '');
      const targets = [...body.matchAll(/ (?:href|action)="(\/[^"]*)"/g)].map(([, target]) => target ?? '');
      expect.soft(targets.length, name).toBeGreaterThan(0);
      for (const target of targets)
        expect.soft(target, name).toMatch(new RegExp(`\\?(at=message&amp;)?lang=${language}$`));
    }
  });

  it('no page has a form inside another one, or one id twice', () => {
    for (const [name, page] of html('en')) {
      const tags = [...page.html.matchAll(/<(\/?)form\b/g)].map(([, end]) => (end === '/' ? -1 : 1));
      expect
        .soft(
          tags.filter((tag, at) => tag !== (at % 2 === 0 ? 1 : -1)),
          name,
        )
        .toEqual([]);
      const ids = [...page.html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect
        .soft(
          ids.filter((id, at) => ids.indexOf(id) !== at),
          name,
        )
        .toEqual([]);
    }
  });

  it.each(['es', 'ar'] as const)('no text of the English catalogue is left on a page in %s', (language) => {
    const english = [...textsOf(en), ...textsOf(doorCatalogue.en)].filter(
      (text) => text.length > 3 && !isSameIn(language)(text),
    );
    expect(english.length).toBeGreaterThan(100);
    for (const [name, page] of pages.get(language) ?? []) {
      const shown = ownText(page);
      expect
        .soft(
          english.filter((text) => shown.includes(text)),
          name,
        )
        .toEqual([]);
    }
  });

  it('each page in Spanish is without everyday English words', () => {
    const everyday =
      /\b(the|and|you|your|is|of|with|this|that|what|not|was|by|report|please|team|at most|hour|day)\b/i;
    for (const [name, page] of pages.get('es') ?? []) {
      expect.soft(everyday.exec(ownText(page))?.[0], name).toBeUndefined();
    }
  });

  it('each page in Arabic has Latin letters only in proper names', () => {
    for (const [name, page] of pages.get('ar') ?? []) {
      const latin = ownText(page).match(/[A-Za-z]{2,}/g) ?? [];
      expect
        .soft(
          latin.filter((word) => !properNames.includes(word)),
          name,
        )
        .toEqual([]);
    }
  });

  it('dates, hours and days are said in the language of the page', () => {
    const said = (language: Language, name: string) => {
      const page = pages.get(language)?.get(name);
      return page === undefined ? '' : textOf(page);
    };
    expect(said('en', 'case')).toMatch(/ \d+ March 2026/);
    expect(said('es', 'case')).toMatch(/ \d+ de (marzo|abril) de 2026/);
    expect(said('ar', 'case')).toMatch(/ \d+ (مارس|أبريل|مايو|يونيو) 2026/);
    expect(said('es', 'public bans')).toContain('hasta el 10 de marzo de 2031');
    expect(said('es', 'landing')).toContain('48 horas');
    expect(said('ar', 'landing')).toContain('48 ساعة');
  });

  const languageOf = async (path: string, acceptLanguage?: string): Promise<string | undefined> => {
    const headers: Record<string, string> =
      acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage };
    const page = await pageOf(await service.reporter(path, { headers }));
    return /<html lang="(\w+)"/.exec(page.html)?.[1];
  };

  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['es', 'es'],
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['AR-eg', 'ar'],
    ['en;q=0.1, ar;q=0.7, es;q=0.2', 'ar'],
    ['de, fr;q=0.9', 'en'],
    ['de, fr;q=0.9, ar;q=0.1', 'ar'],
    ['en;q=0, es;q=0.001', 'es'],
    ['es;q=0', 'en'],
    ['es; Q=0.4 , ar; q=0.5', 'ar'],
    ['*', 'en'],
    [';;;,,=q', 'en'],
    [`${'x,'.repeat(5_000)}es`, 'en'],
  ])('a browser that asks for %j reads %s', async (header, language) => {
    expect(await languageOf('/', header)).toBe(language);
    expect(await languageOf('/follow-up', header)).toBe(language);
  });

  it('a link wins over the browser; a language there is not is nobody’s', async () => {
    expect(await languageOf('/?lang=ar', 'es')).toBe('ar');
    expect(await languageOf('/?lang=xx', 'es')).toBe('es');
    expect(await languageOf('/?lang=%22%3E%3Cscript%3E', 'es')).toBe('es');
  });

  it('the first page links to each language; where text may be typed, buttons keep it and no link leaves the page', () => {
    const links = (page: Page | undefined) => [
      ...(page?.html.matchAll(/<a href="[^"]*\?lang=(\w+)" lang="\w+" hreflang="\w+"/g) ?? []),
    ];
    const buttons = (page: Page | undefined) => [
      ...(page?.html.matchAll(
        /<button type="submit" class="link" form="[\w-]+" formaction="[^"]*\?lang=(\w+)" lang=/g,
      ) ?? []),
    ];
    for (const name of ['landing', 'privacy', 'public bans']) {
      expect(
        links(pages.get('es')?.get(name)).map(([, language]) => language),
        name,
      ).toEqual([...languages]);
    }
    for (const name of ['form', 'coming back', 'form, empty', 'review, hints', 'case', 'reply, expired']) {
      const page = pages.get('es')?.get(name);
      expect(links(page), name).toEqual([]);
      expect(
        buttons(page).map(([, language]) => language),
        name,
      ).toEqual([...languages]);
      const outside = page?.html.match(/<(header|footer)>[\s\S]*?<\/\1>/g)?.join('') ?? '';
      const leading = [...outside.matchAll(/<a (?![^>]*class="exit")[^>]*>/g)].map(([link]) => link);
      expect(leading.length, name).toBeGreaterThan(1);
      for (const link of leading) expect(link, name).toContain('target="_blank" rel="noopener');
    }
  });

  it('a restored tab comes back in its language', async () => {
    for (const path of ['/follow-up/reply', '/follow-up/withdraw', '/follow-up/conversation']) {
      const response = await service.reporter(`${path}?lang=ar`);
      expect(response.headers.get('location')).toBe('/follow-up?lang=ar');
    }
  });

  it('a community that speaks one language offers no other', async () => {
    const other = await startService({ languages: ['es'] });
    const page = await pageOf(await other.reporter('/?lang=en', { headers: { 'accept-language': 'en' } }));
    await other.close();
    expect(page.html).toContain('<html lang="es"');
    expect(page.html).not.toContain('hreflang');
  });
});
