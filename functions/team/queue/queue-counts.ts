import type { CaseList } from '../../domain/casework/reading/list-cases.ts';
import type { ListedCase } from '../../domain/casework/reading/walk-queue.ts';
import { isOverdue } from '../../domain/deadline/due-dates.ts';
import { isUrgent } from '../ui/tags.tsx';

/** So many cases are counted, however many there are: one read of at most 100 rows. */
export const mostCounted = 99;

/** How many of the first cases call for somebody. Only cases that exist for the member are counted. */
export type QueueCounts = Readonly<Record<'all' | 'urgent' | 'overdue' | 'unopened' | 'unread', number>> & {
  readonly isMore: boolean;
};

export const countCases = ({ cases, next }: CaseList, now: Date): QueueCounts => {
  const count = (is: (line: Extract<ListedCase, { kind: 'case' }>) => boolean): number =>
    cases.filter((line) => line.kind === 'case' && is(line)).length;
  return {
    all: cases.length,
    urgent: count(({ head }) => isUrgent(head)),
    overdue: count(({ head }) => isOverdue(head, now)),
    unopened: count(({ opened }) => !opened),
    unread: count(({ head, opened }) => opened && head.unread),
    isMore: next !== undefined,
  };
};

/** `12 open: 1 urgent, 3 overdue, 2 not opened`; `99+` when there are more than are counted. */
export const countsText = ({ all, urgent, overdue, unopened, unread, isMore }: QueueCounts): string => {
  const more = isMore ? '+' : '';
  const parts = [
    [urgent, 'urgent and not taken'],
    [overdue, 'overdue'],
    [unopened, 'not opened'],
    [unread, 'unread'],
  ] as const;
  // All of them at once stand among the first only when none follows that was not counted.
  const said = parts.flatMap(([count, what]) =>
    count === 0 ? [] : [`${count}${count === all ? more : ''} ${what}`],
  );
  return `${all}${more} open${said.length > 0 ? `: ${said.join(', ')}` : ''}`;
};
