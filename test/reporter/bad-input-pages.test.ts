import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { fileReport, formRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { expectNoInsides, expectNothingWritten, form, json, requestOf } from './bad-requests.ts';
import {
  errorAnchors,
  expectNoMarkupOf,
  expectRefusedForm,
  getPage,
  hiddenField,
  openReport,
  pageOf,
  postForm,
  textArea,
  textOf,
  type Page,
} from './pages.ts';
import { everythingStored } from './stored.ts';

const formRoutes = [
  '/report',
  '/follow-up',
  '/follow-up/reply',
  '/follow-up/withdraw',
  '/follow-up/stop-mails',
];

describe('bad input to the pages', () => {
  let service: Service;
  let filed: Filed;
  let handle: string;
  let stored: unknown;
  beforeAll(async () => {
    service = await startService();
    filed = await fileReport(service);
    handle = hiddenField(await openReport(service, filed.passphrase), 'handle');
    stored = await everythingStored(service);
  });
  beforeEach(() => {
    service.calls.length = 0;
    service.logs.length = 0;
  });
  afterAll(() => service.close());

  /** A page that refuses, without a form to correct. */
  const expectRefusedPage = (page: Page, status: number): void => {
    expect(page.status).toBe(status);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.html).toContain('<title>Error: ');
    expect(page.html).toContain('href="/"');
    expectNoInsides(page.html);
    expectNothingWritten(service);
  };
  describe.each(formRoutes)('%s', (path) => {
    it.each<[string, string | undefined, Uint8Array<ArrayBuffer> | string, number]>([
      ['without a content type', undefined, 'whatHappened=x&text=x', 415],
      ['as JSON', json, '{"whatHappened":"x"}', 415],
      ['as plain text', 'text/plain', 'whatHappened=x', 415],
      ['as something like a form', `${form}x`, 'whatHappened=x', 415],
      ['as multipart without a boundary', 'multipart/form-data', '--x\r\n', 400],
      ['as multipart with another boundary', 'multipart/form-data; boundary=y', '--x\r\n\r\n--x--', 400],
      ['as multipart cut off', 'multipart/form-data; boundary=x', multipart('text', 'x').slice(0, -9), 400],
      ['as multipart without names', 'multipart/form-data; boundary=x', '--x\r\n\r\nx\r\n--x--\r\n', 400],
      ['as multipart of a megabyte of dashes', 'multipart/form-data; boundary=x', '-'.repeat(1_000_000), 400],
      ['of 2 MB', form, `text=${'x'.repeat(2_000_000)}`, 413],
    ])('refuses a form %s', async (_, type, body, status) => {
      const init = requestOf({ name: '', type, body, status });
      expectRefusedPage(await pageOf(await service.reporter(path, init)), status);
    });

    it('refuses a form with more fields than any form has', async () => {
      const init = requestOf({ name: '', type: form, body: 'a=b&'.repeat(50_000), status: 413 });
      expectRefusedPage(await pageOf(await service.reporter(path, init)), 413);
    });

    it('refuses other methods with those it knows', async () => {
      for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
        const response = await service.reporter(path, { method });
        expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
        expectRefusedPage(await pageOf(response), 405);
        expectNothingWritten(service);
      }
    });

    it.each(['', '&', '=', '=x', '&&&a', '__proto__=x&constructor=y&toString=z', 'a=b&'.repeat(900)])(
      'the form “%.20s” says what is missing',
      async (body) => {
        const response = await service.reporter(path, requestOf({ name: '', type: form, body, status: 422 }));
        const page = await pageOf(response);
        expectRefusedForm(page);
        expectNoInsides(page.html);
        expectNothingWritten(service);
      },
    );

    it.each<[string, Uint8Array<ArrayBuffer> | string]>([
      [
        'a broken byte',
        Uint8Array.from([...Buffer.from('whatHappened=Kept&text=Kept&words=zoo&who='), 0xff]),
      ],
      ['a broken percent sign', 'whatHappened=Kept&text=Kept&words=zoo&who=%'],
      ['bytes that are no UTF-8', 'whatHappened=Kept&text=Kept&words=zoo&who=%ff%fe'],
      ['a surrogate in bytes', 'whatHappened=Kept&text=Kept&words=zoo&who=%ed%a0%80'],
      ['a name that is no UTF-8', 'whatHappened=Kept&text=Kept&words=zoo&%ff=x'],
    ])('a form with %s is refused, and says so', async (_, body) => {
      const response = await service.reporter(path, requestOf({ name: '', type: form, body, status: 400 }));
      expectRefusedPage(await pageOf(response), 400);
    });
  });

  it.each([
    ['a null', 'be\u0000fore', '(U+0000) at position 3'],
    ['a bidi override', 'be\u202efore', '(U+202E) at position 3'],
    ['an isolate', 'be\u2066fore', '(U+2066) at position 3'],
    ['a C1 control', 'be\u0085fore', '(U+0085) at position 3'],
  ])(
    '%s is refused with its place; the page shows the text without it, ready to be sent',
    async (_, text, place) => {
      const page = await postForm(service, '/report', { whatHappened: text, who: text, urgent: 'yes' });
      expectRefusedForm(page);
      expect(errorAnchors(page)).toEqual(['whatHappened', 'who']);
      expect(textOf(page)).toContain(place);
      expect(textOf(page)).toContain('taken out below');
      expect(textArea(page, 'whatHappened')).toBe('before');
      expect(page.html).toMatch(/id="urgent"[^>]* checked/);
      expectNothingWritten(service);
      const reply = await postForm(service, '/follow-up/reply', { handle, text });
      expect(textOf(reply)).toContain(place);
      expect(textOf(reply)).toContain('taken out below');
      expect(textArea(reply, 'text')).toBe('before');
      expectNothingWritten(service);
    },
  );

  it.each(['', ' \r\n\t', '\u200b', '\u3164\u2800\ufeff', '\u00a0\u00ad'])(
    'what happened as %j is empty; the other answers and the choice stay',
    async (whatHappened) => {
      const fields = { whatHappened, component: 'Kept part', channel: 'security', urgent: 'yes' };
      const page = await postForm(service, '/report', fields);
      expectRefusedForm(page);
      expect(errorAnchors(page)).toEqual(['whatHappened']);
      expect(textOf(page)).toContain(en.textProblem({ kind: 'empty' }));
      expect(textArea(page, 'component')).toBe('Kept part');
      expect(hiddenField(page, 'channel')).toBe('security');
      expectNothingWritten(service);
    },
  );

  it.each(['other', '', '__proto__', 'constructor', 'CONDUCT'])(
    'the channel %j is refused, and the text stays',
    async (channel) => {
      const page = await postForm(service, '/report', { whatHappened: 'Kept.', channel });
      expectRefusedForm(page);
      expect(errorAnchors(page)).toEqual(['whatHappened']);
      expect(textOf(page)).toContain(en.problems.channel);
      expect(textArea(page, 'whatHappened')).toBe('Kept.');
      expectNothingWritten(service);
    },
  );

  it('of a field given twice the first counts, as text and as what is checked', async () => {
    const body = 'whatHappened=&whatHappened=second';
    const response = await service.reporter(
      '/report',
      requestOf({ name: '', type: form, body, status: 422 }),
    );
    expectRefusedForm(await pageOf(response));
    expectNothingWritten(service);
  });

  it('handles changed in any one place, of another stack, or tokens in their place open nothing', async () => {
    const other = await startService();
    const there = await fileReport(other);
    const foreign = hiddenField(await openReport(other, there.passphrase), 'handle');
    await other.close();
    const changed = [0, 20, 40, 60, handle.length - 1].map(
      (at) => handle.slice(0, at) + (handle[at] === 'A' ? 'B' : 'A') + handle.slice(at + 1),
    );
    for (const forged of [...changed, foreign, filed.token, filed.passphrase, '', 'A'.repeat(100_000)]) {
      const page = await postForm(service, '/follow-up/reply', { handle: forged, text: 'Kept.' });
      expectRefusedForm(page);
      expect(textArea(page, 'text')).toBe('Kept.');
      expect(page.html).not.toContain(filed.token);
      expectNothingWritten(service);
    }
  });

  it('a file sent in place of a text is no text', async () => {
    const body = new FormData();
    body.append('whatHappened', new File(['secret'], 'a.txt'));
    body.append('who', 'Kept who');
    const page = await pageOf(await service.reporter('/report', { method: 'POST', body }));
    expectRefusedForm(page);
    expect(textArea(page, 'who')).toBe('Kept who');
    expectNothingWritten(service);
  });

  it.each([
    `/${'a'.repeat(4_000)}`,
    '/%00',
    '/%ff',
    '/report/x',
    '/follow-up/reply/x',
    '/<script>alert(1)</script>',
    '/%3Cscript%3Ealert(1)%3C/script%3E',
    '/__proto__',
    '/.env',
    '/api',
  ])('the path %.40s is a page that leads back', async (path) => {
    for (const init of [{}, formRequest({ whatHappened: 'x' })]) {
      const page = await pageOf(await service.reporter(path, init));
      expectRefusedPage(page, 404);
      expectNoMarkupOf(page);
    }
  });

  it.each([
    '?',
    '?words=zoo',
    '?token=x&token=y',
    '?%ff',
    `?${'q'.repeat(4_000)}`,
    '?"><script>alert(1)</script>',
  ])('the query %.30s changes no page', async (query) => {
    for (const path of ['/', '/follow-up']) {
      expect((await getPage(service, `${path}${query}`)).html).toBe((await getPage(service, path)).html);
    }
    const page = await getPage(service, `/report${query}`);
    expect(page.status).toBe(200);
    expectNoMarkupOf(page);
  });

  it('the first page answers HEAD, and refuses to be posted to', async () => {
    expect((await service.reporter('/', { method: 'HEAD' })).status).toBe(200);
    const response = await service.reporter('/', formRequest({ a: 'b' }));
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expectRefusedPage(await pageOf(response), 405);
  });

  it('after all of this nothing but the one report is stored', async () => {
    expect(await everythingStored(service)).toEqual(stored);
  });
});

const multipart = (name: string, value: string): string =>
  `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--x--\r\n`;
