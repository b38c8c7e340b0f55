import type { CaseVault } from '../case/case-store.ts';
import { briefIfReadable } from '../case/open-brief.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { mayKnow } from '../member/may-know.ts';
import type { Member } from '../member/member.ts';
import type { OutsideMail } from './mail.ts';
import type { DueNotice } from './notice-store.ts';

export type Recipients<Person extends Member> =
  | { readonly kind: 'case-gone' }
  /** Without a readable brief nobody knows who is excluded: nobody is told, and the notice waits. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'known';
      readonly members: readonly Person[];
      /** What the outside contact is to be told: it is their turn, or nobody on the team may know of the case. */
      readonly outside: OutsideMail | undefined;
      /** Of those who may know of the case, those who lead the team. */
      readonly leads: readonly Person[];
    };

/**
 * Whom a notice is for. A step for those who lead the team is everybody's when none of them may know of the case, and so
 * is one for members who may not any more.
 */
export const recipientsOf = async <Person extends Member>(
  openKeyRing: OpenKeyRing,
  now: Date,
  notice: DueNotice,
  vault: CaseVault | 'unreadable' | undefined,
  team: readonly Person[],
): Promise<Recipients<Person>> => {
  if (vault === 'unreadable') return { kind: 'unknown' };
  if (!vault?.sealedBrief || vault.expiresAt.getTime() <= now.getTime()) return { kind: 'case-gone' };
  const { channel, sealedBrief } = vault;
  const brief = await briefIfReadable(openKeyRing, channel, notice.caseId, sealedBrief);
  if (!brief) return { kind: 'unknown' };
  const eligible = team.filter((member) => mayKnow(member, channel, brief));
  const leads = eligible.filter(({ role }) => role === 'lead');
  const outside = outsideMail(notice, eligible);
  if (outside) return { kind: 'known', members: [], outside, leads };
  const forLeads = notice.step === 'leads' || notice.step === 'untaken-leads';
  const meant = forLeads && leads.length > 0 ? leads : eligible;
  const left = meant.filter(({ memberId }) => notice.recipients?.includes(memberId));
  return { kind: 'known', members: left.length > 0 ? left : meant, outside: undefined, leads };
};

const outsideMail = ({ step }: DueNotice, eligible: readonly Member[]): OutsideMail | undefined => {
  if (eligible.length === 0) return 'outside-alone';
  if (step === 'outside') return 'outside-overdue';
  return step === 'untaken-outside' ? 'outside-urgent' : undefined;
};
