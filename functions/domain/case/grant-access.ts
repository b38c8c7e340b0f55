import { isNamedIn, mayKnow } from '../member/may-know.ts';
import type { Member } from '../member/member.ts';
import { authorOf } from '../member/author.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext } from './case-edit.ts';
import { noteRecord, type Note } from './note.ts';

export type GrantRefusal =
  | { readonly kind: 'unknown-member' }
  | { readonly kind: 'not-of-the-channel' }
  /** The reporter's word is above a lead's. */
  | { readonly kind: 'excluded-by-reporter' }
  | { readonly kind: 'recused' }
  /** A lead keeps them from it: to be taken back by what says so. */
  | { readonly kind: 'set-aside' }
  /** They may see the case already; nothing was written. */
  | { readonly kind: 'knows-already'; readonly version: number };

/**
 * Gives a member access to a case that is not theirs to see: they joined after the report was sent, or are an outside
 * reviewer. Who granted it and why stands among the notes. It never overrides the reporter's exclusion.
 */
export const grantAccess = async (
  context: CaseContext,
  caseId: string,
  wanted: { readonly memberId: string; readonly reason: string },
  findMember: (memberId: string) => Promise<Member | undefined>,
): Promise<ChangeResult<GrantRefusal>> => {
  const { member, now } = context;
  const target = await findMember(wanted.memberId);
  return changeCase<GrantRefusal>(context, caseId, 'grant-access', ({ head, brief }) => {
    if (!target) return { refusal: { kind: 'unknown-member' } };
    const { memberId } = target;
    if (isNamedIn(brief.excludedMembers, target)) return { refusal: { kind: 'excluded-by-reporter' } };
    if (!target.channels.includes(head.channel)) return { refusal: { kind: 'not-of-the-channel' } };
    if (isNamedIn(brief.recusedMembers, target)) return { refusal: { kind: 'recused' } };
    if (isNamedIn(brief.asideMembers, target)) return { refusal: { kind: 'set-aside' } };
    if (mayKnow(target, head.channel, brief))
      return { refusal: { kind: 'knows-already', version: head.version } };
    const note: Note = {
      kind: 'grant',
      author: authorOf(member),
      on: now.toISOString(),
      member: authorOf(target),
      reason: wanted.reason,
    };
    return {
      edit: {
        audit: { action: 'access-granted', detail: target.name },
        brief: { ...brief, grantedMembers: [...brief.grantedMembers, memberId] },
        records: [noteRecord.write(note)],
      },
    };
  });
};
