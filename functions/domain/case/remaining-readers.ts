import { mayKnow } from '../member/may-know.ts';
import type { Member } from '../member/member.ts';
import type { Brief } from './brief.ts';
import type { CaseHead } from './case-store.ts';
import type { Intention } from './intention.ts';

/**
 * Who still counts as having read a case, and still looks after it, when it goes to another channel or somebody is
 * excluded from it: those for whom it exists.
 */
export const remainingReaders = (
  team: readonly Member[],
  head: Pick<CaseHead, 'openedBy' | 'assignee' | 'taken'>,
  channel: string,
  brief: Brief,
): Pick<Intention, 'openedBy' | 'assignee' | 'untaken'> => {
  const knowing = new Set(
    team.filter((member) => mayKnow(member, channel, brief)).map(({ memberId }) => memberId),
  );
  return {
    openedBy: head.openedBy.filter((id) => knowing.has(id)),
    ...(head.assignee !== undefined && !knowing.has(head.assignee) ? { assignee: null } : {}),
    ...(head.taken && !knowing.has(head.taken.memberId) ? { untaken: true } : {}),
  };
};
