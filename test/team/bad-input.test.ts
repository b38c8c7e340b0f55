import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, type ProblemBody, type ShownCase, type SignedIn } from './as-member.ts';

const json = (body: unknown): RequestInit => jsonRequest(body);
const raw = (body: NonNullable<RequestInit['body']>, contentType = 'application/json'): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': contentType },
  body,
});
const bytes = (text: string): NonNullable<RequestInit['body']> =>
  Uint8Array.from(Buffer.from(text, 'latin1'));

/** What is wrong with any body, whatever the address. */
const anywhere: Record<string, readonly [status: number, request: RequestInit]> = {
  'no body': [415, { method: 'POST' }],
  'an empty body': [400, raw('')],
  'not JSON': [400, raw('{"text":')],
  'not an object': [422, json([])],
  'a number': [422, json(7)],
  'the word null': [422, raw('null')],
  'bad UTF-8': [400, raw(bytes('{"text":"\xff\xfe"}'))],
  'a form': [415, raw('text=Hello', 'application/x-www-form-urlencoded')],
  'a broken multipart form': [415, raw('--x\r\n', 'multipart/form-data; boundary=y')],
  'no content type that makes sense': [415, raw('{}', 'application/jsonp, */*')],
  'a megabyte of JSON': [422, json({ text: 'x'.repeat(1024 * 1024 - 20) })],
  'more than is read': [413, json({ text: 'x'.repeat(2 * 1024 * 1024) })],
  'many small fields': [
    422,
    json(Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`f${at}`, at]))),
  ],
  '50,000 levels of nesting': [422, raw('['.repeat(50_000) + ']'.repeat(50_000))],
  '50,000 levels of nesting in a field': [422, raw(`{"text":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)],
  '50,000 objects deep': [422, raw('{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000))],
  'a prototype': [422, raw('{"__proto__":{"text":"x"},"constructor":{"prototype":{}}}')],
};

const texts: Record<string, readonly [pointer: string, body: unknown]> = {
  'no text': ['/text', {}],
  'an empty text': ['/text', { text: '' }],
  'only white space': ['/text', { text: ' \n\t\r\n ' }],
  'only invisible characters': ['/text', { text: '\u200b\u2060\u00ad\u3164\u2800' }],
  'a text that is no text': ['/text', { text: { toString: 'x' } }],
  'a list of texts': ['/text', { text: ['x'] }],
  'a text that is null': ['/text', { text: null }],
  'a control character': ['/text', { text: 'a\u0000b' }],
  'an escape sequence for terminals': ['/text', { text: '\u001b[2J' }],
  'characters that turn the direction': ['/text', { text: 'user\u202egnp.exe' }],
  'half a surrogate pair': ['/text', { text: 'a\ud800b' }],
  'a text that is too long': ['/text', { text: 'x'.repeat(64 * 1024 + 1) }],
  'a text that is too long in UTF-8 only': ['/text', { text: 'ü'.repeat(33 * 1024) }],
  'a field nobody knows': ['/urgent', { text: 'Hello.', urgent: true }],
};

const states: Record<string, readonly [pointer: string, body: unknown]> = {
  'no state': ['/state', {}],
  'a state nobody knows': ['/state', { state: 'lost' }],
  'a state in capitals': ['/state', { state: 'CLOSED', reason: 'x' }],
  'a state that is every object’s': ['/state', { state: 'constructor' }],
  'a list of states': ['/state', { state: ['acknowledged'] }],
  'a reason that is too long': ['/reason', { state: 'closed', reason: 'x'.repeat(4 * 1024 + 1) }],
  'a reason with a control character': ['/reason', { state: 'closed', reason: 'a\u0007' }],
  'a reason that is no text': ['/reason', { state: 'closed', reason: 1 }],
  'a version that is text': ['/version', { state: 'acknowledged', version: '1' }],
  'a version that is no whole number': ['/version', { state: 'acknowledged', version: 1.5 }],
  'a version below the first': ['/version', { state: 'acknowledged', version: 0 }],
  'a version beyond all numbers': ['/version', { state: 'acknowledged', version: 1e300 }],
  'a field nobody knows': ['/notify', { state: 'acknowledged', notify: false }],
};

const queries: Record<string, readonly [pointer: string, query: string]> = {
  'no number': ['/limit', 'limit=many'],
  'a page of nothing': ['/limit', 'limit=0'],
  'a page that is too long': ['/limit', 'limit=51'],
  'a negative page': ['/limit', 'limit=-1'],
  'a page in another notation': ['/limit', 'limit=1e1'],
  'a status nobody knows': ['/status', 'status=all'],
  'a channel nobody knows': ['/channel', 'channel=nowhere'],
  'a channel that is every object’s': ['/channel', 'channel=constructor'],
  'no channel': ['/channel', 'channel='],
  'a cursor that is too long': ['/cursor', `cursor=${'A'.repeat(4_001)}`],
  'a parameter nobody knows': ['/sort', 'sort=name'],
};

describe('bad input to the team function', () => {
  let service: Service;
  let member: SignedIn;
  let id: string;
  let before: ShownCase;
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember();
    id = await caseIdOf(service, await fileReport(service));
    before = await read(service, member, id);
  });
  afterAll(() => service.close());

  const send = (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', member.authorization);
    return service.team(path, { ...init, headers });
  };
  const problemOf = async (response: Response): Promise<ProblemBody & { status: number }> => {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = await bodyOf<ProblemBody & { status: number }>(response);
    expect(problem.status).toBe(response.status);
    expect(JSON.stringify(problem)).not.toMatch(/Error:|node_modules|\.ts:/);
    return problem;
  };
  const nothingHappened = async () => {
    expect(await read(service, member, id)).toEqual(before);
    expect(service.logs).toEqual([]);
  };

  it.each(['messages', 'notes', 'state'])('is refused by /%s whatever body it is', async (what) => {
    for (const [wrong, [status, request]] of Object.entries(anywhere)) {
      const response = await send(`/api/cases/${id}/${what}`, request);
      expect(response.status, wrong).toBe(status);
      const length = JSON.stringify(await problemOf(response)).length;
      expect(length, `${wrong}: the answer is small`).toBeLessThan(8_000);
    }
    await nothingHappened();
  });

  it.each(['messages', 'notes'])('is refused by /%s with a pointer to the field', async (what) => {
    for (const [wrong, [pointer, body]] of Object.entries(texts)) {
      const response = await send(`/api/cases/${id}/${what}`, json(body));
      expect(response.status, wrong).toBe(422);
      expect((await problemOf(response)).errors, wrong).toContainEqual(expect.objectContaining({ pointer }));
    }
    await nothingHappened();
  });

  it('says how long a text may be', async () => {
    const tooLong = await send(`/api/cases/${id}/messages`, json({ text: 'x'.repeat(70_000) }));
    expect((await problemOf(tooLong)).errors?.[0]?.detail).toBe('Is too long: 69 KB of at most 64 KB.');
  });

  it('is refused by /messages for a thread that is not there', async () => {
    for (const thread of ['appeal', 'work', '', 'reporter/', 7, null]) {
      const response = await send(`/api/cases/${id}/messages`, json({ thread, text: 'Hello.' }));
      expect(response.status).toBe(422);
      expect((await problemOf(response)).errors).toMatchObject([{ pointer: '/thread' }]);
    }
    await nothingHappened();
  });

  it('is refused by /state with a pointer to the field', async () => {
    for (const [wrong, [pointer, body]] of Object.entries(states)) {
      const response = await send(`/api/cases/${id}/state`, json(body));
      expect(response.status, wrong).toBe(422);
      expect((await problemOf(response)).errors, wrong).toContainEqual(expect.objectContaining({ pointer }));
    }
    await nothingHappened();
  });

  it('is refused by the list with a pointer to the parameter', async () => {
    for (const [wrong, [pointer, query]] of Object.entries(queries)) {
      const response = await get(service, member, `/api/cases?${query}`);
      expect(response.status, wrong).toBe(422);
      expect((await problemOf(response)).errors, wrong).toContainEqual(expect.objectContaining({ pointer }));
    }
    for (const query of [
      'limit=%ff',
      '%E0%A4%A=1',
      '__proto__=1',
      '=&&=',
      'a='.repeat(2_000),
      'limit=5&limit=x',
    ]) {
      expect((await get(service, member, `/api/cases?${query}`)).status, query).toBeLessThan(500);
    }
    await nothingHappened();
  });

  it('wrong methods are refused with those that work', async () => {
    const addresses = {
      '/api/cases': 'GET, HEAD, POST',
      [`/api/cases/${id}`]: 'GET, HEAD',
      [`/api/cases/${id}/messages`]: 'POST',
      [`/api/cases/${id}/notes`]: 'GET, HEAD, POST',
      [`/api/cases/${id}/state`]: 'POST',
      '/': 'GET, HEAD',
    };
    for (const [path, allowed] of Object.entries(addresses)) {
      for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'POST', 'GET'].filter(
        (m) => !allowed.includes(m),
      )) {
        const response = await send(path, { method });
        expect([response.status, response.headers.get('allow')], `${method} ${path}`).toEqual([405, allowed]);
      }
    }
    await nothingHappened();
  });

  it('addresses that lead nowhere are a 404, however long or odd', async () => {
    const odd = [
      '/api',
      '/api/',
      '/api/cases/',
      `/api/cases/${id}/`,
      `/api/cases/${id}/keys`,
      `/api/${'x'.repeat(4_000)}`,

      '/api/cases/%00',
      '/api/cases/%E0%A4%A',
      '/API/CASES',
      '//api/cases',
    ];
    for (const path of odd) {
      const response = await send(path, {});
      expect(response.status, path.slice(0, 60)).toBe(404);
      if (path.startsWith('/api/')) await problemOf(response);
    }
    await nothingHappened();
  });

  it('a text of exactly 64 KB, with every line end and emoji a person uses, is kept as it is', async () => {
    const text = `Zeile 1\nשלום 👩‍👩‍👧\tEnde ${'x'.repeat(60_000)}`;
    const padded = text + 'ü'.repeat((64 * 1024 - Buffer.byteLength(text)) >> 1);
    const sent = await post(service, member, `/api/cases/${id}/messages`, { text: padded });
    expect(sent.status).toBe(201);
    const { entries } = (await read(service, member, id)).threads.reporter;
    expect(entries.at(-1)?.text).toBe(padded);
  });
});
