import type { Context } from 'hono';
import * as z from 'zod';
import type { ListedMember } from '../../domain/member/team-store.ts';
import { addHours } from '../../domain/kernel/clock.ts';
import { isAbsent } from '../../domain/member/absence.ts';
import { handOverCases, handOverPlace } from '../../domain/casework/access/hand-over.ts';
import type { Member } from '../../domain/member/member.ts';
import { isOnCall } from '../../domain/member/on-call.ts';
import { enrolmentHours, formatMemberSecret, newMemberSecret } from '../../domain/member/session.ts';
import {
  losesLastLead,
  memberOf,
  withoutMember,
  type AddressTaken,
  type LastLead,
  type NewMember,
  type TeamFull,
  type UnknownMember,
} from '../../domain/member/team.ts';
import { openCursor, sealCursor } from '../../envelope/cursor.ts';
import { utf8 } from '../../envelope/format.ts';
import { resemblance, type Resemblance } from './resemblance.ts';
import { enrolmentLink } from '../routes.ts';
import { passkeyHost } from '../session/passkey-host.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { caseContextOf, sentKeyFor } from '../case/case-request.ts';
import { memberView, type MemberView } from './member-contract.ts';

/** What leads do to the team, for pages and JSON alike. Who may, their callers ask. */

export type Enrolment = { readonly link: string; readonly expiresAt: Date };

const linkFor = (c: Context, context: TeamContext, secret: string): string => {
  const host = passkeyHost(context.settings, c.req.url);
  const elsewhere = host.kind === 'elsewhere' ? host.address : '';
  return enrolmentLink(elsewhere === '' ? new URL(c.req.url).origin : elsewhere, secret);
};

const newEnrolment = async (
  c: Context,
  context: TeamContext,
  memberId: string,
): Promise<Enrolment | UnknownMember> => {
  const secret = newMemberSecret(memberId, context.random);
  const expiresAt = addHours(context.clock(), enrolmentHours);
  const outcome = await context.credentials.createEnrolment(secret, expiresAt);
  if (outcome === 'no-member') return { kind: 'unknown-member' };
  return { link: linkFor(c, context, formatMemberSecret(secret)), expiresAt };
};

export type Added =
  | {
      readonly kind: 'added';
      readonly memberId: string;
      readonly enrolment: Enrolment;
      readonly resembles: Resemblance;
    }
  /** The same form again: nothing was done. */
  | { readonly kind: 'added-before'; readonly memberId: string }
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
  const result = await context.team.add(memberId, { ...member, addedBy: 'lead' }, context.clock());
  if (result.kind === 'added-before') return { kind: 'added-before', memberId };
  if (result.kind === 'address-taken' || result.kind === 'team-full') return result;
  const enrolment = await newEnrolment(c, context, memberId);
  // Removed again in the same moment: to the caller it was there before.
  return 'kind' in enrolment
    ? { kind: 'added-before', memberId }
    : { kind: 'added', memberId, enrolment, resembles: resemblance(result.likeness) };
};

/** A new way in for who lost theirs: their passkeys, sessions and older links end. */
export const enrolAnew = async (
  c: Context<SignedIn>,
  context: TeamContext,
  memberId: string,
): Promise<Enrolment | UnknownMember> => {
  if (!(await context.members.findMember(memberId))) return { kind: 'unknown-member' };
  await context.credentials.forgetCredentials(memberId);
  return newEnrolment(c, context, memberId);
};

const leavingPlace = z.object({
  name: z.string(),
  successor: z.string().optional(),
  removed: z.boolean(),
  moved: z.int(),
  unassigned: z.int(),
  place: handOverPlace,
});
type LeavingPlace = z.infer<typeof leavingPlace>;

export type Leaving = {
  readonly kind: 'leaving';
  readonly name: string;
  readonly removed: boolean;
  readonly moved: number;
  readonly unassigned: number;
  readonly cursor: string | undefined;
};
export type LeavingRefusal =
  LastLead | UnknownMember | { readonly kind: 'unknown-successor' } | { readonly kind: 'cursor-invalid' };

/**
 * Takes a member out of the team and hands over their open cases, as far as one request goes; with the cursor it goes
 * on. Others are out at once; whoever leaves by themselves is out when their cases are handed over.
 */
export const leaveTeam = async (
  c: Context<SignedIn>,
  context: TeamContext,
  memberId: string,
  wanted: { readonly successor?: string | undefined; readonly cursor?: string | undefined },
): Promise<Leaving | LeavingRefusal> => {
  const actor = c.get('member');
  const secret = await context.ticketSecret(context.clock());
  const boundTo = `${actor.memberId} ${memberId}`;
  const opened = wanted.cursor === undefined ? undefined : openCursor(secret, boundTo, wanted.cursor);
  const from = opened && leavingPlace.safeParse(JSON.parse(Buffer.from(opened).toString('utf8'))).data;
  if (wanted.cursor !== undefined && !from) return { kind: 'cursor-invalid' };
  const begun = from ?? (await beginLeaving(c, context, memberId, wanted.successor));
  if ('kind' in begun) return begun;
  const { name, successor } = begun;
  const next = successor === undefined ? undefined : await context.members.findMember(successor);
  const handed = await handOverCases(caseContextOf(c, context), memberId, next, begun.place);
  const [moved, unassigned] = [begun.moved + handed.moved, begun.unassigned + handed.unassigned];
  if (handed.next) {
    const place: LeavingPlace = { ...begun, moved, unassigned, place: handed.next };
    const cursor = sealCursor(secret, boundTo, utf8(JSON.stringify(place)));
    return { kind: 'leaving', name, removed: begun.removed, moved, unassigned, cursor };
  }
  if (!begun.removed) {
    const result = await context.team.remove(memberId);
    if (result.kind !== 'changed') return result;
  }
  return { kind: 'leaving', name, removed: true, moved, unassigned, cursor: undefined };
};

type Beginning = Omit<LeavingPlace, 'place'> & { readonly place?: LeavingPlace['place'] };

const beginLeaving = async (
  c: Context<SignedIn>,
  context: TeamContext,
  memberId: string,
  successor: string | undefined,
): Promise<Beginning | LeavingRefusal> => {
  const team = await context.team.team();
  const leaving = memberOf(team, memberId);
  if (!leaving && !team.unreadable.includes(memberId)) return { kind: 'unknown-member' };
  if (losesLastLead(team, withoutMember(team, memberId))) return { kind: 'last-lead' };
  if (successor !== undefined && (successor === memberId || !memberOf(team, successor)))
    return { kind: 'unknown-successor' };
  const isOwn = memberId === c.get('member').memberId;
  if (!isOwn) {
    const result = await context.team.remove(memberId);
    if (result.kind !== 'changed') return result;
  }
  return { name: leaving?.name ?? memberId, successor, removed: !isOwn, moved: 0, unassigned: 0 };
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
