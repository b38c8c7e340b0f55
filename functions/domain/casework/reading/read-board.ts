import type { Member } from '../../member/member.ts';
import { boardCounts, type BoardCounts } from './board.ts';
import { listCases } from './list-cases.ts';
import {
  endOfQueue,
  sectionsOf,
  type ListContext,
  type ListedCase,
  type ReadableLine,
} from './walk-queue.ts';

/** So many cases are looked at, however many there are: open ones by what is due first; closed ones by that, and the latest. */
export const mostOpen = 150;
export const mostClosed = 50;

export type Board = BoardCounts & {
  /** How many cases the numbers are of, and whether there are more. */
  readonly looked: {
    readonly open: number;
    readonly moreOpen: boolean;
    readonly closed: number;
    readonly moreClosed: boolean;
    /** Damaged cases, of which nothing can be said. */
    readonly unreadable: number;
  };
};

type Readable = Extract<ListedCase, { kind: 'case' }>;
const readable = (cases: readonly ListedCase[]): Readable[] => cases.filter((line) => line.kind === 'case');

const withoutDoubles = (lines: readonly ReadableLine[]): readonly ReadableLine[] => [
  ...new Map(lines.map((line) => [line.head.caseId, line])).values(),
];

/**
 * What waits for the team in these channels, from a fixed number of heads and briefs: the calls and the work are the same
 * for a hundred cases and for a hundred thousand. Only cases that exist for the member count.
 */
export const readBoard = async (
  context: ListContext,
  channels: readonly string[],
  team: readonly Pick<Member, 'memberId'>[],
): Promise<Board> => {
  const closedSections = sectionsOf(channels, ['closed']);
  const [open, soonest, latest] = await Promise.all([
    listCases(context, { sections: sectionsOf(channels, ['open']), after: {}, limit: mostOpen }),
    listCases(context, { sections: closedSections, after: {}, limit: mostClosed }),
    endOfQueue(context, closedSections, mostClosed),
  ]);
  const openLines = readable(open.cases);
  const soonestLines = readable(soonest.cases);
  const latestLines = readable(latest);
  const closedLines = withoutDoubles([...soonestLines, ...latestLines]);
  // Where the two ends have no case in common, others can stand between them.
  const meet = closedLines.length < soonestLines.length + latestLines.length;
  const unreadable = open.cases.length - openLines.length + soonest.cases.length - soonestLines.length;
  return {
    ...boardCounts({ open: openLines, closed: closedLines }, context.member, team, context.now),
    looked: {
      open: openLines.length,
      moreOpen: open.next !== undefined,
      closed: closedLines.length,
      moreClosed: soonest.next !== undefined && !meet,
      unreadable,
    },
  };
};
