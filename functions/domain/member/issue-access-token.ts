import { day } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import { accessTokenHash, formatAccessToken, newAccessToken, type AccessTokenScope } from './access-token.ts';

export type ListedToken = {
  readonly tokenId: string;
  readonly addedOn: string;
  readonly scope: AccessTokenScope;
  readonly expiresAt?: Date | undefined;
};

export type StoredToken = ListedToken & { readonly memberId: string; readonly secretHash: Uint8Array };

export type AccessTokenStore = {
  /** Of a member who is there. */
  add(token: StoredToken): Promise<'added' | 'no-member'>;
  ofMember(memberId: string): Promise<readonly ListedToken[]>;
  /** Ends one at once. @returns whether there was one */
  revoke(memberId: string, tokenId: string): Promise<boolean>;
};

/** What an access token may do, and until when; without an end it lasts until it is revoked. */
export type TokenTerms = { readonly scope?: AccessTokenScope; readonly expiresAt?: Date };

/** @returns the token's text, which cannot be had again: only its hash is stored; `undefined` for an unknown member */
export const issueAccessToken = async (
  context: { readonly tokens: AccessTokenStore; readonly random: Random; readonly now: Date },
  memberId: string,
  { scope = 'all', expiresAt }: TokenTerms = {},
): Promise<string | undefined> => {
  const token = newAccessToken(memberId, context.random);
  const { tokenId, secret } = token;
  const addedOn = day(context.now);
  const stored = { memberId, tokenId, secretHash: accessTokenHash(secret), scope, expiresAt, addedOn };
  return (await context.tokens.add(stored)) === 'added' ? formatAccessToken(token) : undefined;
};
