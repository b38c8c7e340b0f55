import * as z from 'zod';

const longest = 254;
// RFC 5321: a dot-string of RFC 5322's atoms. Quoted names are for nobody's mailbox.
const mailbox = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const forbiddenInHosts = /[\s/?#@:\\[\]<>%^|]/;

/** A domain as DNS and SES know it: small letters, and Punycode for letters that are not ASCII (`bücher` in a name). */
const asciiDomain = (domain: string): string | undefined => {
  if (domain === '' || forbiddenInHosts.test(domain)) return undefined;
  const address = `http://${domain}/`;
  if (!URL.canParse(address)) return undefined;
  const host = new URL(address).hostname.replace(/\.$/, '');
  const labels = host.split('.');
  const isName =
    labels.length > 1 && labels.every((each) => label.test(each)) && !/^\d+$/.test(labels.at(-1) ?? '');
  return isName && host.length <= 253 ? host : undefined;
};

/**
 * The address as mail is sent to it: its domain in the letters of DNS. Undefined for what no mail server takes, and for
 * names that are not ASCII (RFC 6531), which SES does not.
 */
export const sendableAddress = (text: string): string | undefined => {
  const trimmed = text.trim();
  if (trimmed.length > longest) return undefined;
  const at = trimmed.lastIndexOf('@');
  const [name, domain] = [trimmed.slice(0, Math.max(at, 0)), asciiDomain(trimmed.slice(at + 1))];
  return name.length <= 64 && mailbox.test(name) && domain !== undefined ? `${name}@${domain}` : undefined;
};

/** One mail address, with the domain in the letters of DNS. @param wrong what is said of anything else */
export const emailAddress = (wrong: string) =>
  z
    .string(wrong)
    .trim()
    .max(longest, 'Is too long for an address.')
    .overwrite((text) => sendableAddress(text) ?? text)
    .refine((text) => sendableAddress(text) !== undefined, wrong)
    .meta({ format: 'idn-email' });

/** Equal for two addresses that lead to one mailbox at nearly every mail server: capitals make no other person. */
export const mailboxOf = (address: string): string => (sendableAddress(address) ?? address).toLowerCase();

/** What follows the `@` of an address, as it is written. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
