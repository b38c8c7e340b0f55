import { accessTokenHash } from './access-token.ts';
import type { Random } from '../kernel/random.ts';

/** How long a sign-in lasts at most, and how long an enrolment link waits to be used. */
export const sessionHours = 12;
export const enrolmentHours = 72;
/** So long after signing in a member may add and remove passkeys; later they sign in once more. */
export const freshMinutes = 15;

/**
 * What a member's browser holds for one sign-in, or an enrolment link carries: `<member id>.<secret>`, the secret being
 * 256 random bits in base64url. Only its SHA-256 is stored.
 */
export type MemberSecret = { readonly memberId: string; readonly secret: string };

const pattern = /^([\w-]{8,64})\.([\w-]{43})$/;

export const newMemberSecret = (memberId: string, random: Random): MemberSecret => ({
  memberId,
  secret: Buffer.from(random.bytes(32)).toString('base64url'),
});

export const formatMemberSecret = ({ memberId, secret }: MemberSecret): string => `${memberId}.${secret}`;

/** `undefined` for anything `formatMemberSecret` does not make. */
export const parseMemberSecret = (text: string): MemberSecret | undefined => {
  const [, memberId, secret] = pattern.exec(text) ?? [];
  return memberId !== undefined && secret !== undefined ? { memberId, secret } : undefined;
};

/** What the secret is looked up by: its SHA-256 in base64url, 43 characters. */
export const secretId = (secret: string): string =>
  Buffer.from(accessTokenHash(secret)).toString('base64url');

/** A passkey of a member, as it is stored and listed. */
export type Passkey = {
  readonly memberId: string;
  /** The credential's id, base64url. */
  readonly passkeyId: string;
  /** COSE key (RFC 9052). */
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  /** What its member calls it. */
  readonly name: string;
  readonly addedOn: string;
  readonly lastUsedOn?: string | undefined;
};

export const mostPasskeys = 10;
