import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { badJsonBodies, expectNothingWritten, expectProblem, requestOf } from './bad-requests.ts';
import { everythingStored } from './stored.ts';

const invisible: [string, string][] = [
  ['zero width spaces', '\u200b\u200b'],
  ['joiners and marks', '\u200c\u200d\u200e\u200f'],
  ['a Hangul filler', '\u3164'],
  ['half-width and jamo fillers', '\uffa0\u115f\u1160'],
  ['blank braille', '\u2800'],
  ['a byte order mark', '\ufeff'],
  ['spaces of many kinds', ' \u00a0\u2003\u3000\u1680\t\r\n\u2028\u2029'],
  ['soft hyphens', '\u00ad'],
  ['variation selectors', '\ufe0f\u{e0100}'],
  ['tag characters', '\u{e0041}\u{e007f}'],
  ['invisible operators', '\u2061\u2062\u2063\u2064'],
  ['Mongolian separators', '\u180e\u180b'],
  ['private use', '\ue000\u{f0000}'],
  ['nothing', ''],
];

const unsafe: [string, string, string][] = [
  ['a null', 'ab\u0000', 'U+0000) at character 3'],
  ['an escape', '\u001b[31m', 'U+001B) at character 1'],
  ['a backspace', 'a\u0008', 'U+0008) at character 2'],
  ['a C1 control', 'a\u0085', 'U+0085) at character 2'],
  ['delete', 'a\u007f', 'U+007F) at character 2'],
  ['a right-to-left override', 'a\u202e', 'U+202E) at character 2'],
  ['an embedding', 'a\u202a', 'U+202A) at character 2'],
  ['an isolate', 'a\u2066', 'U+2066) at character 2'],
  ['a noncharacter', 'a\uffff', 'U+FFFF) at character 2'],
  ['a control behind an emoji', '🦉🦉\u0001', 'U+0001) at character 3'],
];

describe('bad input to the API', () => {
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
  const report = (body: unknown) => service.reporter('/api/reports', jsonRequest(body));
  const entry = (body: unknown) => service.reporter('/api/follow-up/entries', jsonRequest(body, headers()));

  it.each(badJsonBodies('{"answers":{"whatHappened":"%"}}').map((bad) => [bad.name, bad] as const))(
    'a report %s is refused, and nothing is stored',
    async (_, bad) => {
      await refused(service.reporter('/api/reports', requestOf(bad)), bad.status);
    },
  );

  it.each(badJsonBodies('{"text":"%"}').map((bad) => [bad.name, bad] as const))(
    'an entry %s is refused, and nothing is stored',
    async (_, bad) => {
      await refused(service.reporter('/api/follow-up/entries', requestOf(bad, headers())), bad.status);
    },
  );

  const whatHappened = 'It happened.';
  const answers = { whatHappened };
  it.each<[string, string, string]>([
    ['without answers', '{}', '/answers'],
    ['with answers as a text', '{"answers":"x"}', '/answers'],
    ['with answers as a list', '{"answers":[]}', '/answers'],
    ['with answers null', '{"answers":null}', '/answers'],
    ['without what happened', '{"answers":{}}', '/answers/whatHappened'],
    ['with a number for a text', '{"answers":{"whatHappened":1}}', '/answers/whatHappened'],
    ['with a list for a text', '{"answers":{"whatHappened":["x"]}}', '/answers/whatHappened'],
    ['with null for an optional text', '{"answers":{"whatHappened":"x","who":null}}', '/answers/who'],
    ['with an unknown answer', '{"answers":{"whatHappened":"x","why":"y"}}', '/answers/why'],
    ['with an unknown field', JSON.stringify({ answers, admin: true }), '/admin'],
    ['with a field whose name needs escaping', JSON.stringify({ answers, 'a/b~c': 1 }), '/a~1b~0c'],
    ['with __proto__', '{"answers":{"whatHappened":"x"},"__proto__":{"urgent":true}}', '/__proto__'],
    [
      'with __proto__ answers',
      '{"answers":{"whatHappened":"x","__proto__":{"who":"y"}}}',
      '/answers/__proto__',
    ],
    ['with a constructor', '{"answers":{"whatHappened":"x"},"constructor":{}}', '/constructor'],
    ['with toString', '{"answers":{"whatHappened":"x","toString":"y"}}', '/answers/toString'],
    ['with answers only inherited', '{"__proto__":{"answers":{"whatHappened":"x"}}}', '/answers'],
    ['for an unknown channel', JSON.stringify({ answers, channel: 'other' }), '/channel'],
    ['for the channel __proto__', JSON.stringify({ answers, channel: '__proto__' }), '/channel'],
    ['for the channel constructor', JSON.stringify({ answers, channel: 'constructor' }), '/channel'],
    ['for a list of channels', JSON.stringify({ answers, channel: ['conduct'] }), '/channel'],
    ['urgent as a text', JSON.stringify({ answers, urgent: 'true' }), '/urgent'],
    ['urgent as null', JSON.stringify({ answers, urgent: null }), '/urgent'],
    ['with a ticket as a number', JSON.stringify({ answers, ticket: 1 }), '/ticket'],
    ['with a ticket of a megabyte', JSON.stringify({ answers, ticket: 'A'.repeat(1_000_000) }), '/ticket'],
    ['excluding a text', JSON.stringify({ answers, excludedMembers: 'm' }), '/excludedMembers'],
    ['excluding numbers', JSON.stringify({ answers, excludedMembers: [1] }), '/excludedMembers/0'],
    [
      'excluding an odd id',
      JSON.stringify({ answers, excludedMembers: ['ok', '../x'] }),
      '/excludedMembers/1',
    ],
    ['excluding 101', JSON.stringify({ answers, excludedMembers: Array(101).fill('m') }), '/excludedMembers'],
    [
      'excluding half a million',
      `{"answers":{"whatHappened":"x"},"excludedMembers":[${'1,'.repeat(500_000)}1]}`,
      '/excludedMembers',
    ],
  ])('a report %s is refused with the place', async (_, body, pointer) => {
    const { errors } = await refused(report(body), 422);
    expect(errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it.each<[string, string, string]>([
    ['without a text', '{}', '/text'],
    ['with a number', '{"text":1}', '/text'],
    ['with null', '{"text":null}', '/text'],
    ['with an object', '{"text":{"toString":"x"}}', '/text'],
    ['with an unknown field', '{"text":"x","from":"team"}', '/from'],
    ['with __proto__', '{"text":"x","__proto__":{}}', '/__proto__'],
    ['with the text only inherited', '{"__proto__":{"text":"x"}}', '/text'],
  ])('an entry %s is refused with the place', async (_, body, pointer) => {
    const { errors } = await refused(entry(body), 422);
    expect(errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it.each(invisible)('a text of %s is empty', async (_, text) => {
    const problem = await refused(report({ answers: { whatHappened: text } }), 422);
    expect(problem.errors).toEqual([{ pointer: '/answers/whatHappened', detail: 'Must not be empty.' }]);
    expect(await refused(entry({ text }), 422)).toMatchObject({ errors: [{ pointer: '/text' }] });
  });

  it.each(unsafe)('a text with %s is refused with the place', async (_, text, place) => {
    const problem = await refused(report({ answers: { whatHappened, who: text } }), 422);
    expect(problem.errors).toMatchObject([{ pointer: '/answers/who' }]);
    expect(problem.errors?.[0]?.detail).toContain(place);
    expect((await refused(entry({ text }), 422)).errors?.[0]?.detail).toContain(place);
  });

  it.each(['', '\u0000', 'ä', 'ticket', '"><b>', `${'A'.repeat(49)}=`, 'A'.repeat(50), 'A'.repeat(100)])(
    'a forged ticket (%j) is a conflict',
    async (ticket) => {
      await refused(report({ answers, ticket }), 409);
    },
  );

  it('a ticket changed in any one place is a conflict', async () => {
    const response = await service.reporter('/api/tickets', { method: 'POST' });
    const { ticket } = (await response.json()) as { ticket: string };
    for (let at = 0; at < ticket.length; at += 7) {
      const changed = ticket.slice(0, at) + (ticket[at] === 'A' ? 'B' : 'A') + ticket.slice(at + 1);
      await refused(report({ answers, ticket: changed }), 409);
    }
  });

  it('an Idempotency-Key that is empty or too long is refused', async () => {
    for (const key of ['', 'x'.repeat(201), 'a b', 'ä']) {
      const init = jsonRequest({ text: 'x' }, { ...headers(), 'idempotency-key': key });
      await refused(service.reporter('/api/follow-up/entries', init), 400);
    }
  });

  it('after all of this nothing but the one report is stored', async () => {
    expect(await everythingStored(service)).toEqual(stored);
  });
});
