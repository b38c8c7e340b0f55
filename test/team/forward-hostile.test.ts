import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forwardHeader, forwardInfo, keyIdOf } from '../../functions/domain/forward/forward-format.ts';
import { keyOf } from '../../functions/domain/forward/receiving-key.ts';
import { pad, utf8 } from '../../functions/envelope/format.ts';
import { hpkeSeal } from '../../functions/envelope/hpke-seal.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { list, postOnce, read, refusalOf } from './as-member.ts';
import { signedInCookie } from './as-browser.ts';
import type { Colleague } from './measured-case.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const content = (own: object = {}): object => ({
  id: 'A'.repeat(22),
  from: { community: 'Another conference', address: 'https://x.example/' },
  sentOn: '2026-03-10',
  basis: 'other',
  entries: [{ thread: 'reporter', from: 'reporter', on: '2026-03-10T09:00:00.000Z', text: 'They shouted.' }],
  ...own,
});

/** Anybody can seal whatever they like to a published key. */
describe('a file that somebody has sealed to our key to do harm', () => {
  let service: Service;
  let lead: Colleague;
  let ben: Colleague;
  let key: Uint8Array;
  beforeEach(async () => {
    service = await startService({ forwarding: { channels: ['conduct'] } });
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    const published = await bodyOf<{ keys: { key: string }[] }>(
      await service.reporter('/.well-known/conductline-keys'),
    );
    key = keyOf((published.keys[0]?.key ?? '').split(':')[1] ?? '') ?? new Uint8Array(0);
  });
  afterEach(() => service.close());

  const sealed = (text: string): Uint8Array =>
    Buffer.concat([forwardHeader(1), keyIdOf(key), hpkeSeal(key, forwardInfo(key), pad(utf8(text)))]);
  const receive = (file: Uint8Array, own: object = {}, who: Colleague = ben): Promise<Response> =>
    postOnce(service, who, '/api/forwarded', { file: base64(file), ...own });

  it.each([
    ['no JSON', '{'],
    ['a prototype', '{"__proto__":{"entries":[]},"constructor":1}'],
    ['nesting', '['.repeat(20_000)],
    ['nothing in it', JSON.stringify(content({ entries: [] }))],
    [
      'a script for an address',
      JSON.stringify(content({ from: { community: 'X', address: 'javascript:alert(1)' } })),
    ],
    [
      'a thread that is a path',
      JSON.stringify(
        content({
          entries: [{ thread: '../x', from: 'reporter', on: '2026-03-10T09:00:00.000Z', text: 'x' }],
        }),
      ),
    ],
    ['an id that is a path', JSON.stringify(content({ id: '../../../../../../etc/pa' }))],
    [
      'too much text',
      JSON.stringify(
        content({
          entries: [
            {
              thread: 'reporter',
              from: 'reporter',
              on: '2026-03-10T09:00:00.000Z',
              text: 'x'.repeat(200_000),
            },
          ],
        }),
      ),
    ],
  ])('with %s is refused, and nothing is made of it', async (_, text) => {
    expect(await refusalOf(await receive(sealed(text)))).toEqual([422, 'forward-damaged']);
    expect((await list(service, ben)).cases).toEqual([]);
  });

  it('says nothing in signs that turn text around or cannot be seen', async () => {
    const hostile = { community: 'Our own\u202e team\u0007\n\nRead', address: 'https://x.example/' };
    const text = {
      thread: 'reporter',
      from: 'reporter',
      on: '2026-03-10T09:00:00.000Z',
      text: 'a\u202eb\u0000c',
    };
    const answer = await receive(sealed(JSON.stringify(content({ from: hostile, entries: [text] }))));
    expect(answer.status).toBe(201);
    const said = await answer.text();
    const { cases } = await list(service, ben);
    const shown = JSON.stringify(await read(service, ben, cases[0]?.id ?? ''));
    for (const one of [said, JSON.stringify(cases), shown])
      for (const sign of ['\u202e', '\\u202e', '\\u0007', '\\u0000']) expect(one).not.toContain(sign);
    expect(JSON.stringify(cases)).not.toContain('team\\n');
    const cookie = await signedInCookie(service, ben.memberId);
    const page = await service.team('/cases', { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    expect(await page.text()).not.toContain('\u202e');
  });

  it('is shown as text wherever it is shown', async () => {
    const script = '<script>alert(1)</script>';
    const from = { community: script, address: 'https://x.example/"><script>alert(2)</script>' };
    const entry = { thread: 'reporter', from: 'reporter', on: '2026-03-10T09:00:00.000Z', text: script };
    await receive(sealed(JSON.stringify(content({ from, entries: [entry] }))));
    const { cases } = await list(service, ben);
    const id = cases[0]?.id ?? '';
    await read(service, ben, id);
    const cookie = await signedInCookie(service, ben.memberId);
    for (const path of ['/cases', '/board', `/cases/${id}`, `/cases/${id}/people`]) {
      const page = await service.team(path, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
      expect([path, page.status, (await page.text()).includes('<script>alert')]).toEqual([path, 200, false]);
    }
  });

  it('is refused when it is larger than a request may be: fifty megabytes make no case', async () => {
    const large = new Uint8Array(50_000_000);
    expect((await receive(large)).status).toBe(413);
    const cookie = await signedInCookie(service, ben.memberId);
    const body = new FormData();
    body.set('file', new File([large], 'x.conductline-forward'));
    const page = await service.team('/forwarded', {
      ...{ method: 'POST', body },
      headers: { cookie, 'sec-fetch-site': 'same-origin', origin: 'https://team.example.org' },
    });
    expect(page.status).toBe(413);
    expect((await list(service, ben)).cases).toEqual([]);
  });

  it('leaves somebody to lead, whoever is kept from it', async () => {
    const file = sealed(JSON.stringify(content()));
    const everybody = [lead.memberId, ben.memberId];
    expect(await refusalOf(await receive(file, { excludedMembers: everybody }))).toEqual([
      422,
      'nobody-else',
    ]);
    expect(await refusalOf(await receive(file, { excludedMembers: [lead.memberId] }))).toEqual([
      422,
      'nobody-else',
    ]);
    expect((await list(service, lead)).cases).toEqual([]);
    // Whoever leads keeps it from themselves: a member acts for them, who has it then.
    const answer = await receive(file, { excludedMembers: [lead.memberId] }, lead);
    expect([answer.status, 'id' in (await bodyOf<object>(answer))]).toEqual([201, false]);
    expect((await list(service, lead)).cases).toEqual([]);
    const [line] = (await list(service, ben)).cases;
    const back = { memberId: lead.memberId, reason: 'They are not close.' };
    expect((await postOnce(service, ben, `/api/cases/${line?.id ?? ''}/notes`, { text: 'x' })).status).toBe(
      409,
    );
    expect((await read(service, ben, line?.id ?? '')).caseName).toBe(line?.caseName);
    expect((await postOnce(service, ben, `/api/cases/${line?.id ?? ''}/aside/lift`, back)).status).not.toBe(
      500,
    );
    expect((await list(service, lead)).cases).toEqual([]);
  });
});
