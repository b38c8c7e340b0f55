const longestSeconds = 60;

/** How long to wait after so many breaks in a row: twice as long each time, and at least what the server asked for. */
export const secondsToWait = (breaks: number, askedSeconds: number): number =>
  Math.min(longestSeconds, Math.max(askedSeconds, 2 ** (breaks - 1)));

/** The seconds of `Retry-After`; a date in its place counts as none. */
export const retryAfterSeconds = (header: string | null): number => Number(header) || 0;

/** Ends after so many seconds, or when it is aborted. */
export const wait = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => resolve());
  });
