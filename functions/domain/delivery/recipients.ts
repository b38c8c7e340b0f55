import type { Brief } from '../case/brief.ts';
import type { CaseVault } from '../casework/change/case-store.ts';
import { briefIfReadable } from '../case/open-brief.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { isAbsent, presentOrAll } from '../member/absence.ts';
import { isNamedIn, canSeeCase } from '../member/can-see-case.ts';
import type { Member } from '../member/member.ts';
import type { OutsideMail } from '../notice/mail.ts';
import type { DueNotice } from './notice-store.ts';
import { onCallLeft } from './untaken.ts';

export type Recipients<Person extends Member> =
  | { readonly kind: 'case-gone' }
  /** Without a readable brief nobody knows who is excluded: nobody is told, and the notice waits. */
  | { readonly kind: 'unknown' }
  | KnownRecipients<Person>;

export type KnownRecipients<Person extends Member> = {
  readonly kind: 'known';
  readonly brief: Brief;
  readonly members: readonly Person[];
  /** What the outside contact is to be told: it is their turn, or nobody on the team may know of the case. */
  readonly outside: OutsideMail | undefined;
  /** Of those who may know of the case, who are on call now and have not been asked. */
  readonly onCall: readonly Person[];
  /** Of those who may know of the case, those who lead the team and are there; when all are away, all of them. */
  readonly leads: readonly Person[];
};

/** Whom a notice is for, at this moment. */
export const recipientsOf = async <Person extends Member>(
  { openKeyRing, now }: { readonly openKeyRing: OpenKeyRing; readonly now: Date },
  notice: DueNotice,
  vault: CaseVault | 'unreadable' | undefined,
  team: readonly Person[],
): Promise<Recipients<Person>> => {
  if (vault === 'unreadable') return { kind: 'unknown' };
  if (!vault?.sealedBrief || vault.expiresAt.getTime() <= now.getTime()) return { kind: 'case-gone' };
  const { channel, sealedBrief } = vault;
  const brief = await briefIfReadable(openKeyRing, channel, notice.caseId, sealedBrief);
  if (!brief) return { kind: 'unknown' };
  const eligible = team.filter((member) => canSeeCase(member, channel, brief));
  const leads = presentOrAll(
    eligible.filter(({ role }) => role === 'lead'),
    now,
  );
  const onCall = onCallLeft(eligible, notice.asked ?? [], now);
  if (notice.step === 'set-aside') {
    // For them the case does not exist any more; nobody else is meant.
    const members = team.filter(
      (member) => notice.recipients?.includes(member.memberId) && isNamedIn(brief.asideMembers, member),
    );
    return { kind: 'known', brief, members, outside: undefined, onCall: [], leads };
  }
  const outside = outsideMail(notice, eligible);
  const members = outside ? [] : membersOf(notice, { eligible, leads, onCall }, now);
  return { kind: 'known', brief, members, outside, onCall, leads };
};

const outsideMail = ({ step }: DueNotice, eligible: readonly Member[]): OutsideMail | undefined => {
  if (eligible.length === 0) return 'outside-alone';
  if (step === 'outside') return 'outside-overdue';
  if (step === 'unreviewed-outside') return 'outside-unreviewed';
  return step === 'untaken-outside' ? 'outside-urgent' : undefined;
};

/**
 * A step for those who lead the team is everybody's when none of them may know of the case or all of them are away; so
 * is what is for members who may not know of it any more, and a reminder for somebody who is away.
 */
const membersOf = <Person extends Member>(
  { step, recipients }: DueNotice,
  { eligible, leads, onCall }: Record<'eligible' | 'leads' | 'onCall', readonly Person[]>,
  now: Date,
): readonly Person[] => {
  const named = eligible.filter(({ memberId }) => recipients?.includes(memberId));
  const isThere = (member: Person): boolean => !isAbsent(member, now);
  if (step === 'untaken-on-call') return recipients ? named : onCall.slice(0, 1);
  const reached = step === 'reminder' ? named.filter(isThere) : named;
  if (reached.length > 0) return reached;
  // Who restricted somebody alone may be the one lead there is.
  if (step === 'unreviewed-leads') return leads.length > 1 ? leads : eligible;
  const forLeads = step === 'untaken-leads' || (step === 'leads' && leads.some(isThere));
  return forLeads && leads.length > 0 ? leads : eligible;
};
