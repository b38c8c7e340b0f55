import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lambdaHandler } from '../../functions/adapters/lambda/lambda-handler.ts';
import type { HttpAnswer } from '../../functions/adapters/lambda/lambda-event.ts';
import { fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { expectNoInsides } from './bad-requests.ts';
import { countCases } from './stored.ts';

type Event = Readonly<Record<string, unknown>>;

/** The event of an HTTP API, payload format 2.0, with what a gateway adds about the caller. */
const event = (method: string, rawPath: string, more: Event = {}): Event => ({
  version: '2.0',
  routeKey: '$default',
  rawPath,
  rawQueryString: '',
  cookies: ['a=b'],
  headers: { host: 'report.example.org', 'user-agent': 'Marked-Browser/1', 'x-forwarded-for': '192.0.2.7' },
  requestContext: {
    domainName: 'report.example.org',
    http: { method, path: rawPath, sourceIp: '192.0.2.7', userAgent: 'Marked-Browser/1' },
    time: '10/Mar/2026:09:20:30 +0000',
    timeEpoch: 1_773_134_430_123,
  },
  isBase64Encoded: false,
  ...more,
});
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const base64 = (bytes: string | number[]): Event => ({
  body: Buffer.from(bytes as string).toString('base64'),
  isBase64Encoded: true,
});

describe('events of Lambda', () => {
  let service: Service;
  let filed: Filed;
  let seen: Request[] = [];
  let handler: (event: unknown) => Promise<HttpAnswer>;
  beforeAll(async () => {
    service = await startService();
    filed = await fileReport(service);
    handler = lambdaHandler(
      (request) => {
        seen.push(request.clone());
        const { pathname, search } = new URL(request.url);
        return service.reporter(pathname + search, request);
      },
      (logged) => service.logs.push(logged),
      'anonymous',
    );
  });
  beforeEach(() => {
    seen = [];
    service.logs.length = 0;
  });
  afterAll(() => service.close());

  const expectSecured = ({ headers }: HttpAnswer): void => {
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
  };

  it('a page is answered as text with its headers', async () => {
    const answer = await handler(event('GET', '/'));
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.body).toContain('twelve words');
    expectSecured(answer);
  });

  it('nothing of who asks comes through but the languages they read: no address, agent, cookie, time or referrer', async () => {
    const headers = {
      host: 'report.example.org',
      'user-agent': 'Marked-Browser/1',
      referer: 'https://work.example/',
      cookie: 'a=b',
      'x-forwarded-for': '192.0.2.7',
      'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678',
      'accept-language': 'de-AT',
      authorization: `Bearer ${filed.token}`,
    };
    const answer = await handler(event('GET', '/api/follow-up', { headers }));
    expect(answer.statusCode).toBe(200);
    expect(seen.map((request) => [...request.headers.keys()])).toEqual([
      ['accept-language', 'authorization'],
    ]);
    const all = JSON.stringify(seen.map((request) => [request.url, [...request.headers]]));
    for (const mark of ['192.0.2.7', 'Marked', 'work.example', 'a=b', 'Root=', '1773134430']) {
      expect(all).not.toContain(mark);
    }
  });

  it('a body in base64 and one in text are the same report', async () => {
    const body = JSON.stringify({ answers: { whatHappened: 'ünïcødé 🦉' } });
    const asText = await handler(event('POST', '/api/reports', { headers: json, body }));
    const asBase64 = await handler(event('POST', '/api/reports', { headers: json, ...base64(body) }));
    expect([asText.statusCode, asBase64.statusCode]).toEqual([201, 201]);
    const page = await handler(
      event('POST', '/report', { headers: form, ...base64('whatHappened=%F0%9F%A6%89+x') }),
    );
    expect(page.statusCode).toBe(201);
  });

  it.each<[string, Event, number]>([
    ['no body', { headers: json }, 400],
    ['an empty body', { headers: json, body: '' }, 400],
    ['no headers', { headers: undefined, body: '{}' }, 415],
    ['headers in capitals', { headers: { 'Content-Type': 'application/json' }, body: '{}' }, 415],
    ['bytes that are no UTF-8', { headers: json, ...base64([0x7b, 0xff, 0x7d]) }, 400],
    ['base64 that is none', { headers: json, body: '\u0000*** not base64 ***', isBase64Encoded: true }, 400],
    ['base64 said of text', { headers: json, body: '{"answers":{}}', isBase64Encoded: true }, 400],
    ['a lone surrogate in its text', { headers: json, body: '{"answers":{"whatHappened":"\ud800"}}x' }, 400],
    [
      'a content type of two lines',
      { headers: { 'content-type': 'application/json\r\nx: y' }, body: '{}' },
      400,
    ],
    ['a header of null', { headers: { 'content-type': null }, body: '{}' }, 400],
    ['a list of headers', { headers: ['content-type'], body: '{}' }, 400],
    ['a body that is an object', { headers: json, body: { answers: {} } }, 400],
    ['a wrong flag', { headers: json, body: '{}', isBase64Encoded: 'yes' }, 400],
    ['a query that is a list', { headers: json, body: '{}', rawQueryString: [] }, 400],
    ['a body of 5 MB', { headers: json, ...base64('x'.repeat(4_000_000)) }, 413],
  ])('a report with %s is refused, and nothing is stored', async (_, more, status) => {
    const before = await countCases(service);
    const answer = await handler(event('POST', '/api/reports', more));
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({ status });
    expectNoInsides(answer.body);
    expectSecured(answer);
    expect(service.logs).toEqual([]);
    expect(await countCases(service)).toBe(before);
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'x'],
    ['a number', 1],
    ['a list', []],
    ['an empty object', {}],
    ['an event of a schedule', { source: 'aws.events', detail: {} }],
    ['an event of payload format 1.0', { version: '1.0', path: '/', httpMethod: 'GET', headers: {} }],
    ['an event without a context', { rawPath: '/', rawQueryString: '' }],
    ['an event without a method', { rawPath: '/', requestContext: { domainName: 'x', http: {} } }],
    ['a path that is none', event('GET', 'report')],
    ['a path that continues the host', event('GET', '.evil.example/')],
    ['a path that makes the host a user', event('GET', '@evil.example/')],
    ['a path that makes a port', event('GET', ':99999/')],
    ['an empty path', event('GET', '')],
    ['a method that no request may have', event('TRACE', '/')],
    ['a method that is none', event('GET /x HTTP/1.1\r\nx: y', '/')],
    ['an empty method', event('', '/')],
    [
      'a host that is none',
      { ...event('GET', '/'), requestContext: { domainName: 'a b', http: { method: 'GET' } } },
    ],
    [
      'an event that throws when it is read',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('secret');
          },
        },
      ),
    ],
  ])('%s is answered with a refusal, never with an error', async (_, given) => {
    const answer = await handler(given);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expectNoInsides(answer.body);
    expect(answer.body).not.toContain('secret');
    expectSecured(answer);
    expect(seen).toEqual([]);
  });

  it.each([
    ['/report%0d%0aset-cookie: a=b', 404],
    ['/report\r\nset-cookie: a=b', 404],
    ['/\u0000x', 404],
    ['/a b', 404],
    ['/%', 404],
    ['/\ud800', 404],
    ['//evil.example/report', 404],
    ['/\\evil.example', 404],
    ['/report/../follow-up', 200],
    ['/report#fragment', 200],
    [`/${'ä'.repeat(4_000)}`, 404],
  ])('the path %j is answered with %i', async (path, status) => {
    const answer = await handler(event('GET', path));
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).not.toContain('evil.example');
    expectNoInsides(answer.body);
    expectSecured(answer);
    expect(service.logs).toEqual([]);
  });

  it.each(['a=1&a=2', '%', '%ff', '#x', '?', '\u0000', 'q'.repeat(8_000), '"><script>'])(
    'the query %.20j changes nothing',
    async (rawQueryString) => {
      const answer = await handler(event('GET', '/follow-up', { rawQueryString }));
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toBe((await handler(event('GET', '/follow-up'))).body);
    },
  );

  it('a GET with a body and a HEAD are answered', async () => {
    expect((await handler(event('GET', '/report', { body: 'x', headers: form }))).statusCode).toBe(200);
    const head = await handler(event('HEAD', '/report', { body: 'x' }));
    expect(head).toMatchObject({ statusCode: 200, body: '' });
  });

  it('an application that throws is answered with a code in the log and nothing of the error', async () => {
    const logged: unknown[] = [];
    for (const thrown of [new Error('secret text'), new RangeError('secret text')]) {
      const broken = lambdaHandler(
        () => {
          throw thrown;
        },
        (log) => logged.push(log),
        'anonymous',
      );
      const answer = await broken(event('GET', '/'));
      expect(answer.statusCode).toBe(500);
      expect(JSON.stringify(answer)).not.toContain('secret');
      expectSecured(answer);
    }
    expect(logged).toEqual(Array(2).fill({ event: 'fault', code: 'unexpected' }));
  });
});
