import { randomBytes, randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  accessTokenHash,
  formatAccessToken,
  isAccessTokenSecret,
  newAccessToken,
  parseAccessToken,
} from '../../functions/domain/member/access-token.ts';
import { newId, type Random } from '../../functions/domain/kernel/random.ts';

const random: Random = { bytes: (length) => randomBytes(length), integer: (limit) => randomInt(limit) };

describe('an access token', () => {
  const token = newAccessToken(newId(random), random);
  const text = formatAccessToken(token);

  it('is read as it was written', () => {
    for (let round = 0; round < 200; round++) {
      const other = newAccessToken(newId(random), random);
      expect(parseAccessToken(formatAccessToken(other))).toEqual(other);
    }
  });

  it('has 256 random bits', () => {
    expect(Buffer.from(token.secret, 'base64url')).toHaveLength(32);
    expect(newAccessToken(token.memberId, random).secret).not.toBe(token.secret);
  });

  it.each([
    '',
    'cl_',
    text.slice(0, -1),
    `${text}A`,
    ` ${text}`,
    `${text}\n`,
    text.replace('cl_', 'CL_'),
    text.replace('.', ''),
    text.replaceAll('.', '#'),
    `${text}.${text}`,
  ])('%j is none', (other) => {
    expect(parseAccessToken(other)).toBeUndefined();
  });

  it('is known by the hash of its secret, and by no other', () => {
    const hash = accessTokenHash(token.secret);

    expect(hash).toHaveLength(32);
    expect(isAccessTokenSecret(token.secret, hash)).toBe(true);
    expect(isAccessTokenSecret(`${token.secret}=`, hash)).toBe(false);
    expect(isAccessTokenSecret(token.secret, hash.subarray(0, 31))).toBe(false);
    expect(isAccessTokenSecret('', new Uint8Array(0))).toBe(false);
  });
});
