import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { answerOfResponse, requestOfEvent } from '../../../functions/adapters/lambda/lambda-event.ts';
import { route } from '../../../functions/web/answer/route.ts';
import { lambdaEvent } from '../../../infra/local/lambda-event.ts';
import { plainResponse } from '../../../infra/local/lambda-response.ts';

/** Every byte there is, so that no reading of it as text comes back whole. */
const bytes = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), randomBytes(1000)]);

const requestOf = (headers: Record<string, string>, body: Buffer, method = 'POST') =>
  requestOfEvent(
    lambdaEvent(
      {
        method,
        url: '/x',
        headers: { host: 'report.example.org', ...headers },
        body,
        sourceIp: '192.0.2.7',
        httpVersion: '1.1',
      },
      { requestId: 'one', now: new Date(0) },
    ),
    'anonymous',
  );

describe('a request with bytes', () => {
  it.each(['application/octet-stream', 'multipart/form-data; boundary=x', 'image/png'])(
    'of type %s comes through the gateway whole',
    async (type) => {
      const request = requestOf({ 'content-type': type }, bytes, 'PUT');
      expect(request?.method).toBe('PUT');
      expect(Buffer.from((await request?.arrayBuffer()) ?? new ArrayBuffer(0)).equals(bytes)).toBe(true);
    },
  );

  it('says which part of a file is asked for and what a sent one is called, and nothing else of the sender', () => {
    const passed = {
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="a.png"',
      range: 'bytes=0-9',
      'upload-pass': 'a pass',
    };
    const dropped = {
      'user-agent': 'Marked-Browser/1',
      referer: 'https://example.net/',
      cookie: 'a=b',
      'if-range': '"x"',
      'if-modified-since': 'Sun, 22 Nov 2026 10:00:00 GMT',
      'if-none-match': '"x"',
      forwarded: 'for=192.0.2.7',
      dnt: '1',
    };
    const request = requestOf({ ...passed, ...dropped }, bytes);
    expect(Object.fromEntries(request?.headers ?? [])).toEqual(passed);
  });
});

describe('an answer', () => {
  const sent = async (response: Response) => {
    const returned = await answerOfResponse(response);
    return { returned, plain: plainResponse(JSON.stringify(returned)) };
  };

  it.each(['application/octet-stream', 'image/png', 'application/zip', 'application/jsonish'])(
    'of type %s goes out in base64 and arrives byte for byte',
    async (type) => {
      const headers = { 'content-type': type, 'content-range': 'bytes 0-1255/5000' };
      const { returned, plain } = await sent(new Response(bytes, { status: 206, headers }));
      expect(returned.isBase64Encoded).toBe(true);
      expect(plain?.statusCode).toBe(206);
      expect(plain?.headers).toMatchObject(headers);
      expect(plain?.body.equals(bytes)).toBe(true);
    },
  );

  it.each([
    'text/html; charset=utf-8',
    'text/plain',
    'application/json',
    'application/problem+json',
    'Application/JSON; charset=utf-8',
  ])('of type %s goes out as the text it is', async (type) => {
    const { returned, plain } = await sent(new Response('Grüße', { headers: { 'content-type': type } }));
    expect(returned).toMatchObject({ body: 'Grüße', isBase64Encoded: false });
    expect(plain?.body.toString()).toBe('Grüße');
  });

  it('without a body is no base64', async () => {
    const { returned } = await sent(new Response(null, { status: 303, headers: { location: '/report' } }));
    expect(returned).toMatchObject({ body: '', isBase64Encoded: false });
  });

  it('of bytes at the limit of one answer is less than what Lambda may return', async () => {
    const largest = new Response(Buffer.alloc(4 * 1024 * 1024), {
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(JSON.stringify(await answerOfResponse(largest)).length).toBeLessThan(6_000_000);
  });
});

it('PUT is a method like the others: answered where it is registered, refused with the list elsewhere', async () => {
  const app = new Hono();
  route(app, '/parts', { GET: (c) => c.text('all'), PUT: (c) => c.text('put') });
  route(app, '/other', { POST: (c) => c.text('posted') });
  expect(await (await app.request('/parts', { method: 'PUT' })).text()).toBe('put');
  const refused = await app.request('/other', { method: 'PUT' });
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST']);
  expect((await app.request('/parts', { method: 'DELETE' })).headers.get('allow')).toBe('GET, HEAD, PUT');
});
