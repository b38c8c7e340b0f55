import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeMember } from '../../infra/ops/member/members.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  cookieOf,
  credentialsOf,
  enrolmentSecret,
  formPost,
  passkeyOptionsOn,
  passkeySettings,
  signedInCookie,
  teamOrigin,
} from './as-browser.ts';
import { caseIdOf, list } from './as-member.ts';
import { softPasskey, type Slip } from './soft-passkey.ts';

const hour = 3_600_000;

describe('sessions and passkeys', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(passkeySettings);
  });
  afterAll(() => service.close());

  const page = async (path: string, cookie = ''): Promise<string> =>
    (await service.team(path, { headers: { cookie } })).text();
  const enrol = async (memberId: string, slip: Slip = {}) => {
    const passkey = softPasskey(teamOrigin, memberId);
    const link = await enrolmentSecret(service, memberId);
    const opened = await service.team('/enrol', formPost({ link }));
    const response = passkey.register(passkeyOptionsOn(await opened.text()), slip);
    const answer = await service.team('/enrol/passkey', formPost({ link, name: 'my phone', response }));
    return { passkey, link, answer, response };
  };
  const signIn = async (passkey: ReturnType<typeof softPasskey>, slip: Slip = {}) =>
    service.team('/sign-in', formPost({ response: passkey.signIn(passkeyOptionsOn(await page('/')), slip) }));
  const letsIn = async (cookie: string): Promise<boolean> =>
    (await service.team('/passkeys', { headers: { cookie } })).status === 200;

  it('an enrolment link makes one passkey and signs in; used, too old or unknown it does neither', async () => {
    const { memberId } = await service.addMember();
    const { answer, link, response } = await enrol(memberId);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-session=[\w.-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(await letsIn(cookieOf(answer))).toBe(true);

    const again = await service.team('/enrol/passkey', formPost({ link, name: 'twice', response }));
    expect(again.status).toBe(422);
    expect(await credentialsOf(service).passkeysOf(memberId)).toMatchObject([{ name: 'my phone' }]);

    const late = await enrolmentSecret(service, memberId);
    service.clock.advance(72 * hour);
    expect((await service.team('/enrol', formPost({ link: late }))).status).toBe(422);
    expect((await service.team('/enrol', formPost({ link: 'nonsense' }))).status).toBe(422);
  });

  it('a passkey signs in; the session ends after twelve hours, and at once by signing out', async () => {
    const { memberId } = await service.addMember();
    const { passkey } = await enrol(memberId);
    const first = cookieOf(await signIn(passkey));
    const second = cookieOf(await signIn(passkey));
    expect([await letsIn(first), await letsIn(second)]).toEqual([true, true]);

    const out = await service.team('/sign-out', formPost({}, first));
    expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect([await letsIn(first), await letsIn(second)]).toEqual([false, true]);
    service.clock.advance(12 * hour);
    expect(await letsIn(second)).toBe(false);
  });

  it('a member who is revoked is out at once, sessions, links and all', async () => {
    const { memberId } = await service.addMember();
    const { passkey, answer } = await enrol(memberId);
    const link = await enrolmentSecret(service, memberId);
    await revokeMember(service.ops, memberId);

    expect(await letsIn(cookieOf(answer))).toBe(false);
    expect((await service.team('/enrol', formPost({ link }))).status).toBe(422);
    expect((await signIn(passkey)).status).toBe(422);
  });

  it.each<[string, Slip]>([
    ['of another origin', { origin: 'https://evil.example.org' }],
    ['for another host', { rpId: 'evil.example.org' }],
    ['without the person verified', { unverified: true }],
  ])('a response %s makes no passkey and signs nobody in', async (_what, slip) => {
    const { memberId } = await service.addMember();
    expect((await enrol(memberId, slip)).answer.status).toBe(422);
    expect(await credentialsOf(service).passkeysOf(memberId)).toEqual([]);
    const { passkey } = await enrol(memberId);
    expect((await signIn(passkey, slip)).status).toBe(422);
  });

  it('a passkey of one member signs in as nobody else', async () => {
    const one = await service.addMember();
    const other = await service.addMember();
    const { passkey } = await enrol(one.memberId);
    expect((await signIn(passkey, { userHandle: other.memberId })).status).toBe(422);
  });

  it('a challenge is good for one sign-in, for five minutes, and for signing in alone', async () => {
    const { memberId } = await service.addMember();
    const { passkey } = await enrol(memberId);
    const options = passkeyOptionsOn(await page('/'));
    const response = passkey.signIn(options);
    expect((await service.team('/sign-in', formPost({ response }))).status).toBe(303);
    expect((await service.team('/sign-in', formPost({ response }))).status).toBe(422);
    const again = passkey.signIn(options);
    expect((await service.team('/sign-in', formPost({ response: again }))).status).toBe(422);

    const old = passkeyOptionsOn(await page('/'));
    service.clock.advance(6 * 60_000);
    expect((await service.team('/sign-in', formPost({ response: passkey.signIn(old) }))).status).toBe(422);

    const link = await enrolmentSecret(service, memberId);
    const forSigningIn = softPasskey(teamOrigin, memberId).register(passkeyOptionsOn(await page('/')));
    const refused = await service.team('/enrol/passkey', formPost({ link, response: forSigningIn }));
    expect(refused.status).toBe(422);
  });

  it('passkeys are added, renamed and removed by their member alone, the only one never', async () => {
    const { memberId } = await service.addMember();
    const { passkey, answer } = await enrol(memberId);
    const cookie = cookieOf(answer);
    const stranger = await signedInCookie(service, (await service.addMember()).memberId);
    const post = (fields: Record<string, string>, by = cookie) =>
      service.team(`/passkeys/${passkey.id}`, formPost(fields, by));

    expect((await post({ do: 'remove' })).status).toBe(422);
    const second = softPasskey(teamOrigin, memberId);
    const response = second.register(passkeyOptionsOn(await page('/passkeys', cookie)));
    expect((await service.team('/passkeys', formPost({ response, name: 'key ring' }, cookie))).status).toBe(
      200,
    );
    expect((await post({ do: 'rename', name: 'old phone' })).status).toBe(200);
    expect((await post({ do: 'rename', name: 'stolen' }, stranger)).status).toBe(404);
    expect((await post({ do: 'remove' }, stranger)).status).toBe(404);
    const names = (await credentialsOf(service).passkeysOf(memberId)).map(({ name }) => name).sort();
    expect(names).toEqual(['key ring', 'old phone']);

    const elsewhere = cookieOf(await signIn(passkey));
    expect((await post({ do: 'remove' })).status).toBe(200);
    expect((await signIn(passkey)).status).toBe(422);
    expect([await letsIn(cookie), await letsIn(elsewhere)]).toEqual([true, false]);
  });

  it('what another site sends in a member’s name is refused, on pages and under /api', async () => {
    const { memberId } = await service.addMember();
    const cookie = await signedInCookie(service, memberId);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example.org', 'sec-fetch-site': 'cross-site' },
      { origin: teamOrigin, 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      {},
    ];
    for (const headers of foreign) {
      const refused = await service.team('/passkeys/some', formPost({ do: 'remove' }, cookie, headers));
      expect([headers, refused.status]).toEqual([headers, 403]);
      const api = await service.team(`/api/cases/${'a'.repeat(22)}/notes`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: '{"text":"planted"}',
      });
      expect([headers, api.status]).toEqual([headers, 403]);
    }
    expect((await service.team('/api/cases', { headers: { cookie } })).status).toBe(200);
  });

  it('a cookie that is none leads to the sign-in page', async () => {
    for (const cookie of ['', '__Host-session=', '__Host-session=abc', 'session=x', '__Host-session=a.b']) {
      const answer = await service.team('/cases', { headers: { cookie } });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    }
  });

  it('passkeys are added and removed within a quarter of an hour of signing in, not later', async () => {
    const { memberId } = await service.addMember();
    const { passkey, answer } = await enrol(memberId);
    const cookie = cookieOf(answer);
    const add = async () => {
      const response = softPasskey(teamOrigin, memberId).register(
        passkeyOptionsOn(await page('/passkeys', cookie)),
      );
      return (await service.team('/passkeys', formPost({ response, name: 'other' }, cookie))).status;
    };
    expect(await add()).toBe(200);
    service.clock.advance(15 * 60_000);
    expect(await add()).toBe(422);
    const remove = await service.team(`/passkeys/${passkey.id}`, formPost({ do: 'remove' }, cookie));
    expect(remove.status).toBe(422);
    expect(await credentialsOf(service).passkeysOf(memberId)).toHaveLength(2);
  });

  it('two passkeys removed at once leave one', async () => {
    const { memberId } = await service.addMember();
    const { passkey, answer } = await enrol(memberId);
    const cookie = cookieOf(answer);
    const second = softPasskey(teamOrigin, memberId);
    const response = second.register(passkeyOptionsOn(await page('/passkeys', cookie)));
    await service.team('/passkeys', formPost({ response, name: 'second' }, cookie));

    const remove = (id: string) => service.team(`/passkeys/${id}`, formPost({ do: 'remove' }, cookie));
    await Promise.all([remove(passkey.id), remove(second.id)]);
    expect(await credentialsOf(service).passkeysOf(memberId)).toHaveLength(1);
  });

  it('a credential’s id as long as one can be makes no fault', async () => {
    const { memberId } = await service.addMember();
    const { passkey } = await enrol(memberId);
    const answered = passkey.signIn(passkeyOptionsOn(await page('/')));
    const response = answered.replace(`"id":"${passkey.id}"`, `"id":"${'A'.repeat(1400)}"`);
    service.logs.length = 0;
    expect((await service.team('/sign-in', formPost({ response }))).status).toBe(422);
    expect(service.logs).toEqual([]);
  });

  it('a sister host opens no case by a picture, and asking for headers alone opens none either', async () => {
    const member = await service.addMember();
    const cookie = await signedInCookie(service, member.memberId);
    const { token } = await fileReport(service);
    const id = await caseIdOf(service, { token });
    const openedOf = async () => (await list(service, member)).cases.find((line) => line.id === id)?.opened;
    for (const site of ['same-site', 'cross-site']) {
      const headers = { cookie, 'sec-fetch-site': site };
      expect((await service.team(`/api/cases/${id}`, { headers })).status).toBe(403);
      expect((await service.team(`/cases/${id}`, { headers })).status).toBe(303);
    }
    const { authorization } = member;
    const head = await service.team(`/api/cases/${id}`, { method: 'HEAD', headers: { authorization } });
    expect([head.status, await openedOf()]).toEqual([200, false]);
    expect((await service.team(`/api/cases/${id}`, { headers: { cookie } })).status).toBe(200);
    expect(await openedOf()).toBe(true);
  });

  it('neither session secrets nor link secrets are stored', async () => {
    const { memberId } = await service.addMember();
    const { answer, link } = await enrol(memberId);
    const stored = JSON.stringify(
      await service.dynamo.send(new ScanCommand({ TableName: service.emulators.tables.team })),
    );
    expect(stored).toContain(memberId);
    for (const secret of [link, cookieOf(answer)]) expect(stored).not.toContain(secret.split('.')[1]);
  });
});
