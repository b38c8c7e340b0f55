import { derive } from '../../envelope/derive.ts';
import type { Settings } from '../../settings/schema.ts';

/**
 * 128 bits that stand in the address for replies, `conduct+<handle>@example.org`. Whoever has them can write into one
 * conversation and reads none of it.
 */
export type ReplyHandle = Uint8Array;

const handleBytes = 16;
const encodedLength = 26;
/** RFC 4648 §6, in lower case: the case of a local part may be lost on its way. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const bitsPerLetter = 5;

/** 26 letters and digits, without padding. */
export const encodeHandle = (handle: ReplyHandle): string => {
  const bits = [...handle].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: encodedLength }, (_, at) => {
    const letter = bits.slice(at * bitsPerLetter, (at + 1) * bitsPerLetter).padEnd(bitsPerLetter, '0');
    return alphabet.charAt(Number.parseInt(letter, 2));
  }).join('');
};

/** The inverse of `encodeHandle`, in whichever case; `undefined` for anything it does not produce. */
export const decodeHandle = (text: string): ReplyHandle | undefined => {
  const letters = text.toLowerCase();
  if (!/^[a-z2-7]{26}$/.test(letters)) return undefined;
  const bits = Array.from(letters)
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(bitsPerLetter, '0'))
    .join('');
  const handle = Uint8Array.from({ length: handleBytes }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, (at + 1) * 8), 2),
  );
  return encodeHandle(handle) === letters ? handle : undefined;
};

/** What is stored of a handle. */
export const mailDoorId = (handle: ReplyHandle): string =>
  Buffer.from(derive(handle, 'conductline mail door id', 32)).toString('base64url');

/** The 32-byte key that the thread key is sealed under. */
export const mailDoorKey = (handle: ReplyHandle): Uint8Array =>
  derive(handle, 'conductline mail door key', 32);

/** The id of the case that a handle was made for: one way, so that the address says nothing of it. */
export const caseIdOfHandle = (handle: ReplyHandle): string =>
  Buffer.from(derive(handle, 'conductline mail case', 16)).toString('base64url');

type Parted = { readonly mailbox: string; readonly tag: string };

/** An address without what follows the `+` in its local part, which is its tag. */
const parted = (address: string): Parted => {
  const at = address.lastIndexOf('@');
  const [local = '', tag = ''] = splitOnce(address.slice(0, at).toLowerCase(), '+');
  return { mailbox: `${local}${address.slice(at).toLowerCase()}`, tag };
};

const splitOnce = (text: string, separator: string): string[] => {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

/** The mailboxes that reports come to, lower case. */
const mailboxesOf = ({ channels }: Settings): string[] =>
  Object.values(channels).flatMap(({ mail }) => (mail ? [mail.address.toLowerCase()] : []));

/**
 * The handles among the addresses that a mail was sent to: those at the mailbox of the channel that it came to. A mail to
 * two channels comes to each, and is a case of the one in which it answers nothing.
 */
export const handlesIn = (
  { channels }: Settings,
  channel: string,
  recipients: readonly string[],
): ReplyHandle[] => {
  const ours = channels[channel]?.mail?.address.toLowerCase();
  const tags = recipients.flatMap((recipient) => {
    const { mailbox, tag } = parted(recipient);
    return mailbox === ours ? [tag] : [];
  });
  return [...new Set(tags)].flatMap((tag) => decodeHandle(tag) ?? []);
};

/** Whether an address is one that we write from or are written to, whatever its tag: nothing is answered there. */
export const isOurs = (settings: Settings, address: string): boolean =>
  [...mailboxesOf(settings), parted(settings.sender).mailbox].includes(parted(address).mailbox);
