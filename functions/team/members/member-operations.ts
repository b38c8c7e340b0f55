import type { Context } from 'hono';
import {
  leaveTeam,
  leavingPlace,
  type Leaving as LeavingStep,
  type LeavingRefusal as StepRefusal,
} from '../../domain/casework/access/leave-team.ts';
import { isAbsent } from '../../domain/member/absence.ts';
import {
  addMemberAs,
  changeMember,
  type AddedBefore,
  type ChangeMemberResult,
  type TeamChangeContext,
} from '../../domain/member/change-team.ts';
import { resemblance, type Resemblance } from '../../domain/member/former.ts';
import {
  issueEnrolment,
  reissueEnrolment,
  type EnrolmentContext,
} from '../../domain/member/issue-enrolment.ts';
import type { Member } from '../../domain/member/member.ts';
import { isOnCall } from '../../domain/member/on-call.ts';
import type { ListedMember } from '../../domain/member/team-store.ts';
import type {
  AddressTaken,
  MemberChange,
  NewMember,
  TeamFull,
  UnknownMember,
} from '../../domain/member/team.ts';
import { openCursor, sealCursor } from '../../envelope/cursor.ts';
import { utf8 } from '../../envelope/format.ts';
import { caseContextOf, sentKeyFor } from '../case/case-request.ts';
import { enrolmentLink } from '../routes.ts';
import { passkeyHost } from '../session/passkey-host.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { memberView, type MemberView } from './member-contract.ts';

/** What leads do to the team, for pages and JSON alike. Who may, their callers ask. */

export type EnrolmentLink = { readonly link: string; readonly expiresAt: Date };

const enrolmentContext = ({ members, credentials, random, clock }: TeamContext): EnrolmentContext => ({
  members,
  credentials,
  random,
  now: clock(),
});

const changeContext = ({ team, random, clock }: TeamContext): TeamChangeContext => ({
  team,
  random,
  now: clock(),
});

const linkFor = (c: Context, context: TeamContext, secret: string): string => {
  const host = passkeyHost(context.settings, c.req.url);
  const elsewhere = host.kind === 'elsewhere' ? host.address : '';
  return enrolmentLink(elsewhere === '' ? new URL(c.req.url).origin : elsewhere, secret);
};

export type Added =
  | {
      readonly kind: 'added';
      readonly memberId: string;
      readonly enrolment: EnrolmentLink;
      readonly resembles: Resemblance;
    }
  /** The same form again: nothing was done. */
  | AddedBefore
  | AddressTaken
  | TeamFull;

/** @param key what makes sending the same form or request twice one member */
export const addToTeam = async (
  c: Context<SignedIn>,
  context: TeamContext,
  member: NewMember,
  key: string,
): Promise<Added> => {
  // A hyphen in front would make a command line take the id for an option.
  const memberId = sentKeyFor(c.get('member').memberId, key, 'member').replace(/^-/, 'A');
  const result = await addMemberAs(changeContext(context), memberId, { ...member, addedBy: 'lead' });
  if (result.kind !== 'changed') return result;
  const issued = await issueEnrolment(enrolmentContext(context), memberId);
  // Removed again in the same moment: to the caller it was there before.
  if ('kind' in issued) return { kind: 'added-before' };
  const { secret, expiresAt } = issued;
  return {
    kind: 'added',
    memberId,
    enrolment: { link: linkFor(c, context, secret), expiresAt },
    resembles: resemblance(result.likeness),
  };
};

/** A new way in for who lost theirs: their passkeys, sessions and older links end. */
export const newEnrolmentLink = async (
  c: Context<SignedIn>,
  context: TeamContext,
  memberId: string,
): Promise<EnrolmentLink | UnknownMember> => {
  const issued = await reissueEnrolment(enrolmentContext(context), memberId);
  if ('kind' in issued) return issued;
  return { link: linkFor(c, context, issued.secret), expiresAt: issued.expiresAt };
};

export const changeInTeam = (
  context: TeamContext,
  memberId: string,
  change: MemberChange,
): Promise<ChangeMemberResult> => changeMember(changeContext(context), memberId, change, { keepLead: true });

export type Leaving = Omit<LeavingStep, 'next'> & { readonly cursor: string | undefined };
export type LeavingRefusal = StepRefusal | { readonly kind: 'cursor-invalid' };

/** One step of somebody's leaving; with the cursor it goes on. */
export const removeFromTeam = async (
  c: Context<SignedIn>,
  context: TeamContext,
  memberId: string,
  wanted: { readonly successor?: string | undefined; readonly cursor?: string | undefined },
): Promise<Leaving | LeavingRefusal> => {
  const secret = await context.ticketSecret(context.clock());
  const boundTo = `${c.get('member').memberId} ${memberId}`;
  const opened = wanted.cursor === undefined ? undefined : openCursor(secret, boundTo, wanted.cursor);
  const from = opened && leavingPlace.safeParse(JSON.parse(Buffer.from(opened).toString('utf8'))).data;
  if (wanted.cursor !== undefined && !from) return { kind: 'cursor-invalid' };
  const { successor } = wanted;
  const step = await leaveTeam({ cases: caseContextOf(c, context), team: changeContext(context) }, memberId, {
    successor,
    from,
  });
  if (step.kind !== 'leaving') return step;
  const { next, ...left } = step;
  const cursor = next && sealCursor(secret, boundTo, utf8(JSON.stringify(next)));
  return { ...left, cursor };
};

/** A member as another sees them. */
export const viewOf = async (
  context: TeamContext,
  viewer: Member,
  member: ListedMember,
): Promise<MemberView> => {
  const now = context.clock();
  const { memberId, name, email, role, channels, onRoster, expertise, languages, availability } = member;
  const { passkeys, linkUntil } = await context.credentials.waysIn(memberId, now);
  const maySeeAddress = viewer.role === 'lead' || viewer.memberId === memberId;
  return memberView.parse({
    id: memberId,
    name,
    email: maySeeAddress ? email : undefined,
    mailProblem: maySeeAddress ? member.mailProblem : undefined,
    mailLanguage: maySeeAddress ? member.mailLanguage : undefined,
    role,
    channels,
    onRoster,
    expertise,
    languages,
    availability,
    absence: member.absence,
    absentToday: isAbsent(member, now),
    onCall: member.onCall,
    onCallNow: isOnCall(member.onCall, now) && !isAbsent(member, now),
    addedOn: member.addedOn,
    addedByOps: member.addedBy === 'ops',
    passkeys,
    enrolmentUntil: linkUntil?.toISOString(),
  });
};

/** Everybody, by name. */
export const viewsOf = async (
  context: TeamContext,
  viewer: Member,
  members: readonly ListedMember[],
): Promise<MemberView[]> => {
  const views = await Promise.all(members.map((member) => viewOf(context, viewer, member)));
  return views.sort((one, other) => one.name.localeCompare(other.name, 'en'));
};
