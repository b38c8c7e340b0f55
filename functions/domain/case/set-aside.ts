import { leadsOfCase, leavesLead } from '../authorization/permissions.ts';
import { authorOf } from '../member/author.ts';
import { isNamedIn, mayKnow } from '../member/may-know.ts';
import type { Member } from '../member/member.ts';
import { noticeTime } from '../notice/outbox.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext } from './intention.ts';
import type { Note } from './note.ts';
import { remainingReaders } from './remaining-readers.ts';

export type AsideRefusal =
  | { readonly kind: 'unknown-member' }
  /** The case does not exist for them as it is. */
  | { readonly kind: 'may-not-know' }
  /** One leaves a case oneself, without a reason. */
  | { readonly kind: 'oneself' }
  /** Nobody else could lead the case, or nobody but a member who only acts for its leads. */
  | { readonly kind: 'last-who-may-lead' };

type Wanted = { readonly memberId: string; readonly reason: string };

const noteOf = (
  { member, now }: CaseContext,
  kind: 'set-aside' | 'let-back',
  target: Member,
  reason: string,
): Note => ({ kind, author: authorOf(member), on: now.toISOString(), member: authorOf(target), reason });

/**
 * Keeps a member from a case, such as one that is related to another from which they are kept: from now on it does not
 * exist for them. A lead's act, with a reason that stands among the notes and a line in the audit log; the member is told
 * by mail that it was done. It can be taken back, and never leaves a case without somebody who may lead it.
 */
export const setAside = async (
  context: CaseContext,
  caseId: string,
  { memberId, reason }: Wanted,
): Promise<ChangeResult<AsideRefusal>> => {
  const { settings, now } = context;
  const team = await context.team();
  const target = team.find((member) => member.memberId === memberId);
  return changeCase<AsideRefusal>(context, caseId, 'set-aside', ({ head, brief }) => {
    if (memberId === context.member.memberId) return { refusal: { kind: 'oneself' } };
    if (!target) return { refusal: { kind: 'unknown-member' } };
    const { channel } = head;
    if (!mayKnow(target, channel, brief)) return { refusal: { kind: 'may-not-know' } };
    const after = { ...brief, asideMembers: [...(brief.asideMembers ?? []), memberId] };
    const others = leadsOfCase(team, channel, brief).filter((lead) => lead.memberId !== memberId);
    if (others.length === 0 || !leavesLead(team, context.member, channel, after))
      return { refusal: { kind: 'last-who-may-lead' } };
    const remaining = remainingReaders(team, head, channel, after);
    const waits = remaining.assignee === null || remaining.untaken === true;
    const urgent = head.urgent && (head.taken === undefined || remaining.untaken === true);
    const notBefore = noticeTime(settings, false, now);
    const ordinary = { caseId, channel, urgent, notBefore: noticeTime(settings, urgent, now) };
    return {
      intention: {
        action: 'set-aside',
        detail: target.name,
        brief: after,
        ...remaining,
        note: { content: noteOf(context, 'set-aside', target, reason) },
        notices: [
          { caseId, channel, urgent: false, step: 'set-aside', recipients: [memberId], notBefore },
          ...(waits ? [ordinary] : []),
        ],
      },
    };
  });
};

export type LetBackRefusal = { readonly kind: 'unknown-member' } | { readonly kind: 'not-set-aside' };

/** Takes back what `setAside` did; what else keeps the member out stays. They are told that something waits. */
export const letBack = async (
  context: CaseContext,
  caseId: string,
  { memberId, reason }: Wanted,
): Promise<ChangeResult<LetBackRefusal>> => {
  const { settings, now } = context;
  const target = (await context.team()).find((member) => member.memberId === memberId);
  return changeCase<LetBackRefusal>(context, caseId, 'let-back', ({ head, brief }) => {
    if (!target) return { refusal: { kind: 'unknown-member' } };
    if (!isNamedIn(brief.asideMembers, target)) return { refusal: { kind: 'not-set-aside' } };
    const asideMembers = (brief.asideMembers ?? []).filter((id) => !isNamedIn([id], target));
    const after = { ...brief, asideMembers };
    const told = mayKnow(target, head.channel, after)
      ? [
          {
            caseId,
            channel: head.channel,
            urgent: false,
            recipients: [memberId],
            notBefore: noticeTime(settings, false, now),
          },
        ]
      : [];
    return {
      intention: {
        action: 'let-back',
        detail: target.name,
        brief: after,
        note: { content: noteOf(context, 'let-back', target, reason) },
        notices: told,
      },
    };
  });
};
