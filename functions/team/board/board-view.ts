import type * as z from 'zod';
import type { Board } from '../../domain/casework/reading/read-board.ts';
import type { BoardDate } from '../../domain/casework/reading/board.ts';
import { mostNamed, type boardView } from './board-contract.ts';

const listed = <Item, View>(items: readonly Item[], view: (item: Item) => View) => ({
  count: items.length,
  first: items.slice(0, mostNamed).map(view),
});

const dateView = ({ case: named, date, isMine }: BoardDate) => ({
  case: named,
  what: date.kind === 'promise' ? date.name : (date.of ?? ('task' as const)),
  by: date.by,
  mine: isMine,
});

/**
 * @param maySeeMembers who may not is told nothing of how much others have on their hands
 * @param reviewDue points of the yearly checklist, for who may tick them
 */
export const boardViewOf = (
  board: Board,
  maySeeMembers: boolean,
  reviewDue: readonly string[] | undefined,
): z.input<typeof boardView> => ({
  looked: board.looked,
  overdue: listed(board.overdue, dateView),
  today: listed(board.today, dateView),
  week: listed(board.week, dateView),
  byDay: [...board.byDay],
  mine: listed(board.mine, (one) => one),
  unassigned: listed(board.unassigned, (one) => one),
  waiting: listed(board.waiting, ({ case: named, waits }) => ({ ...named, waits: [...waits] })),
  waitingBy: board.waitingBy,
  ending: listed(board.ending, dateView),
  ...(maySeeMembers && { load: [...board.load] }),
  ...(reviewDue && { reviewDue: [...reviewDue] }),
  ages: [...board.ages],
  promises: board.promises,
});
