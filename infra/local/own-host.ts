/**
 * Whether a Host header names this machine. Anything else may be a page on the web that reaches a local server
 * through a name of its own (DNS rebinding).
 */
export const isOwnHost = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');

/** The same address under the name of this machine to which a passkey can bind: a bare IP address can hold none. */
export const atLocalhost = (address: string): string => {
  const url = new URL(address);
  url.hostname = 'localhost';
  return url.origin;
};
