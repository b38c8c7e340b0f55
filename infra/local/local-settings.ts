import type { Settings } from '../../functions/settings/schema.ts';
import { readSettingsFile, settingsFrom } from '../settings.ts';

/** Settings of a deployment that would lead away from this machine: names of hosts, and chats that are told. */
const leadingAway = ['reporterHost', 'teamHost', 'certificateArn', 'edge', 'webhooks'];

/**
 * A settings file as it counts on this machine. The whole file is checked first, as `cdk deploy` would.
 * @returns the settings to lay over the local ones, and the names of those that do not count here
 * @throws {SettingsError}
 */
export const ownSettings = (
  file: string,
): { readonly own: Readonly<Record<string, unknown>>; readonly leftOut: readonly string[] } => {
  const given = readSettingsFile(file);
  settingsFrom(withSender(given), file);
  const entries = Object.entries(given ?? {});
  return {
    own: Object.fromEntries(entries.filter(([name]) => !leadingAway.includes(name))),
    leftOut: entries.map(([name]) => name).filter((name) => leadingAway.includes(name)),
  };
};

const sender = 'conductline@localhost.localdomain';

const withSender = (given: unknown): unknown =>
  typeof given === 'object' && given !== null && !('sender' in given) ? { sender, ...given } : given;

/**
 * A settings file for what a command needs of it besides mails: on one machine it may name no sender.
 * @throws {SettingsError}
 */
export const settingsForCommand = (file: string): Settings =>
  settingsFrom(withSender(readSettingsFile(file)), file);

/**
 * The settings of a local instance: notices leave on the minute, the sender is nobody's address, and each channel has an
 * address for mails, at which this machine alone takes them.
 * @param own laid over them.
 * @throws {SettingsError}
 */
export const localSettings = (own: Readonly<Record<string, unknown>> = {}): Settings => {
  const given = {
    sender,
    ...own,
    notices: isObject(own.notices) ? { ...onTheMinute, ...own.notices } : (own.notices ?? onTheMinute),
  };
  const origin = 'the local settings';
  const { channels } = settingsFrom(given, origin);
  const withoutMail = Object.keys(channels).filter((name) => channels[name]?.mail === undefined);
  return settingsFrom(
    { ...given, channels: { ...objectOr(own.channels), ...withAddresses(own.channels, withoutMail) } },
    origin,
  );
};

const mailDomain = 'localhost.localdomain';

/** What the file says of these channels, and where they get mails. */
const withAddresses = (given: unknown, names: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      {
        ...objectOr(new Map(Object.entries(objectOr(given))).get(name)),
        mail: { address: `${name}@${mailDomain}` },
      },
    ]),
  );

const onTheMinute = { ordinary: 'minute' };
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const objectOr = (value: unknown): object => (isObject(value) ? value : {});
