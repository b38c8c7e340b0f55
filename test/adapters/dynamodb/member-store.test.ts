import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { parseAccessToken, type AccessToken } from '../../../functions/domain/member/access-token.ts';
import {
  addMember,
  createAccessToken,
  revokeMember,
  revokeToken,
} from '../../../infra/ops/member/members.ts';
import { now, random } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('members', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(() => storage.close());

  const someone = { name: 'Ada', channels: ['conduct'], role: 'lead' as const };
  const joined = async (): Promise<{ memberId: string; token: AccessToken }> => {
    // No two members share an address.
    const email = `ada-${randomBytes(6).toString('hex')}@example.org`;
    const { memberId } = await addMember(storage.ops(now), { ...someone, email });
    return { memberId, token: await tokenFor(memberId) };
  };
  const tokenFor = async (memberId: string): Promise<AccessToken> => {
    const token = parseAccessToken((await createAccessToken(storage.ops(now), memberId)) ?? '');
    if (!token) throw new Error('a member gets a token');
    return token;
  };

  const memberOf = async (token: AccessToken) => (await storage.members.memberOfToken(token, now))?.member;

  it('a token leads to its member, and only whole', async () => {
    const { memberId, token } = await joined();
    const other = await joined();

    expect(await memberOf(token)).toMatchObject({ memberId, ...someone });
    const wrong: AccessToken[] = [
      { ...token, secret: other.token.secret },
      { ...token, tokenId: other.token.tokenId },
      { ...token, memberId: other.memberId },
      { ...token, memberId: 'nobody' },
      { memberId: 'nobody', tokenId: 'none', secret: '' },
    ];
    for (const each of wrong) expect(await memberOf(each)).toBeUndefined();
  });

  it('a token’s secret is stored nowhere', async () => {
    const { memberId, token } = await joined();

    const row = await storage.row('team', teamKeys.accessToken(memberId, token.tokenId));
    expect(row?.secretHash).toHaveLength(32);
    expect(JSON.stringify(row)).not.toContain(token.secret);
  });

  it('a revoked token ends at once, the member’s other tokens do not', async () => {
    const { memberId, token } = await joined();
    const second = await tokenFor(memberId);

    expect(await revokeToken(storage.ops(now), memberId, token.tokenId)).toBe(true);
    expect(await revokeToken(storage.ops(now), memberId, token.tokenId)).toBe(false);
    expect(await memberOf(token)).toBeUndefined();
    expect(await memberOf(second)).toMatchObject({ memberId });
  });

  it('a revoked member is out with all their tokens and cannot be given another', async () => {
    const { memberId, token } = await joined();

    expect(await revokeMember(storage.ops(now), memberId)).toMatchObject({ kind: 'revoked' });
    expect(await revokeMember(storage.ops(now), memberId)).toEqual({ kind: 'unknown-member' });
    expect(await memberOf(token)).toBeUndefined();
    expect(await storage.rows('team', teamKeys.accessTokens(memberId))).toEqual([]);
    expect(await createAccessToken(storage.ops(now), memberId)).toBeUndefined();
  });

  it('a token made while its member is revoked never lets anybody in', async () => {
    for (let round = 0; round < 6; round++) {
      const { memberId } = await joined();
      const [made] = await Promise.all([
        createAccessToken(storage.ops(now), memberId),
        revokeMember(storage.ops(now), memberId),
      ]);

      const token = made === undefined ? undefined : parseAccessToken(made);
      if (token) expect(await memberOf(token)).toBeUndefined();
      expect(await storage.row('team', teamKeys.member(memberId))).toBeUndefined();
    }
  });

  it('an id never begins with a hyphen, which a command line would take for an option', async () => {
    let calls = 0;
    // 0xf8 is a hyphen in base64url; the first calls begin with one.
    const bytes = (length: number) =>
      Uint8Array.from(randomBytes(length).fill(calls++ < 2 ? 0xf8 : 0x10, 0, 1));
    const team = { ...storage.ops(now), random: { ...random, bytes } };
    const { memberId } = await addMember(team, { ...someone, email: 'hyphen@example.org' });
    expect(memberId).not.toMatch(/^-/);
    calls = 0;
    const token = parseAccessToken((await createAccessToken(team, memberId)) ?? '');

    expect(token?.tokenId).not.toMatch(/^-/);
  });

  it('having looked clears the notice; it makes no member of one who has left', async () => {
    const { memberId, token } = await joined();
    await storage.notices.markNoticed(memberId, { noticed: 'urgent' });
    expect((await memberOf(token))?.noticed).toBe('urgent');

    await storage.members.markLooked(memberId);
    expect((await memberOf(token))?.noticed).toBeUndefined();
    await storage.members.markLooked('gone');
    expect(await storage.row('team', teamKeys.member('gone'))).toBeUndefined();
  });
});
