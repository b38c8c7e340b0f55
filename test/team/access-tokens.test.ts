import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { formatAccessToken, parseAccessToken } from '../../functions/domain/member/access-token.ts';
import { createAccessToken, listMembers, revokeMember, revokeToken } from '../../infra/ops/member/members.ts';
import { startService, type Service } from '../harness/service.ts';
import { get, tamper, whole } from './as-member.ts';

describe('access tokens', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  const secretOf = (authorization: string) => {
    const token = parseAccessToken(authorization.replace('Bearer ', ''));
    if (!token) throw new Error('not a token');
    return token;
  };
  const answerTo = async (authorization: string | undefined, path = '/api/cases') =>
    whole(await service.team(path, authorization === undefined ? {} : { headers: { authorization } }));

  it('lets in a member with a token, and says what is missing without one', async () => {
    const member = await service.addMember();
    expect((await get(service, member, '/api/cases')).status).toBe(200);
    const refused = await service.team('/api/cases');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.headers.get('cache-control')).toBe('no-store');
  });

  it('answers every token that lets nobody in with the same bytes, on every address under /api', async () => {
    const [one, other, gone] = await Promise.all([
      service.addMember(),
      service.addMember(),
      service.addMember(),
    ]);
    const token = secretOf(one.authorization);
    const revoked = secretOf((await createAccessToken(service.ops, one.memberId)) ?? '');
    await revokeToken(service.ops, one.memberId, revoked.tokenId);
    await revokeMember(service.ops, gone.memberId);
    const bearer = (changed: Partial<typeof token>) =>
      `Bearer ${formatAccessToken({ ...token, ...changed })}`;
    const refusals = {
      nothing: undefined,
      empty: '',
      'no token': 'Bearer ',
      'another scheme': one.authorization.replace('Bearer', 'Basic'),
      'not a token': 'Bearer abc',
      'not even ASCII': 'Bearer é',
      'too long': `${one.authorization}${'x'.repeat(10_000)}`,
      'two tokens': `${one.authorization} ${other.authorization}`,
      'one character short': one.authorization.slice(0, -1),
      'an unknown member': bearer({ memberId: 'A'.repeat(22) }),
      'an unknown token of a member': bearer({ tokenId: 'A'.repeat(11) }),
      'a wrong secret': bearer({ secret: 'A'.repeat(43) }),
      "another member's secret": bearer({ secret: secretOf(other.authorization).secret }),
      "another member's token": bearer({ memberId: other.memberId }),
      'a member id that reaches for another row': bearer({ memberId: '--------' }),
      'a revoked token': `Bearer ${formatAccessToken(revoked)}`,
      'a removed member': gone.authorization,
    };
    const expected = await answerTo('Bearer nobody');
    for (const path of ['/api/cases', `/api/cases/${'A'.repeat(22)}`, '/api/nothing']) {
      for (const [what, authorization] of Object.entries(refusals)) {
        expect(await answerTo(authorization, path), `${what} at ${path}`).toEqual(expected);
      }
    }
    expect((await get(service, one, '/api/cases')).status).toBe(200);
  });

  it('refuses a token the moment it is revoked, and leaves the other tokens of the member alone', async () => {
    const member = await service.addMember();
    const second = {
      authorization: `Bearer ${(await createAccessToken(service.ops, member.memberId)) ?? ''}`,
    };
    expect((await get(service, second, '/api/cases')).status).toBe(200);
    expect(await revokeToken(service.ops, member.memberId, secretOf(second.authorization).tokenId)).toBe(
      true,
    );
    expect((await get(service, second, '/api/cases')).status).toBe(401);
    expect((await get(service, member, '/api/cases')).status).toBe(200);
  });

  it('refuses every token of a member the moment the member is removed, and gives them no new one', async () => {
    const member = await service.addMember();
    expect((await get(service, member, '/api/cases')).status).toBe(200);
    expect(await revokeMember(service.ops, member.memberId)).toMatchObject({ kind: 'revoked' });
    expect((await get(service, member, '/api/cases')).status).toBe(401);
    expect(await createAccessToken(service.ops, member.memberId)).toBeUndefined();
  });

  it('a look of a member who is removed in that moment leaves no row behind', async () => {
    const member = await service.addMember();
    await tamper(service, 'team', teamKeys.member(member.memberId), { set: { noticed: 'ordinary' } });
    service.interrupt.before = async ({ caller, command }) => {
      if (caller === 'team' && command === 'UpdateItemCommand')
        await revokeMember(service.ops, member.memberId);
    };
    await get(service, member, '/api/cases');
    service.interrupt.before = undefined;
    expect((await listMembers(service.ops)).map(({ memberId }) => memberId)).not.toContain(member.memberId);
  });
});
