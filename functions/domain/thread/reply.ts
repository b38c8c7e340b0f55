import type { Token } from '../../envelope/token.ts';
import type { Settings } from '../../settings/schema.ts';
import { fullHour } from '../clock.ts';
import { Fault } from '../fault.ts';
import { noticeTime, type OutboxNotice } from '../notice/outbox.ts';
import { threadLimitBytes } from '../text.ts';
import { messageTexts, sealEntry, textBytes, type Entry } from './entry.ts';
import { openDoor, type OpenDoor, type ThreadReader } from './open-thread.ts';

/** One reporter entry, sealed; written in one transaction with the thread's counters and the notice. */
export type SealedReply = {
  readonly doorId: string;
  readonly caseId: string;
  readonly thread: string;
  readonly number: number;
  readonly sealedEntry: Uint8Array;
  /** Of the whole thread, with this entry. */
  readonly textBytes: number;
  /** Random per form; `undefined` when the sender gave none and repeats cannot be told from new messages. */
  readonly replyKey: string | undefined;
  readonly nextDeadline: string;
  readonly hardLimit: Date;
  readonly notice: OutboxNotice;
};

export type ReplyStore = ThreadReader & {
  appendReply(
    reply: SealedReply,
    now: Date,
  ): Promise<'appended' | 'number-taken' | 'already-sent' | 'case-gone'>;
  /** The number of the entry that was sent with this reply key. */
  findSent(caseId: string, thread: string, replyKey: string): Promise<number | undefined>;
};

export type ReplyContext = {
  readonly settings: Settings;
  readonly store: ReplyStore;
  readonly now: Date;
};

export type NewReply = {
  readonly token: Token;
  readonly text: string;
  readonly replyKey: string | undefined;
  readonly kind: 'message' | 'withdrawal-request';
  /** The team is told with the next beat. */
  readonly urgent: boolean;
};

export type ReplyResult =
  | { readonly kind: 'sent'; readonly number: number; readonly entry: Entry; readonly opened: OpenDoor }
  | { readonly kind: 'thread-full' }
  | { readonly kind: 'unusable' };

const mostAttempts = 20;

/** Two calls of the store: the door, then one transaction. Two writers at once each get a number of their own. */
export const reply = async (context: ReplyContext, message: NewReply): Promise<ReplyResult> => {
  const { settings, store, now } = context;
  const entry: Entry = {
    from: 'reporter',
    kind: message.kind,
    on: fullHour(now).toISOString(),
    texts: messageTexts(message.text),
  };
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const opened = await openDoor(store, message.token, now);
    if (!opened) return { kind: 'unusable' };
    const { caseId, thread, channel, nextDeadline, hardLimit } = opened.door;
    const total = opened.door.textBytes + textBytes(entry);
    // Asking for the report to be erased is always possible.
    if (total > threadLimitBytes && message.kind === 'message') return { kind: 'thread-full' };
    const number = opened.door.entries + 1;
    const outcome = await store.appendReply(
      {
        doorId: opened.doorId,
        caseId,
        thread,
        number,
        sealedEntry: sealEntry(opened.threadKey, { caseId, thread, number }, entry),
        textBytes: total,
        replyKey: message.replyKey,
        nextDeadline,
        hardLimit,
        notice: {
          caseId,
          channel,
          urgent: message.urgent,
          notBefore: noticeTime(settings, message.urgent, now),
        },
      },
      now,
    );
    switch (outcome) {
      case 'appended':
        return { kind: 'sent', number, entry, opened };
      case 'already-sent': {
        const sent = await store.findSent(caseId, thread, message.replyKey ?? '');
        return sent === undefined ? { kind: 'unusable' } : { kind: 'sent', number: sent, entry, opened };
      }
      case 'case-gone':
        return { kind: 'unusable' };
      case 'number-taken':
        continue;
    }
  }
  throw new Fault('storage-busy', 5);
};
