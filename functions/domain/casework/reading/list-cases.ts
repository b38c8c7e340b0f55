import type { Member } from '../../member/member.ts';
import type { CaseState } from '../../case/state.ts';
import {
  rowsFor,
  walkQueue,
  type QueueSection,
  type ListContext,
  type ListedCase,
  type ListPosition,
  type ReadableLine,
} from './walk-queue.ts';

export type CaseList = {
  readonly cases: readonly ListedCase[];
  /** Absent when nothing follows. With `only`, a page that is not full can be followed by another. */
  readonly next: ListPosition | undefined;
};

export type ListQuery = {
  readonly sections: readonly QueueSection[];
  readonly after: ListPosition;
  readonly limit: number;
  /** Which cases are wanted, of those that can be read; without it all are, and damaged ones too. */
  readonly only?: ((line: ReadableLine) => boolean) | undefined;
};

/** What the queue can be narrowed to. */
export type CaseFilter = {
  readonly state?: CaseState | undefined;
  /** The member's own, or those that nobody looks after. */
  readonly assignee?: 'me' | 'none' | undefined;
  /** A tag of the settings. */
  readonly tag?: string | undefined;
};

/** @param team who is on it: an assignee who has left the team is nobody */
export const wantedBy =
  (
    { memberId }: Pick<Member, 'memberId'>,
    { state, assignee, tag }: CaseFilter,
    team: readonly Pick<Member, 'memberId'>[],
  ) =>
  ({ head, brief }: ReadableLine): boolean => {
    if (tag !== undefined && brief.tags?.includes(tag) !== true) return false;
    if (state !== undefined && head.state !== state) return false;
    if (assignee === undefined) return true;
    if (assignee === 'me') return head.assignee === memberId;
    return team.every((member) => member.memberId !== head.assignee);
  };

/**
 * One request looks through so many cases for those that are wanted. Only cases that exist for the member count: where a
 * page ends must tell nothing of the others.
 */
export const mostLookedThrough = 200;

/**
 * A page of the queue, what is due first, over all the sections asked for. Cases that do not exist for this member
 * (expired, withdrawn, `canSeeCase`) take no place on the page.
 */
export const listCases = async (context: ListContext, query: ListQuery): Promise<CaseList> => {
  const { limit, only } = query;
  const cases: ListedCase[] = [];
  let looked = 0;
  for await (const { listed, before } of walkQueue(
    context,
    query,
    rowsFor(only ? mostLookedThrough : limit),
  )) {
    const wanted = only === undefined || (listed.kind === 'case' && only(listed));
    if (wanted ? cases.length === limit : looked === mostLookedThrough) return { cases, next: before };
    looked += 1;
    if (wanted) cases.push(listed);
  }
  return { cases, next: undefined };
};
