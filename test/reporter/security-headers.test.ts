import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lambdaHandler } from '../../functions/adapters/lambda/lambda-handler.ts';
import { requestOfEvent } from '../../functions/adapters/lambda/lambda-event.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';

const origin = { origin: 'https://elsewhere.example' };
const asked = { ...origin, 'access-control-request-method': 'POST' };

describe('headers of every answer, of both origins', () => {
  let service: Service;
  let authorization: string;
  beforeAll(async () => {
    service = await startService();
    ({ authorization } = await service.addMember());
    await fileReport(service);
  });
  afterAll(() => service.close());

  const answers: readonly [string, () => Promise<Response>][] = [
    ['a page', () => service.reporter('/report', { headers: origin })],
    ['a page that is not there', () => service.reporter('/nowhere', { headers: origin })],
    ['JSON', () => service.reporter('/api/openapi.json', { headers: origin })],
    ['a refused token', () => service.reporter('/api/follow-up', { headers: { authorization: 'Bearer x' } })],
    [
      'a form that is too large',
      () =>
        service.reporter('/report', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'x'.repeat(7 * 1024 * 1024),
        }),
    ],
    [
      'a question whether another origin may',
      () => service.reporter('/api/reports', { method: 'OPTIONS', headers: asked }),
    ],
    ['the team’s page to sign in', () => service.team('/sign-in', { headers: origin })],
    ['the team’s queue', () => service.team('/api/cases', { headers: { authorization, ...origin } })],
    [
      'a question to the team whether another origin may',
      () => service.team('/api/cases', { method: 'OPTIONS', headers: asked }),
    ],
  ];

  it.each(answers)('%s: nothing is kept, framed, guessed, embedded or told on', async (_, ask) => {
    const { headers } = await ask();
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'x-frame-options': 'DENY',
      'x-permitted-cross-domain-policies': 'none',
    });
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/);
    for (const feature of ['camera', 'microphone', 'geolocation', 'display-capture', 'browsing-topics'])
      expect(headers.get('permissions-policy')).toContain(`${feature}=()`);
  });

  it.each(answers)('%s: no other origin is let in', async (_, ask) => {
    const { headers } = await ask();
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('an event that is none is answered with them, too', async () => {
    const handler = lambdaHandler(
      () => new Response(),
      () => undefined,
      'anonymous',
    );
    const { statusCode, headers } = await handler({});
    expect(statusCode).toBe(400);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-embedder-policy': 'require-corp',
    });
  });
});

describe('behind CloudFront', () => {
  const event = {
    rawPath: '/report',
    headers: { 'x-forwarded-for': '192.0.2.7', via: '2.0 x.cloudfront.net (CloudFront)' },
    requestContext: { domainName: 'abc.execute-api.us-east-1.amazonaws.com', http: { method: 'GET' } },
  };

  it('links name the host that was asked for, not the gateway’s behind it', () => {
    expect(requestOfEvent(event, 'anonymous', 'report.example.org')?.url).toBe(
      'https://report.example.org/report',
    );
    expect(requestOfEvent(event, 'anonymous')?.url).toBe(
      'https://abc.execute-api.us-east-1.amazonaws.com/report',
    );
  });

  it('the address it writes down is dropped like the gateway’s own', () => {
    const request = requestOfEvent(event, 'anonymous', 'report.example.org');
    expect([...(request?.headers.keys() ?? [])]).toEqual([]);
  });
});
