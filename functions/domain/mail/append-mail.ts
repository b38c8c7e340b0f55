import { mailDoorContext } from '../../envelope/format.ts';
import { open } from '../../envelope/open.ts';
import { noFiles } from '../attachment/attach.ts';
import { Fault } from '../kernel/fault.ts';
import { conflict, retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { threadLimitBytes } from '../kernel/text.ts';
import { noticeTime } from '../notice/outbox.ts';
import { filesOfEntry, sealEntry, threadBytes, type Entry } from '../thread/entry.ts';
import { reporterThread, type ThreadCounters } from '../thread/thread-name.ts';
import type { FilingRemark } from './filing-remarks.ts';
import type { MailCase, MailedEntry } from './mail-case-store.ts';
import type { FilingContext } from './mail-context.ts';
import { mailEntry } from './mail-entry.ts';
import { hasRoomForEssential, keepMailFiles, type MailFiles } from './mail-files.ts';
import { senderMark } from './mail-keys.ts';
import type { ReadMail } from './read-mail.ts';
import { caseIdOfHandle, mailDoorId, mailDoorKey, type ReplyHandle } from './reply-handle.ts';

/** A conversation that a handle leads into. */
export type MailConversation = { readonly to: MailCase; readonly threadKey: Uint8Array };

/** @returns `undefined` when the handle leads nowhere, or no more: its case is gone or takes no mails */
export const openMailDoor = async (
  { store, now }: Pick<FilingContext, 'store' | 'now'>,
  handle: ReplyHandle,
): Promise<MailConversation | undefined> => {
  const caseId = caseIdOfHandle(handle);
  const to = await store.findMailCase(caseId, now);
  if (to?.mailDoor.id !== mailDoorId(handle)) return undefined;
  const threadKey = open(mailDoorKey(handle), mailDoorContext(caseId), to.mailDoor.wrappedThreadKey);
  return threadKey && { to, threadKey };
};

export type NewMessage = {
  readonly handle: ReplyHandle;
  readonly mail: ReadMail;
  readonly remarks: readonly FilingRemark[];
  readonly seenMark: string;
};

/**
 * Adds a mail to the conversation that its handle leads into. One that was added before is not added again.
 * @returns `no-conversation` when there is none any more, `full` when it takes nothing more: then nothing is stored
 * @throws {Fault} when storage fails
 */
export const appendToCase = async (
  context: FilingContext,
  message: NewMessage,
): Promise<'appended' | 'full' | 'no-conversation'> => {
  const { store, now } = context;
  const { handle, mail, seenMark } = message;
  let files: MailFiles | undefined;
  return retryOnConflict(async () => {
    const conversation = await openMailDoor(context, handle);
    if (!conversation) return 'no-conversation';
    const { to, threadKey } = conversation;
    const { caseId, channel, counters } = to;
    const remarks = remarksOn(context, message, to);
    const withoutFiles = mailEntry('message', mail, { attached: noFiles, leftOut: [] }, { now, remarks });
    const hasRoom = hasRoomForEssential(context.settings, counters.attachmentBytes, mail.files);
    if (!hasRoom || isFull(counters, withoutFiles)) return 'full';
    files ??= await keepMailFiles(
      context,
      { caseId, channel, threadKey, thread: reporterThread, attachmentBytes: counters.attachmentBytes },
      mail.files,
    );
    const entry = mailEntry('message', mail, files, { now, remarks });
    const sealed = sealMailedEntry(context, { conversation, entry, seenMark });
    if (sealed.counters.textBytes > threadLimitBytes) return 'full';
    const outcome = await store.appendMail(sealed, now);
    if (outcome === 'files-gone') throw new Fault('storage-busy');
    return outcome === 'changed-meanwhile' ? conflict : 'appended';
  });
};

const isFull = ({ textBytes }: ThreadCounters, entry: Entry): boolean =>
  threadBytes(textBytes, entry) > threadLimitBytes;

const remarksOn = (
  { secret }: FilingContext,
  { mail, remarks }: NewMessage,
  { caseId, mailDoor }: MailCase,
): readonly FilingRemark[] => {
  const isSame = senderMark(secret, caseId, mail.sender.address ?? '') === mailDoor.sender;
  return isSame ? remarks : [...remarks, 'other-sender'];
};

const sealMailedEntry = (
  { settings, now }: FilingContext,
  wanted: {
    readonly conversation: MailConversation;
    readonly entry: Entry;
    readonly seenMark: string;
  },
): MailedEntry => {
  const { conversation, entry, seenMark } = wanted;
  const { to, threadKey } = conversation;
  const { caseId, channel, counters } = to;
  const number = counters.entries + 1;
  const { objects, bytes } = filesOfEntry(entry);
  return {
    to,
    seenMark,
    number,
    sealedEntry: sealEntry(threadKey, { caseId, thread: reporterThread, number }, entry),
    counters: {
      entries: number,
      textBytes: threadBytes(counters.textBytes, entry),
      attachmentBytes: counters.attachmentBytes + bytes,
    },
    objects,
    notice: { caseId, channel, urgent: false, notBefore: noticeTime(settings, false, now) },
  };
};
