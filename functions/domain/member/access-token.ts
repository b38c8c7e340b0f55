import * as z from 'zod';
import { createHash, timingSafeEqual } from 'node:crypto';
import { withoutHyphen, type Random } from '../kernel/random.ts';

/** What an access token may do: look, or everything its member may. */
export const accessTokenScope = z.enum(['read', 'all']);
export type AccessTokenScope = z.infer<typeof accessTokenScope>;

/**
 * What a script or a member without a browser signs in with: `cl_<member id>.<token id>.<secret>`, the secret being
 * 256 random bits in base64url. Only the secret's SHA-256 is stored; shown once.
 */
export type AccessToken = {
  readonly memberId: string;
  readonly tokenId: string;
  readonly secret: string;
};

const pattern = /^cl_([\w-]{8,64})\.([\w-]{11})\.([\w-]{43})$/;

export const newAccessToken = (memberId: string, random: Random): AccessToken => ({
  memberId,
  tokenId: withoutHyphen(() => Buffer.from(random.bytes(8)).toString('base64url')),
  secret: Buffer.from(random.bytes(32)).toString('base64url'),
});

export const formatAccessToken = ({ memberId, tokenId, secret }: AccessToken): string =>
  `cl_${memberId}.${tokenId}.${secret}`;

/** `undefined` for anything `formatAccessToken` does not make. */
export const parseAccessToken = (text: string): AccessToken | undefined => {
  const [, memberId, tokenId, secret] = pattern.exec(text) ?? [];
  return memberId !== undefined && tokenId !== undefined && secret !== undefined
    ? { memberId, tokenId, secret }
    : undefined;
};

/** SHA-256, 32 bytes; a slow hash would add nothing to 256 random bits. */
export const accessTokenHash = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();

export const isAccessTokenSecret = (secret: string, storedHash: Uint8Array): boolean => {
  const hash = accessTokenHash(secret);
  return hash.length === storedHash.length && timingSafeEqual(hash, storedHash);
};
