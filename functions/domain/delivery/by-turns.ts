import { urgentFirst } from './delivery.ts';
import type { DueNotice, Lane, NoticeStore } from './notice-store.ts';

const pageSize = 1_000;

type Waiting = {
  readonly store: Pick<NoticeStore, 'dueNotices'>;
  readonly now: Date;
  /** Rows that do not parse are counted here. */
  unreadable: number;
};

/**
 * The notices of several lanes, one of each by turns: a flood in one holds up no other. Of a page of a lane, what is most
 * pressing comes first, then what has failed least, then the oldest.
 */
export async function* byTurns(waiting: Waiting, lanes: readonly Lane[]): AsyncGenerator<DueNotice> {
  let open = lanes.map((lane) => noticesOf(waiting, lane));
  while (open.length > 0) {
    const left: typeof open = [];
    for (const lane of open) {
      const next = await lane.next();
      if (next.done) continue;
      yield next.value;
      left.push(lane);
    }
    open = left;
  }
}

async function* noticesOf(waiting: Waiting, lane: Lane): AsyncGenerator<DueNotice> {
  const { store, now } = waiting;
  let after: string | undefined;
  do {
    const page = await store.dueNotices(lane, now, pageSize, after);
    after = page.next;
    waiting.unreadable += page.unreadable;
    yield* urgentFirst(page.notices.toSorted((one, other) => one.attempts - other.attempts));
  } while (after !== undefined);
}
