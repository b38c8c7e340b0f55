/**
 * What every AWS client of ours is made with: three attempts, and a time-out that really ends an attempt, so that a
 * function answers before its own time is over. The steps of a call are put together once for each kind of command:
 * nobody changes them between two calls.
 */
export const clientOptions = {
  maxAttempts: 3,
  cacheMiddleware: true,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
} as const;
