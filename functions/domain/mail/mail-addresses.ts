import type { Settings } from '../../settings/schema.ts';
import { ownValue } from '../kernel/own-value.ts';
import { decodeHandle, type ReplyHandle } from './reply-handle.ts';

type MailSettings = Pick<Settings, 'channels'>;

const mailOf = ({ channels }: MailSettings, channel: string) => ownValue(channels, channel)?.mail;

/**
 * The address that answers to a reporter are replied to. What follows the + is the reply handle: small letters and digits,
 * which survive a server that folds names.
 * @returns `undefined` where the channel takes no mail
 */
export const replyAddress = (
  settings: MailSettings,
  channel: string,
  replyHandle: string,
): string | undefined => {
  const address = mailOf(settings, channel)?.address;
  if (address === undefined) return undefined;
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${replyHandle}${address.slice(at)}`;
};

type Parted = { readonly mailbox: string; readonly tag: string };

/** An address without what follows the `+` in its local part, which is its tag. */
const parted = (address: string): Parted => {
  const at = address.lastIndexOf('@');
  const [local = '', ...tags] = address.slice(0, at).toLowerCase().split('+');
  return { mailbox: `${local}${address.slice(at).toLowerCase()}`, tag: tags.join('+') };
};

/**
 * The handles among the addresses that a mail was sent to: those at the mailbox of the channel that it came to. A mail to
 * two channels comes to each, and is a case of the one in which it answers nothing.
 */
export const handlesIn = (
  settings: MailSettings,
  channel: string,
  recipients: readonly string[],
): ReplyHandle[] => {
  const ours = mailOf(settings, channel)?.address.toLowerCase();
  const tags = recipients.flatMap((recipient) => {
    const { mailbox, tag } = parted(recipient);
    return mailbox === ours ? [tag] : [];
  });
  return [...new Set(tags)].flatMap((tag) => decodeHandle(tag) ?? []);
};

/** How a message of the team to somebody who wrote by mail goes out. */
export type MailedAs = {
  /** In full, or only that something waits. */
  readonly as: 'full' | 'notice';
  /** Whose address it is replied to. */
  readonly channel: string;
};

/**
 * Mail goes through the address that the reporter wrote to, whatever channel the case is in now; whether it says all, the
 * channel says that it is in now, and one that takes no mail says no.
 * @returns `undefined` where neither channel takes mail any more
 */
export const mailedAs = (
  settings: MailSettings,
  { channel, sentTo }: { readonly channel: string; readonly sentTo?: string | undefined },
): MailedAs | undefined => {
  const through = [sentTo ?? channel, channel].find((one) => mailOf(settings, one) !== undefined);
  if (through === undefined) return undefined;
  return { as: mailOf(settings, channel)?.answers ?? 'notice', channel: through };
};

/** Whether an address is one that we write from or are written to, whatever its tag: nothing is answered there. */
export const isOurs = (
  { channels, sender }: MailSettings & Pick<Settings, 'sender'>,
  address: string,
): boolean => {
  const ours = [sender, ...Object.values(channels).flatMap(({ mail }) => mail?.address ?? [])];
  return ours.some((one) => parted(one).mailbox === parted(address).mailbox);
};

/** No person has this mailbox: servers write from it what they could not deliver. */
export const isMailerDaemon = (address: string): boolean => /^mailer-daemon@/i.test(address);
