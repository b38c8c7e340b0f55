import { fieldProblems, invalidFields, type Problem } from '../adapters/http/problem.ts';
import { mayDo } from '../domain/authorization/permissions.ts';
import { listCases, wantedBy, type CaseList } from '../domain/case/list-cases.ts';
import { searchCases } from '../domain/case/search-cases.ts';
import { lanesOf } from '../domain/case/walk-queue.ts';
import type { Member } from '../domain/member/member.ts';
import { listQuery } from './api/contract.ts';
import { listCursor, positionOf } from './list-cursor.ts';
import type { TeamContext } from './team-context.ts';

const cursorInvalid: Problem = {
  status: 400,
  code: 'cursor-invalid',
  detail: 'The cursor is not one of this list. Begin again without it.',
  errors: [{ pointer: '/cursor', detail: 'Cannot be used.' }],
};
const notAllowed: Problem = {
  status: 403,
  code: 'forbidden',
  detail: 'Your role does not include this.',
};

export type QueueResult =
  | { readonly kind: 'queue'; readonly list: CaseList; readonly cursor: string | undefined }
  | { readonly kind: 'refused'; readonly problem: Problem };

/**
 * What is due first in the member's channels, narrowed or searched, a page at a time; for the page and for the JSON.
 * @param asked the fields of `listQuery`, as they came in
 */
export const readQueue = async (
  context: TeamContext,
  member: Member,
  asked: Readonly<Record<string, string>>,
): Promise<QueueResult> => {
  const query = listQuery.safeParse(asked);
  if (!query.success) return refused(invalidFields(fieldProblems(query.error)));
  const { channel, status, limit, cursor, q, state, assignee } = query.data;
  if (mayDo(q === undefined ? 'list-cases' : 'search-cases', member.role) !== 'allowed')
    return refused(notAllowed);
  const mine = member.channels.filter((name) => Object.hasOwn(context.settings.channels, name));
  const channels = channel === undefined ? mine : mine.filter((name) => name === channel);
  if (channel !== undefined && channels.length === 0) {
    const errors = [{ pointer: '/channel', detail: 'Is not one of your channels.' }];
    return refused(invalidFields(errors));
  }
  const now = context.clock();
  const secret = await context.ticketSecret(now);
  const narrowed = state !== undefined || assignee !== undefined;
  const lanes = lanesOf(channels, [status]);
  const list = { lanes, narrowed: [state ?? '', assignee ?? '', q ?? ''] };
  const after = cursor === undefined ? {} : positionOf(secret, member.memberId, list, cursor);
  if (!after) return refused(cursorInvalid);
  const team = assignee === 'none' ? await context.members.allMembers() : [];
  const only = narrowed ? wantedBy(member, { state, assignee }, team) : undefined;
  const listContext = { ...context, store: context.cases, member, now };
  const wanted = { lanes, after, limit, only };
  const found = await (q === undefined
    ? listCases(listContext, wanted)
    : searchCases(listContext, wanted, q));
  const unreadable = found.cases.filter(({ kind }) => kind === 'unreadable').length;
  if (unreadable > 0) context.log({ event: 'row-unreadable', count: unreadable });
  const next = found.next && listCursor(secret, member.memberId, list, found.next);
  return { kind: 'queue', list: found, cursor: next };
};

const refused = (problem: Problem): QueueResult => ({ kind: 'refused', problem });
