import { leads, leadsOfCase, leavesLead, type PermissionRow } from '../../authorization/permissions.ts';
import { authorOf } from '../../member/author.ts';
import { isNamedIn, canSeeCase } from '../../member/can-see-case.ts';
import type { Member } from '../../member/member.ts';
import { noticeTime } from '../../notice/outbox.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { aboutMember, type MayNotKnow, type UnknownMember } from '../change/common-problems.ts';
import { reviewMarks } from '../decision/mark-for-review.ts';
import { memberAndReason } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { noteRecord, type Note } from '../record/note.ts';
import { remainingReaders } from './remaining-readers.ts';

type AsideRefusal =
  | UnknownMember
  | MayNotKnow
  /** One leaves a case oneself, without a reason. */
  | { readonly kind: 'oneself' }
  /** Nobody else could lead the case, or nobody but a member who only acts for its leads. */
  | { readonly kind: 'last-who-may-lead' };

// Takes access away from another: for a lead, with a reason, and never from the last who may lead the case.
const settingAside: PermissionRow = { roles: leads };
// Gives back what was taken that way: for a lead, with a reason, and never to oneself.
const lettingBack: PermissionRow = { roles: leads };

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
const keepFrom = async (
  context: CaseContext,
  caseId: string,
  { memberId, reason }: Wanted,
): Promise<ChangeResult<AsideRefusal>> => {
  const { settings, now } = context;
  const team = await context.team();
  const target = team.find((member) => member.memberId === memberId);
  return changeCase<AsideRefusal>(context, caseId, settingAside, async (opened) => {
    const { head, brief } = opened;
    if (memberId === context.member.memberId) return { refusal: { kind: 'oneself' } };
    if (!target) return { refusal: { kind: 'unknown-member' } };
    const { channel } = head;
    if (!canSeeCase(target, channel, brief)) return { refusal: { kind: 'may-not-know' } };
    const after = { ...brief, asideMembers: [...(brief.asideMembers ?? []), memberId] };
    const others = leadsOfCase(team, channel, brief).filter((lead) => lead.memberId !== memberId);
    if (others.length === 0 || !leavesLead(team, context.member, channel, after))
      return { refusal: { kind: 'last-who-may-lead' } };
    const remaining = remainingReaders(team, head, channel, after);
    const { waits, untaken } = remaining;
    const urgent = head.urgent && (head.taken === undefined || untaken);
    const notBefore = noticeTime(settings, false, now);
    const ordinary = { caseId, channel, urgent, notBefore: noticeTime(settings, urgent, now) };
    const marked = await reviewMarks(context, opened, { leaving: [memberId], brief: after });
    return {
      edit: {
        audit: { action: 'set-aside', detail: target.name },
        brief: after,
        head: remaining.head,
        records: [noteRecord.write(noteOf(context, 'set-aside', target, reason)), ...marked.records],
        notices: [
          { caseId, channel, urgent: false, step: 'set-aside', recipients: [memberId], notBefore },
          ...(waits ? [ordinary] : []),
          ...marked.notices,
        ],
      },
    };
  });
};

type LetBackRefusal = UnknownMember | { readonly kind: 'not-set-aside' };

/** Takes back what `keepFrom` did; what else keeps the member out stays. They are told that something waits. */
const giveBack = async (
  context: CaseContext,
  caseId: string,
  { memberId, reason }: Wanted,
): Promise<ChangeResult<LetBackRefusal>> => {
  const { settings, now } = context;
  const target = (await context.team()).find((member) => member.memberId === memberId);
  return changeCase<LetBackRefusal>(context, caseId, lettingBack, ({ head, brief }) => {
    if (!target) return { refusal: { kind: 'unknown-member' } };
    if (!isNamedIn(brief.asideMembers, target)) return { refusal: { kind: 'not-set-aside' } };
    const asideMembers = (brief.asideMembers ?? []).filter((id) => !isNamedIn([id], target));
    const after = { ...brief, asideMembers };
    const told = canSeeCase(target, head.channel, after)
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
      edit: {
        audit: { action: 'let-back', detail: target.name },
        brief: after,
        records: [noteRecord.write(noteOf(context, 'let-back', target, reason))],
        notices: told,
      },
    };
  });
};

const reasonField = {
  name: 'reason',
  label: 'Why',
  hint: 'Kept among the notes.',
  as: 'lines',
  rows: 2,
} as const;

export const setAside = caseOperation<AsideRefusal>()({
  name: 'set-aside',
  path: '/aside',
  summary:
    'Keep a member from the case, with a reason: it does not exist for them any more, and they are told by mail that a lead has asked them to step aside. Never the last who may lead it.',
  permission: settingAside,
  input: memberAndReason,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<AsideRefusal>(caseId, await keepFrom(context, caseId, wanted)),
  problems: {
    ...aboutMember,
    oneself: {
      is: 'forbidden',
      code: 'oneself',
      detail: 'To step aside yourself, leave the case to others.',
    },
    'last-who-may-lead': {
      is: 'conflict',
      code: 'last-who-may-lead',
      detail:
        'Nobody else could lead this case, so this member cannot be kept from it. Who acts for its leads must leave it to somebody else.',
      at: { pointer: '/memberId', detail: 'Is the last who may lead the case.' },
    },
  },
  audit: { 'set-aside': { says: 'Set a member aside' } },
  form: {
    name: 'aside',
    panel: 'access',
    summary: 'Keep somebody from it',
    text: 'For somebody who should step aside, such as from a case that is related to one they are kept from. They cannot see this case any more, and are told by mail that a lead has asked them to step aside.',
    fields: [{ name: 'memberId', label: 'Who', as: 'choice', from: 'other-members' }, reasonField],
    button: 'Keep them from it',
  },
  news: {
    did: 'aside',
    says: 'They cannot see the case any more, and are told that a lead has asked them to step aside.',
    at: '#access',
  },
});

export const letBack = caseOperation<LetBackRefusal>()({
  name: 'let-back',
  path: '/aside/lift',
  summary: 'Let a member back who was kept from the case.',
  permission: lettingBack,
  input: memberAndReason,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<LetBackRefusal>(caseId, await giveBack(context, caseId, wanted)),
  problems: {
    'unknown-member': aboutMember['unknown-member'],
    'not-set-aside': {
      is: 'conflict',
      code: 'not-set-aside',
      detail: 'No lead keeps this member from the case.',
    },
  },
  audit: { 'let-back': { says: 'Let a member back who was set aside' } },
  form: {
    name: 'back',
    panel: 'access',
    summary: 'Let somebody back who was kept from it',
    fields: [{ name: 'memberId', label: 'Who', as: 'choice', from: 'set-aside' }, reasonField],
    button: 'Let them back',
  },
  news: { did: 'back', says: 'They are not kept from the case any more.', at: '#access' },
});
