import type { Log } from '../../adapters/log/log.ts';
import type { OpenThread } from '../../domain/thread/open-thread.ts';

/** A damaged entry raises an alarm, and the rest of the thread is shown. */
export const logUnreadable = (log: Log, thread: Pick<OpenThread, 'entries'>): void => {
  const count = thread.entries.filter(({ entry }) => entry === 'unreadable').length;
  if (count > 0) log({ event: 'row-unreadable', count });
};
