import { addHours } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import type { CredentialStore } from './credential-store.ts';
import type { MemberStore } from './member-store.ts';
import { enrolmentHours, formatMemberSecret, newMemberSecret } from './session.ts';
import type { UnknownMember } from './team.ts';

export type EnrolmentContext = {
  readonly members: Pick<MemberStore, 'findMember'>;
  readonly credentials: CredentialStore;
  readonly random: Random;
  readonly now: Date;
};

/** The secret of a new enrolment link, which cannot be had again, and until when it can be used. */
export type Enrolment = { readonly secret: string; readonly expiresAt: Date };

export const issueEnrolment = async (
  { credentials, random, now }: EnrolmentContext,
  memberId: string,
): Promise<Enrolment | UnknownMember> => {
  const secret = newMemberSecret(memberId, random);
  const expiresAt = addHours(now, enrolmentHours);
  const outcome = await credentials.createEnrolment(secret, expiresAt);
  return outcome === 'created'
    ? { secret: formatMemberSecret(secret), expiresAt }
    : { kind: 'unknown-member' };
};

/** For who lost theirs: ends passkeys, sessions and older links; access tokens stay. */
export const reissueEnrolment = async (
  context: EnrolmentContext,
  memberId: string,
): Promise<Enrolment | UnknownMember> => {
  if (!(await context.members.findMember(memberId))) return { kind: 'unknown-member' };
  await context.credentials.forgetCredentials(memberId);
  return issueEnrolment(context, memberId);
};
