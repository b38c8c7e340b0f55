import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, bodyOf, jsonRequest } from '../../harness/requests.ts';
import { startService, type Service } from '../../harness/service.ts';
import { atPages } from '../../team/team-pages.ts';
import { caseIdOf, get, list, post, read, type ProblemBody } from '../../team/as-member.ts';
import { countCases, everythingStored } from '../stored.ts';
import { bridges, bring, brought, message, secondsOf, secretOf, signed, tokenOf } from './signed.ts';

const path = '/api/bridges/matrix/messages';
const minute = 60_000;
const day = 86_400_000;

describe('what a bridge brings', () => {
  let service: Service;
  let member: Awaited<ReturnType<Service['addMember']>>;
  let secret: string;
  beforeAll(async () => {
    service = await startService({ bridges });
    member = await service.addMember();
    secret = await secretOf(service, 'matrix');
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.calls.length = 0;
    service.logs.length = 0;
  });

  const ownToken = async (token: string): Promise<string> => {
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const changed = await service.reporter(
      '/api/follow-up/passphrase',
      jsonRequest({ ticket }, bearer(token).headers),
    );
    return (await bodyOf<{ token: string }>(changed)).token;
  };

  it('is a case like any other, and says by what it came and what that means', async () => {
    const filed = await brought(service);
    expect(filed).toEqual({
      followUpUrl: expect.stringMatching(/^https:\/\/report\.example\.org\/follow-up#[\w-]{22}$/) as string,
      until: '2026-03-24T09:00:00.000Z',
      acknowledgeBy: '2026-03-12T09:00:00.000Z',
    });
    const id = await caseIdOf(service, { token: tokenOf(filed) });
    const shown = await read(service, member, id);
    expect(shown.threads.reporter.entries[0]).toMatchObject({
      from: 'reporter',
      kind: 'report',
      answers: { whatHappened: message.text },
      byBridge: { bridge: 'matrix', label: 'Direct message on Matrix', sentOn: '2026-03-09' },
    });
    const page = await (await atPages(service, member)).html(`/cases/${id}`);
    expect(page).toContain('Came by <bdi>Direct message on Matrix</bdi>');
    expect(page).toContain('9 March 2026');
    expect(page).toContain('can know who wrote it');
    expect(page).not.toContain('mira');
    const opened = async (part: string): Promise<unknown> =>
      (await post(service, member, `/api/cases/${id}/identity`, { part, reason: 'To ask.' })).json();
    expect(await opened('name')).toEqual({ part: 'name', text: 'Mira Quill' });
    expect(await opened('contact')).toEqual({
      part: 'contact',
      text: '@mira:example.org (Direct message on Matrix)',
    });
  });

  it('the link gives words of the reporter’s own and nothing else, and the conversation goes on there', async () => {
    const token = tokenOf(await brought(service, { ...message, id: 'own-words' }));
    expect((await service.reporter('/api/follow-up', bearer(token))).status).toBe(403);
    const own = await ownToken(token);
    expect((await service.reporter('/api/follow-up', bearer(token))).status).toBe(401);
    const thread = await service.reporter('/api/follow-up', bearer(own));
    expect(await thread.text()).toContain('following me from talk to talk');
    const reply = jsonRequest({ text: 'In private now.' }, bearer(own).headers);
    expect((await service.reporter('/api/follow-up/entries', reply)).status).toBe(201);
  });

  it('sent again it is one case and one answer, however long after, until its link was used', async () => {
    const again = { ...message, id: 'again' };
    const first = await brought(service, again);
    const cases = await countCases(service);
    service.clock.advance(3 * day);
    expect(await brought(service, again)).toEqual(first);
    expect(await Promise.all([brought(service, again), brought(service, again)])).toEqual([first, first]);
    await ownToken(tokenOf(first));
    const used = await bring(service, again);
    expect([used.status, (await bodyOf<ProblemBody>(used)).code]).toEqual([409, 'sent-before']);
    expect(await countCases(service)).toBe(cases);
  });

  it('sent twice at once it is one case and one answer', async () => {
    const before = await countCases(service);
    const twice = { ...message, id: 'twice' };
    const [one, other] = await Promise.all([brought(service, twice), brought(service, twice)]);
    expect(one).toEqual(other);
    expect(await countCases(service)).toBe(before + 1);
  });

  it('the same id with other content is another message: nobody keeps a report out by its id', async () => {
    const first = await brought(service, { ...message, id: 'one-id' });
    for (const other of [
      { text: 'Something else.' },
      { sender: { handle: '@olu:example.org' } },
      { sender: undefined },
      { sentOn: '2026-03-08' },
    ])
      expect((await brought(service, { ...message, id: 'one-id', ...other })).followUpUrl).not.toBe(
        first.followUpUrl,
      );
    expect((await brought(service, { ...message, id: 'one-id' })).followUpUrl).toBe(first.followUpUrl);
  });

  it('what is wrong with a signature, a clock or a name cannot be told apart, and nothing is stored', async () => {
    const body = JSON.stringify({ ...message, id: 'unsigned' });
    const now = secondsOf(service.clock.now);
    const good = signed(secret, body, now);
    const withHeaders = (headers: Record<string, string>): RequestInit => ({
      ...good,
      // Made by `signed`, as an object.
      headers: { ...(good.headers as Record<string, string>), ...headers },
    });
    const at = (milliseconds: number): string =>
      secondsOf(new Date(service.clock.now.getTime() + milliseconds));
    const wrong: [string, RequestInit][] = [
      [path, signed(`${secret}x`, body, now)],
      [path, signed(await secretOf(service, 'matrix', 2), body, now)],
      [path, signed(await secretOf(service, 'slack', 2), body, now)],
      [path, signed(secret, body, at(-6 * minute))],
      [path, signed(secret, body, at(6 * minute))],
      [path, signed(secret, body, '')],
      [path, signed(secret, body, `${now}.0`)],
      [path, signed(secret, body, `-${now}`)],
      [path, { ...good, body: body.replace('following', 'followinG') }],
      [path, withHeaders({ 'bridge-timestamp': String(Number(now) + 1) })],
      [path, withHeaders({ 'bridge-signature': '' })],
      [path, withHeaders({ 'bridge-signature': 'v1=' })],
      [path, withHeaders({ 'bridge-signature': 'é'.repeat(67) })],
      [path, signed(secret, 'no JSON', at(-6 * minute))],
      ['/api/bridges/discord/messages', good],
      ['/api/bridges/slack/messages', good],
      ['/api/bridges/__proto__/messages', good],
      ['/api/bridges/no%20bridge/messages', signed(await secretOf(service, 'no bridge'), body, now)],
      ['/api/bridges/discord/messages', signed(await secretOf(service, 'discord'), body, now)],
    ];
    const before = await everythingStored(service);
    const answers = new Set<string>();
    for (const [address, init] of wrong) {
      service.calls.length = 0;
      const answer = await service.reporter(address, init);
      const calls = service.calls.map(({ command }) => command);
      const given = [answer.status, [...answer.headers], await answer.text(), calls];
      answers.add(JSON.stringify(given));
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toContain('not-signed');
    expect(await everythingStored(service)).toEqual(before);
    expect((await service.reporter(path, good)).status).toBe(201);
  });

  it('within the tolerance a clock may be off, either way', async () => {
    for (const seconds of [-300, 299]) {
      const at = secondsOf(new Date(service.clock.now.getTime() + seconds * 1_000));
      const sent = signed(secret, JSON.stringify({ ...message, id: `clock${seconds}` }), at);
      expect((await service.reporter(path, sent)).status).toBe(201);
    }
  });

  it('each bridge leads to its channel, by the secret of its generation', async () => {
    const before = (await list(service, member, '?channel=security')).cases.length;
    expect((await bring(service, message, { name: 'slack' })).status).toBe(401);
    expect((await bring(service, message, { name: 'slack', generation: 2 })).status).toBe(201);
    expect((await list(service, member, '?channel=security')).cases.length).toBe(before + 1);
  });

  it.each([
    ['no text', { text: '' }, '/text'],
    ['only what does not show', { text: '\u200b \u2066' }, '/text'],
    ['a text that is too long', { text: 'x'.repeat(200 * 1024 + 1) }, '/text'],
    ['no id', { id: '' }, '/id'],
    ['an id with a space', { id: 'a b' }, '/id'],
    ['an id that is too long', { id: 'x'.repeat(201) }, '/id'],
    ['a sender without a handle', { sender: { name: 'Mira' } }, '/sender/handle'],
    ['a long handle', { sender: { handle: 'x'.repeat(501) } }, '/sender/handle'],
    ['a time where a day belongs', { sentOn: '2026-03-09T08:00:00Z' }, '/sentOn'],
    ['a field that nobody knows', { urgent: true }, '/urgent'],
  ])('%s is refused with its place', async (_, wrong, pointer) => {
    const answer = await bring(service, { ...message, ...wrong });
    expect(answer.status).toBe(422);
    const { errors = [] } = await bodyOf<ProblemBody>(answer);
    expect(errors.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('characters that a form refuses are left out: nobody is there to correct them', async () => {
    const filed = await brought(service, { ...message, id: 'cleaned', text: 'a\u202eb\u0000c\r\nd' });
    const own = await ownToken(tokenOf(filed));
    expect(await (await service.reporter('/api/follow-up', bearer(own))).text()).toContain('abc\\nd');
  });

  it('any signed body is filed or refused by its fields, whatever it is', async () => {
    const parts = {
      id: fc.oneof(fc.string(), fc.constant('$a:b')),
      text: fc.string({ unit: 'binary' }),
      sender: fc.option(fc.record({ handle: fc.string(), name: fc.string() }), { nil: undefined }),
      sentOn: fc.option(fc.oneof(fc.string(), fc.constant('2026-02-30')), { nil: undefined }),
    };
    const shaped = fc.oneof(
      fc.record(parts, { requiredKeys: [] }).map((body) => JSON.stringify(body)),
      fc.json(),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(shaped, async (body) => {
        const answer = await service.reporter(path, signed(secret, body, secondsOf(service.clock.now)));
        expect([201, 400, 422]).toContain(answer.status);
      }),
      { numRuns: 150 },
    );
    expect(service.logs).toEqual([]);
  });

  it('a body that is too large or no JSON by its type is refused before anything is read', async () => {
    const large = signed(secret, 'x'.repeat(1_281 * 1024), secondsOf(service.clock.now));
    expect((await service.reporter(path, large)).status).toBe(413);
    const typed = {
      ...large,
      headers: { ...(large.headers as Record<string, string>), 'content-type': 'text/plain' },
    };
    expect((await service.reporter(path, typed)).status).toBe(415);
    expect(service.calls).toEqual([]);
  });

  it('nothing of it is in clear in what is stored, nor by what a thief of the tables would find it again', async () => {
    const marked = {
      id: '$Zaunkoenig:example.org',
      text: 'Wiedehopf in the corridor.',
      sender: { handle: '@neuntoeter:example.org', name: 'Bienenfresser' },
    };
    const filed = await brought(service, marked);
    const stored = JSON.stringify(await everythingStored(service), (_, value: unknown) =>
      value instanceof Map
        ? [...value]
        : value instanceof Uint8Array
          ? Buffer.from(value).toString('latin1')
          : value,
    );
    for (const secretPart of ['Zaunkoenig', 'Wiedehopf', 'neuntoeter', 'Bienenfresser', tokenOf(filed)])
      expect(stored).not.toContain(secretPart);
    expect(stored).toContain('conduct');
  });

  it('a member of another channel alone is told nothing of it', async () => {
    const other = await service.addMember({ channels: ['security'] });
    const id = await caseIdOf(service, {
      token: tokenOf(await brought(service, { ...message, id: 'hidden' })),
    });
    expect((await get(service, other, `/api/cases/${id}`)).status).toBe(404);
  });
});
