import type { Settings } from '../../settings/schema.ts';

type MailSettings = Pick<Settings, 'channels'>;

const mailOf = ({ channels }: MailSettings, channel: string) =>
  Object.hasOwn(channels, channel) ? channels[channel]?.mail : undefined;

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
