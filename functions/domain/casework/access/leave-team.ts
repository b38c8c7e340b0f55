import * as z from 'zod';
import { removeMember, type TeamChangeContext } from '../../member/change-team.ts';
import {
  losesLastLead,
  memberOf,
  withoutMember,
  type LastLead,
  type UnknownMember,
} from '../../member/team.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { handOverCases, handOverPlace } from './hand-over.ts';

/** How far somebody has left: what the next request goes on from. */
export const leavingPlace = z.object({
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
  /** Cases that are the successor's now, and those that are nobody's. */
  readonly moved: number;
  readonly unassigned: number;
  /** Where to go on; absent when every open case has been looked at. */
  readonly next: LeavingPlace | undefined;
};
export type LeavingRefusal = LastLead | UnknownMember | { readonly kind: 'unknown-successor' };

type LeavingContext = { readonly cases: CaseContext; readonly team: TeamChangeContext };
type Wanted = { readonly successor?: string | undefined; readonly from?: LeavingPlace | undefined };

/**
 * Takes a member out of the team and hands over their open cases, as far as one request goes. Others are out at once; a
 * member who leaves by themselves is out when their cases are handed over. The team keeps a lead.
 * @throws {Fault} `storage-busy` when the team changes faster than a change can be decided
 */
export const leaveTeam = async (
  context: LeavingContext,
  memberId: string,
  { successor, from }: Wanted,
): Promise<Leaving | LeavingRefusal> => {
  const begun = from ?? (await beginLeaving(context, memberId, successor));
  if ('kind' in begun) return begun;
  const { name } = begun;
  const next = begun.successor === undefined ? undefined : await context.cases.findMember(begun.successor);
  const handed = await handOverCases(context.cases, memberId, next, begun.place);
  const [moved, unassigned] = [begun.moved + handed.moved, begun.unassigned + handed.unassigned];
  if (handed.next) {
    const place = { ...begun, moved, unassigned, place: handed.next };
    return { kind: 'leaving', name, removed: begun.removed, moved, unassigned, next: place };
  }
  if (!begun.removed) {
    const result = await removeMember(context.team, memberId, { keepLead: true });
    if (result.kind !== 'changed') return result;
  }
  return { kind: 'leaving', name, removed: true, moved, unassigned, next: undefined };
};

type Beginning = Omit<LeavingPlace, 'place'> & { readonly place?: LeavingPlace['place'] };

const beginLeaving = async (
  { cases, team: teamContext }: LeavingContext,
  memberId: string,
  successor: string | undefined,
): Promise<Beginning | LeavingRefusal> => {
  const team = await teamContext.team.read();
  const leaving = memberOf(team, memberId);
  if (!leaving && !team.unreadable.includes(memberId)) return { kind: 'unknown-member' };
  if (losesLastLead(team, withoutMember(team, memberId))) return { kind: 'last-lead' };
  if (successor !== undefined && (successor === memberId || !memberOf(team, successor)))
    return { kind: 'unknown-successor' };
  const isOwn = memberId === cases.member.memberId;
  if (!isOwn) {
    const result = await removeMember(teamContext, memberId, { keepLead: true });
    if (result.kind !== 'changed') return result;
  }
  return { name: leaving?.name ?? memberId, successor, removed: !isOwn, moved: 0, unassigned: 0 };
};
