import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { expectNothingWritten, expectProblem } from './bad-requests.ts';
import { everythingStored } from './stored.ts';

describe('odd tokens, methods, paths and headers at the API', () => {
  let service: Service;
  let filed: Filed;
  let stored: unknown;
  beforeAll(async () => {
    service = await startService();
    filed = await fileReport(service);
    stored = await everythingStored(service);
  });
  beforeEach(() => {
    service.calls.length = 0;
    service.logs.length = 0;
  });
  afterAll(() => service.close());

  const headers = (): Record<string, string> => bearer(filed.token).headers;
  const refused = async (response: Promise<Response>, status?: number) => {
    const problem = await expectProblem(await response, status);
    expectNothingWritten(service);
    return problem;
  };
  const tokenCalls: [string, string, RequestInit][] = [
    ['GET', '/api/follow-up', {}],
    ['DELETE', '/api/follow-up', { method: 'DELETE' }],
    ['POST', '/api/follow-up/entries', jsonRequest({ text: 'x' })],
    [
      'POST',
      '/api/follow-up/attachments',
      { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: 'x' },
    ],
    ['GET', `/api/follow-up/attachments/${'A'.repeat(22)}`, {}],
  ];
  const withToken = (init: RequestInit, authorization: string | undefined): RequestInit => ({
    ...init,
    headers: {
      ...(init.headers as Record<string, string>),
      ...(authorization === undefined ? {} : { authorization }),
    },
  });

  it.each(tokenCalls)('%s %s refuses malformed and foreign tokens without a call', async (_, path, init) => {
    const member = await service.addMember();
    service.calls.length = 0;
    const { token, passphrase, followUpUrl } = filed;
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      `Basic ${token}`,
      token,
      `Bearer ${token}x`,
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token.slice(0, -1)}=`,
      `Bearer ${token} ${token}`,
      `Bearer ${token.slice(0, 21)}+`,
      `Bearer ${passphrase}`,
      `Bearer ${followUpUrl}`,
      // The same bits with other unused low bits.
      `Bearer ${token.slice(0, -1)}${nextInAlphabet(token.slice(-1))}`,
      member.authorization,
      `Bearer ${'A'.repeat(60_000)}`,
      `Bearer ../../${'a'.repeat(16)}`,
      'Bearer \u00e4',
    ]) {
      const response = await service.reporter(path, withToken(init, authorization));
      expect(response.headers.get('www-authenticate'), authorization).toContain('Bearer');
      await refused(Promise.resolve(response), 401);
      expect(service.calls, authorization).toEqual([]);
    }
    const unknown = withToken(init, `Bearer ${randomBytes(16).toString('base64url')}`);
    await refused(service.reporter(path, unknown), 401);
  });

  it('a token is taken from nowhere but its header', async () => {
    for (const path of [
      `/api/follow-up?token=${filed.token}`,
      `/api/follow-up?authorization=Bearer+${filed.token}`,
    ]) {
      await refused(service.reporter(path), 401);
      await refused(service.reporter(path, { headers: { cookie: `token=${filed.token}` } }), 401);
    }
    await refused(service.reporter(`/api/follow-up/${filed.token}`), 404);
  });

  it.each([
    ['/api/tickets', 'POST'],
    ['/api/reports', 'POST'],
    ['/api/follow-up', 'GET, HEAD, DELETE'],
    ['/api/follow-up/entries', 'POST'],
    ['/api/follow-up/attachments', 'POST'],
    ['/api/follow-up/attachments/x', 'GET, HEAD'],
    ['/api/uploads', 'POST, GET, HEAD'],
    ['/api/uploads/4', 'PUT'],
    ['/api/uploads/finish', 'POST'],
    ['/api/openapi.json', 'GET, HEAD'],
  ])('%s answers other methods with those it knows', async (path, allow) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'x']) {
      if (allow.split(', ').includes(method)) continue;
      const response = await service.reporter(path, { method });
      expect(response.headers.get('allow')).toBe(allow);
      await refused(Promise.resolve(response), 405);
    }
  });

  it.each([
    `/api/${'a'.repeat(4_000)}`,
    `/api${'/a'.repeat(2_000)}`,
    '/api/%00',
    '/api/%ff',
    '/api/%',
    '/api/reports/',
    '/api/reports/x',
    '/api/follow-up/attachments/../../x',
    '/api/__proto__',
    '/api/constructor',
    '/api//reports',
  ])('the path %.40s leads nowhere', async (path) => {
    await refused(service.reporter(path), 404);
    await refused(service.reporter(path, jsonRequest({ answers: { whatHappened: 'x' } })), 404);
  });

  it.each([
    '?',
    '?a',
    '?=',
    '?a=b&a=c',
    '?%ff=%00',
    '?__proto__[x]=1',
    `?${'q'.repeat(4_000)}`,
    '?channel=security&urgent=true',
  ])('the query %.30s changes nothing', async (query) => {
    const response = await service.reporter(`/api/follow-up${query}`, { headers: headers() });
    expect(response.status).toBe(200);
    await refused(service.reporter(`/api/reports${query}`, jsonRequest({})), 422);
  });

  it('huge and odd headers change nothing', async () => {
    const odd = {
      accept: 'x/'.repeat(4_000),
      cookie: 'a=b; '.repeat(4_000),
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'javascript',
      forwarded: 'for=1;host=evil.example',
      'x-http-method-override': 'DELETE',
      'accept-encoding': 'gzip',
      range: 'bytes=0-1',
      'if-none-match': '*',
    };
    const response = await service.reporter('/api/follow-up', { headers: { ...odd, ...headers() } });
    expect(response.status).toBe(200);
    expect(JSON.stringify([...response.headers])).not.toContain('evil');
    expect(response.headers.has('content-encoding')).toBe(false);
    const again = await service.reporter('/api/follow-up', { headers: headers() });
    expect(await response.text()).toBe(await again.text());
  });

  it('after all of this nothing but the one report and the members is stored', async () => {
    const now = (await everythingStored(service)) as unknown[];
    expect(now.slice(0, 2)).toEqual((stored as unknown[]).slice(0, 2));
  });
});

const nextInAlphabet = (letter: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(letter) + 1] ?? '';
};
