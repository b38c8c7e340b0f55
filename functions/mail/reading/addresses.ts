import { addressParser, decodeWords } from 'postal-mime';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { withWindowsCharacters } from './windows-1252.ts';

export type Mailbox = { readonly name: string; readonly address: string | undefined };

/** More in one field, or in several of them together, is a flood, and not a mail to a conduct team. */
const mostFieldCharacters = 20_000;
const mostCharacters = 60_000;
const longestAddress = 320;
const longestName = 200;

/** A line that is shown: encoded words resolved (RFC 2047), nothing in it that is unsafe to show. */
export const shownLine = (written: string): string =>
  withoutUnsafeCharacters(withWindowsCharacters(decodeWords(written)))
    .replace(/\s+/g, ' ')
    .trim();

/** An address as it is written, but for the case of its domain; `undefined` where it is none. */
export const mailAddress = (written: string): string | undefined => {
  const address = withoutUnsafeCharacters(written).trim();
  const at = address.lastIndexOf('@');
  const isOne =
    at > 0 &&
    at < address.length - 1 &&
    address.length <= longestAddress &&
    !/[\s<>,;:()\\]|@.*@/.test(address);
  return isOne ? `${address.slice(0, at)}@${address.slice(at + 1).toLowerCase()}` : undefined;
};

/** The mailboxes of fields, those in groups too (RFC 5322 §3.4): of each its beginning, of all as many as are worth the time. */
export const mailboxesOf = (values: readonly string[]): Mailbox[] => {
  let room = mostCharacters;
  return values.flatMap((value) => {
    const read = value.slice(0, Math.min(room, mostFieldCharacters));
    room -= read.length;
    return read === '' ? [] : mailboxesOfField(read);
  });
};

const mailboxesOfField = (value: string): Mailbox[] =>
  addressParser(value, { flatten: true }).flatMap(({ name, address = '' }) => {
    const shown = shownLine(name).slice(0, longestName);
    const sound = mailAddress(address);
    return sound === undefined && shown === '' && address === ''
      ? []
      : [
          {
            name: shown || (sound === undefined ? shownLine(address).slice(0, longestName) : ''),
            address: sound,
          },
        ];
  });
