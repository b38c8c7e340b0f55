import type { Token } from '../../envelope/token.ts';
import { conflict, retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { openReporterDoor, type NoDoor, type OpenDoor, type ThreadReader } from './open-thread.ts';
import { newEntry, sealReply, type ReplyContext, type SealedReply } from './reply.ts';

export type StopMailsStore = ThreadReader & {
  /**
   * Forgets to whom answers are mailed and closes the mail door, and adds the entry that says so, in one transaction;
   * `changed-meanwhile` when the thread has grown or the door was closed.
   */
  stopMails(last: SealedReply, now: Date): Promise<'stopped' | 'changed-meanwhile'>;
};

export type StopMailsResult = { readonly kind: 'stopped'; readonly opened: OpenDoor } | NoDoor;

/** Ends that a reporter is written to by mail, and that mails come into their case. Twice is once; the words go on working. */
export const stopMails = async (
  context: Pick<ReplyContext, 'settings' | 'now'> & { readonly store: StopMailsStore },
  token: Token,
): Promise<StopMailsResult> => {
  const { store, now } = context;
  return retryOnConflict<StopMailsResult>(async () => {
    const door = await openReporterDoor(store, token, now);
    if (door.kind !== 'open') return door;
    const { opened } = door;
    if (opened.door.mailed !== true) return { kind: 'stopped', opened };
    const last = newEntry({ kind: 'stop-mails' }, now);
    const sealed = sealReply(context, opened, last, { replyKey: undefined, urgent: false });
    const stopped = { ...opened, door: { ...opened.door, mailed: undefined } };
    return (await store.stopMails(sealed, now)) === 'stopped'
      ? { kind: 'stopped', opened: stopped }
      : conflict;
  });
};
