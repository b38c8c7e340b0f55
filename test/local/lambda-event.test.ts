import { describe, expect, test } from 'vitest';
import { lambdaEvent, type PlainRequest } from '../../infra/local/lambda-event.ts';

const now = new Date('2030-03-02T19:03:08.123Z');
const eventOf = (request: Partial<PlainRequest>) =>
  lambdaEvent(
    {
      method: 'GET',
      url: '/',
      headers: { host: '127.0.0.1:8081' },
      body: Buffer.alloc(0),
      sourceIp: '192.0.2.7',
      httpVersion: '1.1',
      ...request,
    },
    { requestId: 'request-1', now },
  );

test('has the shape of payload format 2.0', () => {
  const event = eventOf({
    method: 'POST',
    url: '/a/b?x=1&x=2&y=%C3%BC',
    headers: {
      host: '127.0.0.1:8081',
      'content-type': 'application/json',
      cookie: 'a=1; b=2',
      'user-agent': 'agent',
      'x-forwarded-for': '198.51.100.1',
      connection: 'keep-alive',
    },
    body: Buffer.from('{"ü":1}'),
  });
  expect(event).toEqual({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/a/b',
    rawQueryString: 'x=1&x=2&y=%C3%BC',
    cookies: ['a=1', 'b=2'],
    headers: {
      host: '127.0.0.1:8081',
      'content-type': 'application/json',
      'user-agent': 'agent',
      'x-forwarded-for': '198.51.100.1, 192.0.2.7',
      'x-forwarded-port': '8081',
      'x-forwarded-proto': 'http',
    },
    queryStringParameters: { x: '1,2', y: 'ü' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: '127.0.0.1:8081',
      domainPrefix: '127',
      http: { method: 'POST', path: '/a/b', protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'agent' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '02/Mar/2030:19:03:08 +0000',
      timeEpoch: now.getTime(),
    },
    body: '{"ü":1}',
    isBase64Encoded: false,
  });
});

test('has no body, cookies or query parameters when the request has none', () => {
  const event = eventOf({});
  expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
  for (const name of ['body', 'cookies', 'queryStringParameters']) expect(event).not.toHaveProperty(name);
});

describe('a body', () => {
  const bodyOf = (type: string | undefined, body: Buffer) => {
    const event = eventOf({ headers: { host: 'h', ...(type && { 'content-type': type }) }, body });
    return { body: event?.body, isBase64Encoded: event?.isBase64Encoded };
  };

  test.each([
    'text/plain',
    'text/html; charset=utf-8',
    'application/json',
    'Application/JSON ; a=b',
    'application/xml',
  ])('of type %s is text', (type) => {
    expect(bodyOf(type, Buffer.from('ü'))).toEqual({ body: 'ü', isBase64Encoded: false });
  });

  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/jsonish',
    'image/png',
    undefined,
  ])('of type %s is base64', (type) => {
    expect(bodyOf(type, Buffer.from('ü'))).toEqual({ body: 'w7w=', isBase64Encoded: true });
  });

  test('of a text type that is not UTF-8 keeps its bytes in base64', () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    expect(bodyOf('application/json', bytes)).toEqual({
      body: bytes.toString('base64'),
      isBase64Encoded: true,
    });
  });
});

describe('a path', () => {
  test.each([
    ['/a%20b', '/a b'],
    ['/%40id%2Fx', '/@id/x'],
    ['/a%3Fb=c/d', '/a'],
    ['/a?b?c', '/a'],
  ])('%s arrives as %s', (url, rawPath) => {
    expect(eventOf({ url })).toMatchObject({ rawPath });
  });

  test.each(['/%', '/%zz', '/%ff', '*', 'http://other.example/'])('%s is refused', (url) => {
    expect(eventOf({ url })).toBeUndefined();
  });
});
