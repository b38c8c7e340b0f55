const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainLabel = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** The address in `a@b` or `Name <a@b>`; undefined when SES would not take it (ASCII only, no line breaks). */
export const bareAddress = (text: string): string | undefined => {
  if (!/^[\x20-\x7e]{3,320}$/.test(text)) return undefined;
  const address = /^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const labels = address.slice(at + 1).split('.');
  const isAddress =
    at > 0 && local.length <= 64 && localPart.test(local) && labels.every((label) => domainLabel.test(label));
  return isAddress ? address : undefined;
};

/** @param verified addresses, and domains without `@`. */
export const isVerified = (address: string, verified: readonly string[]): boolean =>
  verified.includes(address) || verified.includes(address.slice(address.lastIndexOf('@') + 1));
