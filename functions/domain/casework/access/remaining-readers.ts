import { canSeeCase } from '../../member/can-see-case.ts';
import type { Member } from '../../member/member.ts';
import type { Brief } from '../../case/brief.ts';
import type { CaseHead } from '../change/case-store.ts';
import type { HeadEdit } from '../change/case-edit.ts';
import { assignedTo } from '../handling/assignee.ts';

/**
 * @returns what changes in the head; `waits` when nobody looks after the case any more, or nobody has taken what is
 *   urgent (`untaken`)
 *
 * Who still counts as having read a case, and still looks after it, when it goes to another channel or somebody is
 * excluded from it: those for whom it exists.
 */
export const remainingReaders = (
  team: readonly Member[],
  head: Pick<CaseHead, 'openedBy' | 'assignee' | 'taken'>,
  channel: string,
  brief: Brief,
): { readonly head: HeadEdit; readonly waits: boolean; readonly untaken: boolean } => {
  const knowing = new Set(
    team.filter((member) => canSeeCase(member, channel, brief)).map(({ memberId }) => memberId),
  );
  const unassigned = head.assignee !== undefined && !knowing.has(head.assignee);
  const untaken = head.taken !== undefined && !knowing.has(head.taken.memberId);
  return {
    head: {
      openedBy: head.openedBy.filter((id) => knowing.has(id)),
      ...(unassigned ? assignedTo(undefined, false) : {}),
      ...(untaken ? { taken: undefined } : {}),
    },
    waits: unassigned || untaken,
    untaken,
  };
};
