import type { Token } from '../../envelope/token.ts';
import type { Settings } from '../../settings/schema.ts';
import { day, fullHour, nextFullHour } from '../kernel/clock.ts';
import { appealDatesOf, erasureAnswerBy, type AppealDates } from '../deadline/deadlines.ts';
import { conflict, retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { noticeTime, type OutboxNotice } from '../notice/outbox.ts';
import { threadLimitBytes } from '../kernel/text.ts';
import type { AttachFiles, AttachRefusal } from '../attachment/attach-files.ts';
import type { Attachment } from '../attachment/attachment.ts';
import {
  filesOfEntry,
  messageTexts,
  sealEntry,
  threadBytes,
  type Announcement,
  type Entry,
} from './entry.ts';
import { sentMark, sentMarkIfAny } from './sent-mark.ts';
import { isActOf, type Act } from './acts.ts';
import { doorKindOf, holderOf, type Holder } from './thread-name.ts';
import {
  openDoor,
  openReporterDoor,
  type NoDoor,
  type OpenDoor,
  type ThreadReader,
  type WrittenInHour,
} from './open-thread.ts';

/** One reporter entry, sealed; written in one transaction with the thread's counters and the notice. */
export type SealedReply = {
  readonly doorId: string;
  readonly caseId: string;
  readonly thread: string;
  readonly number: number;
  readonly sealedEntry: Uint8Array;
  /** What the whole thread takes, with this entry, in size classes. */
  readonly textBytes: number;
  /** Ids of the objects that the entry's files stand in. */
  readonly objects: readonly string[];
  /** What the files of the whole thread take, with this entry's. */
  readonly attachmentBytes: number;
  /** What this door has written in this full hour, with this entry. */
  readonly written: WrittenInHour;
  /** As `sentMark`; `undefined` when the sender gave no key and repeats cannot be told from new messages. */
  readonly sentKey: string | undefined;
  readonly nextDeadline: string;
  /** The full hour since which something urgent waits, with this entry. */
  readonly urgentSince?: Date | undefined;
  readonly hardLimit: Date;
  /** When the team answers, if this asks for everything to be erased. */
  readonly erasureAnswerBy?: Date | undefined;
  /** By when the team acknowledges and decides it, if this is an appeal. */
  readonly appealBy?: AppealDates | undefined;
  readonly notice: OutboxNotice;
};

export type ReplyStore = ThreadReader & {
  appendReply(
    reply: SealedReply,
    now: Date,
  ): Promise<'appended' | 'number-taken' | 'door-changed' | 'already-sent' | 'case-gone' | 'files-gone'>;
  /** The number of the entry that was sent with this mark. */
  findSent(caseId: string, thread: string, sentKey: string): Promise<number | undefined>;
};

export type ReplyContext = {
  readonly settings: Settings;
  readonly store: ReplyStore;
  readonly now: Date;
};

export type NewReply = {
  readonly token: Token;
  readonly replyKey: string | undefined;
  /** The team is told with the next scheduled run. */
  readonly urgent: boolean;
} & (
  | {
      readonly kind: 'message';
      readonly text: string;
      /** Keeps the files that go with it; absent for a message without. */
      readonly attach?: AttachFiles | undefined;
    }
  | { readonly kind: Announcement }
  | {
      readonly kind: 'act';
      readonly act: Act;
      /** What it is about, as its holder sees it. */
      readonly facts: Readonly<Record<string, string>>;
      /** The same as it is written down, where that is another. */
      readonly writtenFacts?:
        ((opened: OpenDoor) => Readonly<Record<string, string>> | undefined) | undefined;
      readonly text: string;
      readonly attach?: AttachFiles | undefined;
      /** Why it does not fit how the case stands; asked before anything is written. */
      readonly misfit?: ((opened: OpenDoor) => Promise<string | undefined>) | undefined;
    }
);

/** What is written down, without how it is sent. */
type Written =
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: Announcement }
  | {
      readonly kind: 'act';
      readonly act: Act;
      readonly facts: Readonly<Record<string, string>>;
      readonly text: string;
    };

export type ReplyResult =
  | { readonly kind: 'sent'; readonly number: number; readonly entry: Entry; readonly opened: OpenDoor }
  | { readonly kind: 'thread-full'; readonly opened: OpenDoor }
  /** Whoever holds this door can do no such thing. */
  | { readonly kind: 'not-theirs' }
  /** What it is about is not so. */
  | { readonly kind: 'misfit'; readonly why: string }
  /** The door has written all it may in this hour. */
  | { readonly kind: 'too-many'; readonly opened: OpenDoor; readonly retryAfterSeconds: number }
  | AttachRefusal
  | NoDoor;

/** Whether a message is one that a limit may refuse; pressing a button is always possible. */
const isWritten = ({ kind }: NewReply): boolean => kind === 'message' || kind === 'act';

/** Two calls of the store: the door, then one transaction. Two writers at once each get a number of their own. */
export const reply = async (context: ReplyContext, message: NewReply): Promise<ReplyResult> => {
  const { settings, store, now } = context;
  const { urgent } = message;
  return retryOnConflict<ReplyResult>(async () => {
    const open = isWritten(message) ? openDoor : openReporterDoor;
    const door = await open(store, message.token, now);
    if (door.kind !== 'open') return door;
    const { opened } = door;
    const holder = holderOf(opened.door.thread);
    if (message.kind === 'act' && !isActOf(holder, message.act)) return { kind: 'not-theirs' };
    const why = message.kind === 'act' ? await message.misfit?.(opened) : undefined;
    if (why !== undefined) return { kind: 'misfit', why };
    if (urgent && holder !== 'reporter') return { kind: 'not-theirs' };
    const { channel, attachmentBytes, textBytes } = opened.door;
    // Pressing a button is always possible; in a conversation at its limit it is written down once a day.
    const isRepeat = !isWritten(message) && textBytes > threadLimitBytes;
    const replyKey = isRepeat ? `${message.kind}-${day(now)}` : message.replyKey;
    const place = { caseId: opened.door.caseId, thread: opened.door.thread, threadKey: opened.threadKey };
    const attached =
      'attach' in message ? await message.attach?.({ ...place, channel, attachmentBytes }) : undefined;
    if (attached && attached.kind !== 'attached') {
      // Sent again after its answer was lost: what the first one took may be what this one lacks.
      const sent =
        replyKey === undefined
          ? undefined
          : await store.findSent(place.caseId, place.thread, sentMark(place.threadKey, replyKey));
      return sent === undefined
        ? attached
        : { kind: 'sent', number: sent, entry: newEntry(message, now, holder), opened };
    }
    const entry = newEntry(message, now, holder, attached?.files.attachments);
    const sealed = sealReply(context, opened, asWritten(message, opened, entry), { replyKey, urgent });
    const { caseId, thread, number, written } = sealed;
    if (sealed.textBytes > threadLimitBytes && isWritten(message)) return { kind: 'thread-full', opened };
    if (written.entries > entriesPerHour(settings, thread) && isWritten(message)) {
      // Pressed twice, and the first was the last that was allowed: it has been sent.
      const { sentKey } = sealed;
      const sent = sentKey === undefined ? undefined : await store.findSent(caseId, thread, sentKey);
      if (sent !== undefined) return { kind: 'sent', number: sent, entry, opened };
      const retryAfterSeconds = Math.ceil((nextFullHour(now).getTime() - now.getTime()) / 1000);
      return { kind: 'too-many', opened, retryAfterSeconds };
    }
    const outcome = await store.appendReply(sealed, now);
    switch (outcome) {
      case 'appended':
        return { kind: 'sent', number, entry, opened };
      case 'already-sent': {
        const sent = await store.findSent(caseId, thread, sealed.sentKey ?? '');
        return sent === undefined ? { kind: 'unusable' } : { kind: 'sent', number: sent, entry, opened };
      }
      case 'case-gone':
        return { kind: 'unusable' };
      case 'files-gone':
        return { kind: 'files-gone', names: (attached?.files.attachments ?? []).map(({ name }) => name) };
      // Closed, or with its case in another channel: reading the door again tells.
      case 'door-changed':
      case 'number-taken':
        return conflict;
    }
  });
};

/** The entry with what an act is about as it is written down. */
const asWritten = (message: NewReply, opened: OpenDoor, entry: Entry): Entry => {
  const facts = message.kind === 'act' ? message.writtenFacts?.(opened) : undefined;
  return facts !== undefined && entry.kind === 'act' ? { ...entry, facts } : entry;
};

const oneMore = (written: WrittenInHour | undefined, now: Date): WrittenInHour => {
  const hour = fullHour(now);
  const before = written?.hour.getTime() === hour.getTime() ? written.entries : 0;
  return { hour, entries: before + 1 };
};

/** How much a door may write in a full hour. */
const entriesPerHour = ({ abuse, doors }: Settings, thread: string): number => {
  const kind = doorKindOf(thread);
  return kind === undefined ? abuse.entriesPerHour : doors.entriesPerHour[kind];
};

/**
 * @param holder who writes it
 * @throws {Error} for what only a reporter announces, of anybody else
 */
export const newEntry = (
  message: Written,
  now: Date,
  holder: Holder = 'reporter',
  attachments: readonly Attachment[] = [],
): Entry => {
  const on = fullHour(now).toISOString();
  const files = attachments.length > 0 ? { attachments: [...attachments] } : {};
  switch (message.kind) {
    case 'act': {
      const { kind, act, facts } = message;
      return { from: holder, kind, on, act, facts, texts: textsIfAny(message.text), ...files };
    }
    case 'message':
      return { from: holder, kind: 'message', on, texts: messageTexts(message.text), ...files };
    case 'withdrawal-request':
    case 'stop-writing':
    case 'stop-mails':
    case 'door-closed':
      if (holder !== 'reporter') throw new Error('only a reporter announces that they leave');
      return { from: holder, kind: message.kind, on, texts: new Map() };
  }
};

const textsIfAny = (text: string): Entry['texts'] => (text === '' ? new Map() : messageTexts(text));

/** The next entry of an open thread, and the notice that goes with it. */
export const sealReply = (
  { settings, now }: Pick<ReplyContext, 'settings' | 'now'>,
  { doorId, door, threadKey }: OpenDoor,
  entry: Entry,
  { replyKey, urgent }: { readonly replyKey: string | undefined; readonly urgent: boolean },
): SealedReply => {
  const { caseId, thread, channel, nextDeadline, hardLimit } = door;
  const number = door.entries + 1;
  const promised = settings.channels[channel]?.deadlines;
  return {
    doorId,
    caseId,
    thread,
    number,
    sealedEntry: sealEntry(threadKey, { caseId, thread, number }, entry),
    textBytes: threadBytes(door.textBytes, entry),
    objects: filesOfEntry(entry).objects,
    attachmentBytes: door.attachmentBytes + filesOfEntry(entry).bytes,
    written: oneMore(door.written, now),
    sentKey: sentMarkIfAny(threadKey, replyKey),
    nextDeadline,
    urgentSince: door.urgentSince ?? (urgent ? fullHour(now) : undefined),
    hardLimit,
    erasureAnswerBy:
      entry.kind === 'withdrawal-request' && promised ? erasureAnswerBy(promised, now) : undefined,
    appealBy: entry.kind === 'act' && entry.act === 'appeal' ? appealDatesOf(settings, now) : undefined,
    notice: { caseId, channel, urgent, notBefore: noticeTime(settings, urgent, now) },
  };
};
