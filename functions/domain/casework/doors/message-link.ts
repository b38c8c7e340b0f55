/** Where whoever is heard without an account begins: what follows `#` never reaches a server or a log. */
export const messageLink = (reporterUrl: string, encodedToken: string): string =>
  `${new URL('/message', reporterUrl).href}#${encodedToken}`;
