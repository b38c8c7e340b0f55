import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealForward } from '../../functions/domain/forward/seal-forward.ts';
import { newRingKeyPair } from '../../functions/envelope/key-pair.ts';
import { receivingKeyLine } from '../../functions/domain/forward/receiving-key.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, post, postOnce, read, refusalOf, type SignedIn } from './as-member.ts';
import { signedInCookie } from './as-browser.ts';
import type { Colleague } from './measured-case.ts';
import { agreeTo } from './two-people.ts';

type Published = { keys: { channel: string; key: string; fingerprint: string }[] };
type Received = { id?: string; caseName: string; channel: string; from: { community: string } };

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('a case that is forwarded', () => {
  let service: Service;
  let lead: Colleague;
  let ben: Colleague;
  let id: string;
  beforeEach(async () => {
    service = await startService({
      forwarding: { channels: ['conduct'] },
      organisation: 'Example Conference',
    });
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    id = await caseIdOf(service, await fileReport(service));
    for (const one of [lead, ben]) await read(service, one, id);
    await post(service, lead, `/api/cases/${id}/messages`, { text: 'We spoke with planted-name about it.' });
    await post(service, lead, `/api/cases/${id}/redactions/words`, { words: ['planted-name'] });
  });
  afterEach(() => service.close());

  const published = async (): Promise<Published> =>
    bodyOf<Published>(await service.reporter('/.well-known/conductline-keys'));
  const asked = async (own: object = {}): Promise<Response> =>
    post(service, lead, `/api/cases/${id}/copies`, {
      to: 'community',
      recipient: 'Another conference',
      basis: 'agreement',
      contents: 'report',
      form: 'redacted',
      reason: 'They meet there next.',
      whyNotTold: 'They asked for it themselves.',
      receivingKey: (await published()).keys[0]?.key,
      ...own,
    });
  const forwarded = async (own: object = {}): Promise<Uint8Array> => {
    expect((await asked(own)).status).toBe(201);
    expect((await agreeTo(service, ben, id)).status).toBe(200);
    expect((await post(service, lead, `/api/cases/${id}/copies/open`, { request: 1 })).status).toBe(200);
    const answer = await get(service, lead, `/api/cases/${id}/copies/1/forward`);
    expect(answer.status).toBe(200);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const receive = (file: Uint8Array, who: SignedIn = ben, own: object = {}): Promise<Response> =>
    postOnce(service, who, '/api/forwarded', { file: base64(file), ...own });

  it('goes redacted to the key that a community publishes, and is a case there, once', async () => {
    const file = await forwarded();
    expect(Buffer.from(file).includes('Something happened')).toBe(false);
    const answer = await receive(file);
    expect(answer.status).toBe(201);
    const received = await bodyOf<Received>(answer);
    expect(received).toMatchObject({ channel: 'conduct', from: { community: 'Example Conference' } });
    const shown = JSON.stringify(await read(service, ben, received.id ?? ''));
    expect(shown).toContain('Forwarded by Example Conference');
    expect(shown).toContain('Something happened.');
    expect(shown).toContain('We spoke with [redacted] about it.');
    expect(shown).not.toContain('planted-name');
    expect(shown).not.toContain('"Ada"');
    expect(shown).toContain('"cameBy":"forwarded"');
    expect(await refusalOf(await receive(file))).toEqual([409, 'received-before']);
    // Sealed anew it is other bytes, and the same file.
    const again = await get(service, lead, `/api/cases/${id}/copies/1/forward`);
    const anew = new Uint8Array(await again.arrayBuffer());
    expect(Buffer.from(anew).equals(file)).toBe(false);
    expect(await refusalOf(await receive(anew))).toEqual([409, 'received-before']);
    expect((await list(service, ben)).cases).toHaveLength(2);
  });

  it('is refused in clear words when it is no such file, for somebody else, or was changed', async () => {
    const file = await forwarded();
    const { publicKey } = newRingKeyPair();
    const foreign = sealForward(publicKey, {
      id: 'A'.repeat(22),
      from: { community: 'X', address: 'https://x.example/' },
      sentOn: '2026-03-10',
      basis: 'other',
      entries: [{ thread: 'reporter', from: 'reporter', on: '2026-03-10T09:00:00.000Z', text: 'x' }],
    });
    const changed = Uint8Array.from(file);
    changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1;
    expect(await refusalOf(await receive(new Uint8Array(0)))).toEqual([422, 'not-a-forward']);
    expect(await refusalOf(await receive(file.subarray(5)))).toEqual([422, 'not-a-forward']);
    expect(await refusalOf(await receive(foreign ?? new Uint8Array(0)))).toEqual([422, 'not-for-us']);
    expect(await refusalOf(await receive(changed))).toEqual([422, 'forward-damaged']);
    expect(await refusalOf(await receive(file.subarray(0, -1)))).toEqual([422, 'forward-damaged']);
    expect((await list(service, ben)).cases).toHaveLength(1);
  });

  it('can be kept from a member, also from who received it, who learns its name alone', async () => {
    const file = await forwarded();
    const answer = await receive(file, ben, { excludedMembers: [ben.memberId] });
    const received = await bodyOf<Received>(answer);
    expect(received.id).toBeUndefined();
    expect((await list(service, ben)).cases).toHaveLength(1);
    expect((await list(service, lead)).cases).toHaveLength(2);
  });

  it('leaves nobody out who alone could look after it', async () => {
    const file = await forwarded();
    const all = { excludedMembers: [lead.memberId, ben.memberId] };
    const before = (await list(service, lead)).cases.length;
    expect(await refusalOf(await receive(file, ben, all))).toEqual([422, 'nobody-else']);
    expect((await list(service, lead)).cases).toHaveLength(before);
  });

  it('goes redacted and without originals only, and to a key that is one', async () => {
    expect(await refusalOf(await asked({ form: 'whole' }))).toEqual([422, 'invalid-fields']);
    expect(await refusalOf(await asked({ files: 'originals' }))).toEqual([422, 'invalid-fields']);
    expect(await refusalOf(await asked({ receivingKey: 'conductline-key-1:AAAA' }))).toEqual([
      422,
      'invalid-fields',
    ]);
  });

  it('is written down with the fingerprint of the key, and in the audit log', async () => {
    await forwarded();
    const [key] = (await published()).keys;
    const answer = await (await get(service, ben, `/api/cases/${id}/disclosures`)).text();
    expect(answer).toContain(`"forwardedTo":"${key?.fingerprint ?? 'none'}"`);
    const log = await (await get(service, lead, `/api/cases/${id}/audit`)).text();
    expect(log).toContain('Opened the case to be forwarded to');
  });

  it('works on the page: keys with their fingerprints, and a file that becomes a case', async () => {
    const file = await forwarded();
    const cookie = await signedInCookie(service, ben.memberId);
    const page = await (await service.team('/forwarded', { headers: { cookie } })).text();
    const [key] = (await published()).keys;
    for (const text of [key?.key ?? 'none', key?.fingerprint ?? 'none']) expect(page).toContain(text);
    const send = async (bytes: Uint8Array): Promise<Response> => {
      const form = new FormData();
      form.append('file', new File([Uint8Array.from(bytes)], 'x.conductline-forward'));
      const { headers, body } = new Request('https://team.example.org/', { method: 'POST', body: form });
      return service.team('/forwarded', {
        method: 'POST',
        body: new Uint8Array(await new Response(body).arrayBuffer()),
        headers: {
          cookie,
          'content-type': headers.get('content-type') ?? '',
          'sec-fetch-site': 'same-origin',
        },
      });
    };
    const refused = await send(new Uint8Array([1, 2, 3]));
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('This is no forwarded case.');
    const received = await send(file);
    expect(received.status).toBe(201);
    expect(await received.text()).toContain('The file is whole, and is the case');
  });

  it('without the setting no key is published, and nothing opens', async () => {
    const other = await startService();
    const member = await other.addMember();
    expect((await other.reporter('/.well-known/conductline-keys')).status).toBe(404);
    const file = await forwarded({ receivingKey: receivingKeyLine(newRingKeyPair().publicKey) });
    const answer = await postOnce(other, member, '/api/forwarded', { file: base64(file) });
    expect(await refusalOf(answer)).toEqual([422, 'not-for-us']);
    await other.close();
  });
});
