import * as z from 'zod';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import { isNamedIn, canSeeCase } from '../../member/can-see-case.ts';
import { authorOf } from '../../member/author.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { aboutMember, type UnknownMember } from '../change/common-problems.ts';
import { memberAndReason } from '../change/input-limits.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { noteRecord, type Note } from '../record/note.ts';

type GrantRefusal =
  | UnknownMember
  | { readonly kind: 'not-of-the-channel' }
  /** Who checks how cases are handled sees none. */
  | { readonly kind: 'auditor' }
  /** The reporter's word is above a lead's. */
  | { readonly kind: 'excluded-by-reporter' }
  | { readonly kind: 'recused' }
  /** A lead keeps them from it: to be taken back by what says so. */
  | { readonly kind: 'set-aside' }
  /** They may see the case already; nothing was written. */
  | { readonly kind: 'knows-already'; readonly version: number };

// Access grows by a lead alone, who acts for somebody else.
const permission: PermissionRow = { roles: leads };

/**
 * Gives a member access to a case that is not theirs to see: they joined after the report was sent, or are an outside
 * reviewer. Who granted it and why stands among the notes. It never overrides the reporter's exclusion.
 */
const grant = async (
  context: CaseContext,
  caseId: string,
  wanted: { readonly memberId: string; readonly reason: string },
): Promise<ChangeResult<GrantRefusal>> => {
  const { member, now } = context;
  const target = await context.findMember(wanted.memberId);
  return changeCase<GrantRefusal>(context, caseId, permission, ({ head, brief }) => {
    if (!target) return { refusal: { kind: 'unknown-member' } };
    const { memberId } = target;
    if (isNamedIn(brief.excludedMembers, target)) return { refusal: { kind: 'excluded-by-reporter' } };
    if (!target.channels.includes(head.channel)) return { refusal: { kind: 'not-of-the-channel' } };
    if (target.role === 'auditor') return { refusal: { kind: 'auditor' } };
    if (isNamedIn(brief.recusedMembers, target)) return { refusal: { kind: 'recused' } };
    if (isNamedIn(brief.asideMembers, target)) return { refusal: { kind: 'set-aside' } };
    if (canSeeCase(target, head.channel, brief))
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

const atMember = (detail: string) => ({ pointer: '/memberId', detail });

export const grantAccess = caseOperation<Exclude<GrantRefusal, { kind: 'knows-already' }>>()({
  name: 'grant-access',
  path: '/grants',
  summary: 'Give access to a member who joined later, or to an outside reviewer.',
  permission,
  input: memberAndReason,
  status: 201,
  gives: 'Who has access now; 200 when they had it before',
  answer: caseChanged.extend({ memberId: z.string() }),
  perform: async (context, caseId, wanted) => {
    const { memberId } = wanted;
    const changed = changedTo<GrantRefusal>(caseId, await grant(context, caseId, wanted));
    if (changed.kind === 'done') return { kind: 'done', answer: { ...changed.answer, memberId } };
    return changed.kind === 'knows-already'
      ? { kind: 'done', answer: { id: caseId, memberId, version: changed.version }, before: true }
      : changed;
  },
  problems: {
    'unknown-member': aboutMember['unknown-member'],
    'not-of-the-channel': {
      is: 'invalid',
      code: 'not-of-the-channel',
      detail: 'The member does not belong to the channel of this case.',
      at: atMember('Is not in the channel of this case.'),
    },
    'excluded-by-reporter': {
      is: 'conflict',
      code: 'excluded-by-reporter',
      detail: 'The reporter does not want this member to see the case. That cannot be overridden.',
      at: atMember('Is excluded by the reporter.'),
    },
    auditor: {
      is: 'conflict',
      code: 'auditor',
      detail: 'The member is an auditor, who sees no case.',
      at: atMember('Is an auditor.'),
    },
    recused: {
      is: 'conflict',
      code: 'recused',
      detail: 'The member has left this case to others because of a conflict of interest.',
      at: atMember('Has recused themselves.'),
    },
    'set-aside': {
      is: 'conflict',
      code: 'set-aside',
      detail: 'A lead keeps this member from the case. Let them back first.',
      at: atMember('Was set aside.'),
    },
  },
  audit: { 'access-granted': { says: 'Granted access' } },
  form: {
    name: 'grant',
    panel: 'access',
    summary: 'Let somebody else see it',
    fields: [
      {
        name: 'memberId',
        label: 'Who',
        hint: 'Members who joined later, and outside reviewers.',
        as: 'choice',
        from: 'grantable',
      },
      { name: 'reason', label: 'Why', hint: 'Kept among the notes.', as: 'lines', rows: 2 },
    ],
    button: 'Let them see it',
  },
  news: { did: 'granted', says: 'They can see the case now.', at: '#access' },
});
