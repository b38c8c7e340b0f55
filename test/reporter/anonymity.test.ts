import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { getPage, hiddenField, openReport, pageOf, postForm, sendReport, type Page } from './pages.ts';

const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
const inline = (page: Page, element: string): string[] =>
  [...page.html.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, 'g'))].map(
    ([, content]) => content ?? '',
  );
const secrets = ({ token, passphrase }: Filed): string[] => [
  token,
  passphrase,
  passphrase.split(' ').slice(0, 3).join(' '),
  Buffer.from(token, 'base64url').toString('hex'),
  Buffer.from(token, 'base64url').toString('base64'),
];

describe('what answers give away', () => {
  let service: Service;
  let filed: Filed;
  const answers = new Map<string, Page>();
  const keep = async (name: string, answer: Page | Response | Promise<Page | Response>): Promise<Page> => {
    const given = await answer;
    const page = given instanceof Response ? await pageOf(given) : given;
    answers.set(name, page);
    return page;
  };

  beforeAll(async () => {
    service = await startService({ decisions: { publicBans: true } });
    filed = await fileReport(service);
    const words = filed.passphrase;
    await keep('first page', getPage(service, '/'));
    await keep('public bans', getPage(service, '/bans'));
    await keep('form', getPage(service, '/report'));
    await keep('refused form', postForm(service, '/report', { whatHappened: '' }));
    await keep('receipt', sendReport(service));
    await keep('follow-up form', getPage(service, '/follow-up'));
    await keep('refused words', openReport(service, 'zoo'));
    const thread = await keep('thread', openReport(service, words));
    const handle = hiddenField(thread, 'handle');
    await keep('thread by link', openReport(service, filed.followUpUrl));
    await keep('replied', postForm(service, '/follow-up/reply', { handle, text: 'x' }));
    await keep('replied by words', postForm(service, '/follow-up/reply', { words, text: 'y' }));
    await keep('refused reply', postForm(service, '/follow-up/reply', { words, text: '' }));
    await keep('refused handle', postForm(service, '/follow-up/reply', { handle: 'x', text: 'x' }));
    await keep('unconfirmed', postForm(service, '/follow-up/withdraw', { words }));
    await keep('restored tab', service.reporter('/follow-up/reply'));
    await keep('lost page', service.reporter('/nothing'));
    await keep('wrong method', service.reporter('/report', { method: 'PUT' }));
    await keep('broken form', service.reporter('/report', { method: 'POST', body: 'x' }));
    const { headers } = bearer(filed.token);
    await keep('API thread', service.reporter('/api/follow-up', { headers }));
    await keep('API entry', service.reporter('/api/follow-up/entries', jsonRequest({ text: 'z' }, headers)));
    await keep('API refused entry', service.reporter('/api/follow-up/entries', jsonRequest({}, headers)));
    await keep('API ticket', service.reporter('/api/tickets', { method: 'POST' }));
    await keep('API refused report', service.reporter('/api/reports', jsonRequest({})));
    await keep('API public bans', service.reporter('/api/bans'));
    await keep('API lost', service.reporter('/api/nothing'));
    await keep('contract', service.reporter('/api/openapi.json'));
    const fault = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;
    service.emulators.faults.dynamoDb.next('GetItem', fault, 9);
    await keep('fault', openReport(service, words));
    await keep('fault of a reply', postForm(service, '/follow-up/reply', { words, text: 'x' }));
    await keep('API fault', service.reporter('/api/follow-up', { headers }));
    service.emulators.faults.dynamoDb.clear();
    await keep('withdrawn', postForm(service, '/follow-up/withdraw', { words, confirm: 'yes' }));
    await keep('unusable', openReport(service, words));
    await keep('API unusable', service.reporter('/api/follow-up', { headers }));
  });
  afterAll(() => service.close());

  const pages = (): [string, Page][] =>
    [...answers].filter(([, page]) => page.headers.get('content-type')?.startsWith('text/html'));

  it('every answer is stored nowhere, sends no referrer, sets no cookie and names no server', () => {
    expect(pages().length).toBeGreaterThan(15);
    for (const [name, page] of answers) {
      expect.soft(page.headers.get('cache-control'), name).toBe('no-store');
      expect.soft(page.headers.get('referrer-policy'), name).toBe('no-referrer');
      expect.soft(page.headers.get('x-content-type-options'), name).toBe('nosniff');
      expect.soft(page.headers.get('content-security-policy'), name).toMatch(/^default-src 'none';/);
      expect.soft(page.headers.get('content-security-policy'), name).toContain("frame-ancestors 'none'");
      for (const none of ['set-cookie', 'server', 'x-powered-by', 'etag', 'last-modified', 'refresh']) {
        expect.soft(page.headers.has(none), `${name}: ${none}`).toBe(false);
      }
    }
  });

  it('the policy of a page allows its own style and script by their hashes, and nothing else', () => {
    for (const [name, page] of pages()) {
      const policy = page.headers.get('content-security-policy') ?? '';
      const [style, ...moreStyles] = inline(page, 'style');
      const scripts = inline(page, 'script');
      expect.soft(moreStyles, name).toEqual([]);
      const script = scripts.length === 0 ? "script-src 'none'" : `script-src ${scripts.map(hash).join(' ')}`;
      // To the page's own origin, where files are uploaded from it.
      const connects = page.html.includes('data-uploads="/api/uploads"') ? "connect-src 'self'; " : '';
      expect
        .soft(policy, name)
        .toBe(
          `default-src 'none'; style-src ${hash(style ?? '')}; ${script}; ${connects}form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
        );
    }
  });

  it('no page loads anything, carries an inline handler or style, or leads elsewhere than the exit', () => {
    for (const [name, page] of pages()) {
      const body = page.html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
      expect.soft(body, name).not.toMatch(/<(img|link|iframe|object|embed|script|base|video|audio)\b/i);
      expect.soft(body, name).not.toMatch(/\s(src|srcset|style|on\w+|ping)=/i);
      expect.soft(inline(page, 'style').join(''), name).not.toMatch(/url\(|@import/);
      const targets = [...body.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, target]) => target ?? '');
      // The saved receipt is inside its own page: following it asks nobody for anything.
      const foreign = targets.filter((target) => !/^([/#](?!\/)|data:text\/plain;)/.test(target));
      const allowed = ['https://www.wikipedia.org/', 'https://www.torproject.org/download/'];
      expect
        .soft(
          foreign.filter((target) => !allowed.includes(target)),
          name,
        )
        .toEqual([]);
    }
  });

  it('every page has a neutral title and the way out', () => {
    for (const [name, page] of pages()) {
      expect.soft(page.html, name).toMatch(/<title>(Error: )?Message form<\/title>/);
      expect.soft(page.html, name).toMatch(/<a class="exit" href="https:\/\/www\.wikipedia\.org\/"/);
      expect.soft(page.html, name).toContain('<meta name="robots" content="noindex"/>');
    }
  });

  it('no page and no answer carries the token or the words back', () => {
    for (const [name, page] of answers) {
      for (const secret of secrets(filed)) {
        expect.soft(page.html.includes(secret), name).toBe(false);
        expect.soft(JSON.stringify([...page.headers]).includes(secret), name).toBe(false);
      }
    }
  });

  it('no answer tells of a stack, a file or the SDK', () => {
    for (const [name, page] of answers) {
      expect
        .soft(page.html, name)
        .not.toMatch(/node_modules|\.tsx?:\d|\n\s+at |InternalServerError|DynamoDB/);
    }
  });
});
