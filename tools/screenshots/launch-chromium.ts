import { chromium, type Browser } from 'playwright-core';

const standardPath = '/usr/bin/chromium';

/**
 * A Chromium without a window that talks to nobody on its own: the one at `CONDUCTLINE_CHROMIUM`, or Debian's.
 * Nothing is downloaded. As root, and in most containers, Chromium runs only without its sandbox; it is shown
 * our own pages alone.
 */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CONDUCTLINE_CHROMIUM ?? standardPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
