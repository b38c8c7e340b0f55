import * as z from 'zod';
import { decodeBase64url } from '../../envelope/base64url.ts';
import { challengeId, isChallenge, issueChallenge, type ChallengePurpose } from '../../envelope/challenge.ts';
import type { Passkey } from '../../domain/member/session.ts';
import type { Random } from '../../domain/kernel/random.ts';

/** Who relies on the passkeys: the team's host. */
export type RelyingParty = { readonly rpId: string; readonly origin: string; readonly name: string };

export type ChallengeSource = { readonly secret: Uint8Array; readonly random: Random; readonly now: Date };

// Half the weight of the whole function; only signing in and adding a passkey need it.
const library = () => import('@simplewebauthn/server');

const base64url = z.string().regex(/^[\w-]{1,20000}$/);
const fromBrowser = {
  id: z.string().regex(/^[\w-]{1,1400}$/),
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
};
const transports = z.array(z.string().max(20)).max(10);

/** `PublicKeyCredential.toJSON()` after `navigator.credentials.create` (WebAuthn Level 3 §5.1). */
export const registrationResponse = z.object({
  ...fromBrowser,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: transports.optional(),
  }),
});
export type RegistrationResponse = z.infer<typeof registrationResponse>;

/** `PublicKeyCredential.toJSON()` after `navigator.credentials.get`. */
export const signInResponse = z.object({
  ...fromBrowser,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    /** Whose passkey it is: the member id we gave it. */
    userHandle: z.string().regex(/^[\w-]{1,100}$/),
  }),
});
export type SignInResponse = z.infer<typeof signInResponse>;

/** @returns the member id that a sign-in claims; nothing is proven by it */
export const claimedMember = ({ response }: SignInResponse): string => {
  const bytes = decodeBase64url(response.userHandle);
  return bytes ? Buffer.from(bytes).toString('utf8') : '';
};

const challengeText = (source: ChallengeSource, purpose: ChallengePurpose): string =>
  Buffer.from(issueChallenge(source.secret, purpose, source.now, source.random.bytes(16))).toString(
    'base64url',
  );

/** Takes a challenge back that the browser repeats, and keeps which one it was. */
const challengeCheck = (source: ChallengeSource, purpose: ChallengePurpose) => {
  const check = { id: '' };
  return {
    check,
    accept: (text: string): boolean => {
      const challenge = decodeBase64url(text);
      if (!challenge || !isChallenge(source.secret, purpose, challenge, source.now)) return false;
      check.id = challengeId(challenge);
      return true;
    },
  };
};

/** What `navigator.credentials.get` is asked for: any passkey of this host, with the person verified. */
export const signInOptions = ({ rpId }: RelyingParty, source: ChallengeSource) => ({
  challenge: challengeText(source, ['sign-in']),
  rpId,
  timeout: 300_000,
  userVerification: 'required' as const,
});

/** What `navigator.credentials.create` is asked for: a passkey that is found without a user name. */
export const registrationOptions = (
  { rpId, name }: RelyingParty,
  source: ChallengeSource,
  member: { readonly memberId: string; readonly name: string },
  known: readonly Pick<Passkey, 'passkeyId' | 'transports'>[],
) => ({
  challenge: challengeText(source, ['register', member.memberId]),
  rp: { id: rpId, name },
  user: {
    id: Buffer.from(member.memberId, 'utf8').toString('base64url'),
    name: member.name,
    displayName: member.name,
  },
  // ES256, EdDSA, RS256 (IANA COSE Algorithms).
  pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key' as const, alg })),
  timeout: 300_000,
  attestation: 'none' as const,
  authenticatorSelection: {
    residentKey: 'required' as const,
    requireResidentKey: true,
    userVerification: 'required' as const,
  },
  excludeCredentials: known.map(({ passkeyId, transports: ways }) => ({
    type: 'public-key' as const,
    id: passkeyId,
    transports: [...ways],
  })),
});

export type VerifiedPasskey = Pick<Passkey, 'passkeyId' | 'publicKey' | 'counter' | 'transports'> & {
  readonly challengeId: string;
};

/** @returns `undefined` for a response to no challenge of ours, of another host, or without the person verified */
export const verifyRegistration = async (
  { rpId, origin }: RelyingParty,
  source: ChallengeSource,
  memberId: string,
  response: RegistrationResponse,
): Promise<VerifiedPasskey | undefined> => {
  const { verifyRegistrationResponse } = await library();
  const { check, accept } = challengeCheck(source, ['register', memberId]);
  try {
    const verified = await verifyRegistrationResponse({
      // The library's type lists the transports by name; it passes them on unread.
      response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge: accept,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: [-7, -8, -257],
    });
    if (!verified.verified) return undefined;
    const { credential } = verified.registrationInfo;
    return {
      passkeyId: credential.id,
      publicKey: new Uint8Array(credential.publicKey),
      counter: credential.counter,
      transports: response.response.transports ?? [],
      challengeId: check.id,
    };
  } catch {
    // The library throws for whatever is wrong with what the browser sent.
    return undefined;
  }
};

/** @returns what to remember of the answered challenge; `undefined` when it does not prove the passkey */
export const verifySignIn = async (
  { rpId, origin }: RelyingParty,
  source: ChallengeSource,
  passkey: Passkey,
  response: SignInResponse,
): Promise<{ readonly challengeId: string; readonly counter: number } | undefined> => {
  const { verifyAuthenticationResponse } = await library();
  const { check, accept } = challengeCheck(source, ['sign-in']);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: accept,
      expectedOrigin: origin,
      expectedRPID: rpId,
      credential: {
        id: passkey.passkeyId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    });
    return verified ? { challengeId: check.id, counter: authenticationInfo.newCounter } : undefined;
  } catch {
    return undefined;
  }
};
