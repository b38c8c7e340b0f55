import type { Member } from './member.ts';
import type { MemberSecret, Passkey } from './session.ts';

/** A session that begins, in one transaction with what let the member in. */
export type NewSession = { readonly session: MemberSecret; readonly expiresAt: Date };

export type WaysIn = { readonly passkeys: number; readonly linkUntil: Date | undefined };

/** What members sign in with: passkeys, sessions, enrolment links. Secrets are stored as hashes only. */
export type CredentialStore = {
  /** The member of a session that has not ended; one call, nothing kept: a revoked member is out at once. */
  memberOfSession(session: MemberSecret, now: Date): Promise<Member | undefined>;
  /** Whether a session began within the last minutes: what changes who can sign in asks for that. */
  isFresh(session: MemberSecret, now: Date): Promise<boolean>;
  endSession(session: MemberSecret): Promise<void>;
  /** The member and one of their passkeys, in one call. */
  findPasskey(
    memberId: string,
    passkeyId: string,
  ): Promise<{ readonly member: Member; readonly passkey: Passkey } | undefined>;
  passkeysOf(memberId: string): Promise<readonly Passkey[]>;
  /** A passkey has signed a challenge: `used-before` when this challenge was answered already. */
  signIn(
    passkey: Passkey,
    answered: { readonly challengeId: string; readonly counter: number },
    begins: NewSession,
    now: Date,
  ): Promise<'signed-in' | 'used-before'>;
  createEnrolment(enrolment: MemberSecret, expiresAt: Date): Promise<'created' | 'no-member'>;
  /** The member whose enrolment link this is; `undefined` once it is used, too old, or was never given out. */
  memberOfEnrolment(enrolment: MemberSecret, now: Date): Promise<Member | undefined>;
  /** Uses an enrolment link up, adds the passkey and begins a session, or does none of it. */
  enrol(
    enrolment: MemberSecret,
    passkey: Passkey,
    begins: NewSession,
    now: Date,
  ): Promise<'enrolled' | 'link-used'>;
  /** Adds a passkey for a member while they are signed in. */
  addPasskey(
    passkey: Passkey,
    signedIn: { readonly session: MemberSecret; readonly challengeId: string },
    now: Date,
  ): Promise<'added' | 'refused'>;
  renamePasskey(memberId: string, passkeyId: string, name: string): Promise<'renamed' | 'not-found'>;
  /** Removes one while the other is there: nobody is left without any. @returns whether it was removed */
  removePasskey(memberId: string, passkeyId: string, otherId: string): Promise<boolean>;
  /** What a member could sign in with: how many passkeys, and until when an enrolment link waits. */
  waysIn(memberId: string, now: Date): Promise<WaysIn>;
  /** Ends all passkeys, sessions and enrolment links of a member; access tokens stay. */
  forgetCredentials(memberId: string): Promise<void>;
  /** Ends every session and enrolment link of a member, but the one they ask from. */
  endSessions(memberId: string, except?: MemberSecret): Promise<void>;
};
