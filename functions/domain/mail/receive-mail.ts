import { Fault } from '../kernel/fault.ts';
import { day } from '../kernel/clock.ts';
import type { Settings } from '../../settings/schema.ts';
import { appendToCase, openMailDoor } from './append-mail.ts';
import { fileMail } from './file-mail.ts';
import type { FilingRemark } from './filing-remarks.ts';
import type { MailCase } from './mail-case-store.ts';
import type { FilingContext, MailContext } from './mail-context.ts';
import { handlesIn, isMailerDaemon, isOurs } from './mail-addresses.ts';
import { mailDigest, mailKeys, objectMark, openMailSecret, senderMark } from './mail-keys.ts';
import type { ReadMail } from './read-mail.ts';
import type { ReplyHandle } from './reply-handle.ts';
import { withoutKeys } from './without-keys.ts';

/**
 * Reads a mail that lies in the bucket, files it, and deletes it then: one case or one entry, however often it is
 * delivered and whatever fails half-way.
 * @param key in the bucket: `<channel>/<name>`
 * @throws {Fault} when it has to be tried again; the raw mail still lies there
 */
export const receiveMail = async (context: MailContext, key: string): Promise<void> => {
  const { mails, store } = context;
  const now = context.clock();
  const secret = await openMailSecret(context.openKeyRing);
  const filedMark = objectMark(secret, key);
  if (!(await store.isSeen(filedMark))) {
    const raw = await mails.get(key);
    if (!raw) {
      // Another delivery has filed it meanwhile; otherwise it is gone or may not be read, and somebody has to look why.
      if (await store.isSeen(filedMark)) return;
      throw new Fault('storage-refused');
    }
    const mail = await context.readMail(raw);
    const { settings, files, uploads, cleanFile, random } = context;
    const keys = await context.loadKeys();
    await fileOnce(
      { settings, store, files, uploads, cleanFile, random, keys, secret, now },
      channelOf(settings, key),
      mail,
    );
    await store.markSeen(filedMark, now);
  }
  await mails.delete(key);
};

/** The channel whose address it was sent to; one that is no longer in the settings has its mails go to the default one. */
const channelOf = ({ channels, defaultChannel }: Settings, key: string): string => {
  const [name = ''] = key.split('/');
  return Object.hasOwn(channels, name) ? name : defaultChannel;
};

/** Servers write from `postmaster` too, and so do people who look after them. */
const isServer = (address: string): boolean => isMailerDaemon(address) || /^postmaster@/i.test(address);

/** Whether a mail says that something could not be delivered, and nobody can have written it. */
const isFromProgram = ({ automatic, sender }: ReadMail): boolean =>
  automatic === 'bounce' && isMailerDaemon(sender.address ?? '');

/** The same of a mail to a conversation, whose reporter is known again. */
const isDeliveryReport = (
  { secret }: FilingContext,
  { automatic, sender }: ReadMail,
  { caseId, mailDoor }: MailCase,
): boolean => {
  const { address = '' } = sender;
  if (automatic !== 'bounce' || !isServer(address)) return false;
  return senderMark(secret, caseId, address) !== mailDoor.sender;
};

/** A mail from an address of ours, which its reader does not know, is marked as one. */
const withOwn = ({ settings }: FilingContext, mail: ReadMail): ReadMail => {
  const { address } = mail.sender;
  const isOwn = mail.automatic === undefined && address !== undefined && isOurs(settings, address);
  return isOwn ? { ...mail, automatic: 'own' } : mail;
};

const fileOnce = async (context: FilingContext, channel: string, read: ReadMail): Promise<void> => {
  const { mail, hadKeys } = withoutKeys(withOwn(context, read));
  const remarks: readonly FilingRemark[] = hadKeys ? ['keys-left-out'] : [];
  const handles = handlesIn(context.settings, channel, read.recipients);
  const keys = mailKeys(context.secret, mailDigest(channel, read, handles));
  const { seenMark } = keys;
  if (await context.store.isSeen(seenMark)) return;
  const replied = await fileReply(context, mail, { handles, seenMark, remarks });
  if (replied === 'done') return;
  // What could not be delivered says nothing that anybody wrote; a case of it would be told of by mail again.
  if (isFromProgram(mail)) return context.store.markSeen(seenMark, context.now);
  await fileMail(context, { channel, mail, keys, remarks: [...remarks, ...replied] });
};

/**
 * Files a mail that was sent to a conversation there.
 * @returns what is to be remarked where it becomes a case of its own all the same
 */
const fileReply = async (
  context: FilingContext,
  mail: ReadMail,
  {
    handles,
    seenMark,
    remarks,
  }: {
    readonly handles: readonly ReplyHandle[];
    readonly seenMark: string;
    readonly remarks: readonly FilingRemark[];
  },
): Promise<'done' | readonly FilingRemark[]> => {
  const { store, now } = context;
  let isFull = false;
  for (const handle of handles) {
    const conversation = await openMailDoor(context, handle);
    if (!conversation) continue;
    if (isDeliveryReport(context, mail, conversation.to)) {
      await store.markBounced({ to: conversation.to, seenMark, on: day(now) }, now);
      return 'done';
    }
    // That somebody is away, and what we wrote ourselves, is nothing that the team waits for.
    if (mail.automatic === 'auto-reply') {
      await store.markSeen(seenMark, now);
      return 'done';
    }
    const appended = await appendToCase(context, { handle, mail, seenMark, remarks });
    if (appended === 'appended') return 'done';
    isFull ||= appended === 'full';
  }
  return isFull ? ['conversation-full'] : [];
};
