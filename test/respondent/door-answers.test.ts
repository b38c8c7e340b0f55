import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResponsePage } from '../../functions/domain/door/response-page.ts';
import { threadLimitBytes } from '../../functions/domain/kernel/text.ts';
import { pageLimitOf } from '../../functions/reporter/ui/page-size.ts';
import { bearer, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { hiddenField, postForm, type Page } from '../reporter/pages.ts';
import { caseIdOf, read } from '../team/as-member.ts';
import { handedOver, withOwnWords } from '../team/case-with-door.ts';
import { decideWith, nameSomebody, type Colleague } from '../team/measured-case.ts';
import { everyDoorPage } from './every-door-page.ts';

describe('what the answers of doors give away', () => {
  let service: Service;
  let pages: ReadonlyMap<string, Page>;
  beforeAll(async () => {
    service = await startService();
    pages = await everyDoorPage(service, '');
  });
  afterAll(() => service.close());

  it('every one is stored nowhere, sends no referrer, sets no cookie and names no server', () => {
    expect(pages.size).toBeGreaterThan(30);
    for (const [name, { headers }] of pages) {
      expect.soft(headers.get('cache-control'), name).toBe('no-store');
      expect.soft(headers.get('referrer-policy'), name).toBe('no-referrer');
      const policy = headers.get('content-security-policy');
      expect.soft(policy, name).toMatch(/^default-src 'none';.* form-action 'self'; base-uri 'none';/);
      for (const none of ['set-cookie', 'server', 'etag', 'last-modified', 'refresh'])
        expect.soft(headers.has(none), `${name}: ${none}`).toBe(false);
    }
  });

  it('none loads anything or leads elsewhere than the exit, and each has the neutral title', () => {
    for (const [name, { html }] of pages) {
      expect.soft(html, name).toMatch(/<title>(Error: )?Message form<\/title>/);
      const body = html.replaceAll(/<(style|script)>[\s\S]*?<\/\1>/g, '');
      expect.soft(body, name).not.toMatch(/<(img|link|iframe|object|embed|script|base|video|audio)\b/i);
      expect.soft(body, name).not.toMatch(/\s(src|srcset|style|on\w+|ping)=/i);
      const targets = [...body.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, target = '']) => target);
      const foreign = targets.filter((target) => !/^([/#](?!\/)|data:text\/plain;)/.test(target));
      expect.soft(new Set(foreign), name).toEqual(new Set(['https://www.wikipedia.org/']));
    }
  });

  it('nothing was logged', () => {
    expect(service.logs).toEqual([]);
  });
});

describe('a door that is handed over', () => {
  let service: Service;
  let lead: Colleague;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead' });
    id = await caseIdOf(service, await fileReport(service));
    await read(service, lead, id);
  });
  afterAll(() => service.close());

  it.each([
    ['GET', {}],
    ['HEAD', {}],
    ['GET', { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch' }],
  ])('is not spent by what opens links: %s %j, at any address', async (method, headers) => {
    const { token } = await handedOver(service, lead, id);
    service.calls.length = 0;
    for (const path of ['/message', '/follow-up/new-words', '/follow-up/act', '/follow-up/act-form'])
      expect((await service.reporter(path, { method, headers })).status, path).toBeLessThan(400);
    expect(service.calls).toEqual([]);
    expect(await withOwnWords(service, token)).toMatch(/^[\w-]{22}$/);
  });

  it('is not spent by showing its first page, only by pressing the button there, and then for good', async () => {
    const { token } = await handedOver(service, lead, id);
    const first = await postForm(service, '/message', { words: token });
    expect([first.status, (await postForm(service, '/message', { words: token })).status]).toEqual([
      403, 403,
    ]);
    const asked = { handle: hiddenField(first, 'handle'), confirm: 'yes' };
    expect((await postForm(service, '/follow-up/new-words?at=message', asked)).status).toBe(200);
    expect((await postForm(service, '/message', { words: token })).status).toBe(404);
  });
});

describe('the longest pages of doors are shown', () => {
  let service: Service;
  let lead: Colleague;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead' });
    id = await caseIdOf(service, await fileReport(service));
    await read(service, lead, id);
  });
  afterAll(() => service.close());

  /** A text that takes the most room as markup. */
  const long = '"'.repeat(8 * 1024);
  const shown = async (token: string): Promise<Page> => {
    const page = await postForm(service, '/message', { words: token });
    expect(page.status).toBe(200);
    expect(Buffer.byteLength(page.html)).toBeLessThanOrEqual(pageLimitOf('/message'));
    return page;
  };

  it('a letter of the longest parts', async () => {
    const page: ResponsePage = {
      kind: 'response',
      language: 'en',
      about: long,
      questions: [],
      decisions: [
        {
          number: 1,
          on: '2026-03-09',
          status: 'in-force',
          letter: { language: 'en', behaviour: long, impact: long, expected: long, consequences: long },
          measures: [],
          appealBy: '2026-03-23',
          mayAskToReturn: false,
        },
      ],
    };
    await shown(await withOwnWords(service, (await handedOver(service, lead, id, { whom: '', page })).token));
  });

  it('a conversation that takes no more', async () => {
    const token = await withOwnWords(service, (await handedOver(service, lead, id)).token);
    const entry = jsonRequest({ text: '"'.repeat(64 * 1024 - 10) }, bearer(token).headers);
    let taken = 0;
    for (let status = 201; status === 201; taken += 1) {
      status = (await service.reporter('/api/follow-up/entries', entry)).status;
      service.clock.advance(3_600_000);
    }
    expect(taken).toBeGreaterThan(threadLimitBytes / (128 * 1024));
    await shown(token);
  });

  it('40 restrictions of one platform', async () => {
    await nameSomebody(service, lead, id);
    const page = { kind: 'platform', language: 'en', platform: 'chat', restrictions: [] } as const;
    const door = await handedOver(service, lead, id, {
      whom: '',
      platform: 'chat',
      page: { ...page, restrictions: [] },
    });
    const token = await withOwnWords(service, door.token);
    const rollOuts = Array.from({ length: 40 }, (_, at) => ({
      platform: 'chat',
      restriction: 'muted',
      account: `@somebody-${at}`,
    }));
    await decideWith(service, lead, id, { measures: [{ type: 'restriction-of-spaces', rollOuts }] });
    const { html } = await shown(token);
    for (const { account } of rollOuts) expect(html).toContain(account);
  });
});
