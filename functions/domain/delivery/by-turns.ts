import { urgentFirst } from './delivery.ts';
import type { DueNotice, NoticeQueue, NoticeStore } from './notice-store.ts';

const pageSize = 1_000;

type Waiting = {
  readonly store: Pick<NoticeStore, 'dueNotices'>;
  readonly now: Date;
  /** Rows that do not parse are counted here. */
  unreadable: number;
};

/**
 * The notices of several queues, one of each by turns: a flood in one holds up no other. Of a page of a queue, what is most
 * pressing comes first, then what has failed least, then the oldest.
 */
export async function* byTurns(waiting: Waiting, queues: readonly NoticeQueue[]): AsyncGenerator<DueNotice> {
  let open = queues.map((queue) => noticesOf(waiting, queue));
  while (open.length > 0) {
    const left: typeof open = [];
    for (const queue of open) {
      const next = await queue.next();
      if (next.done) continue;
      yield next.value;
      left.push(queue);
    }
    open = left;
  }
}

async function* noticesOf(waiting: Waiting, queue: NoticeQueue): AsyncGenerator<DueNotice> {
  const { store, now } = waiting;
  let after: string | undefined;
  do {
    const page = await store.dueNotices(queue, now, pageSize, after);
    after = page.next;
    waiting.unreadable += page.unreadable;
    yield* urgentFirst(page.notices.toSorted((one, other) => one.attempts - other.attempts));
  } while (after !== undefined);
}
