import { Fault } from './fault.ts';

/** What an attempt answers when somebody else wrote in between: it reads and decides again. */
export const conflict = Symbol('conflict');

/** Of so many writers of one thing at once, each finds its place; more are asked to come back. */
const mostAttempts = 20;
const retryAfterSeconds = 5;

/**
 * Reads, decides and writes again until nobody has written in between.
 * @param attempt one reading, decision and write, which wrote nothing when it answers `conflict`
 * @param pauseMilliseconds to wait before the next attempt, by how many were made; without it the next follows at once
 * @throws {Fault} `storage-busy` when there is a conflict each time; nothing was written
 */
export const retryOnConflict = async <Result>(
  attempt: () => Promise<Result | typeof conflict>,
  pauseMilliseconds?: (attempts: number) => number,
): Promise<Result> => {
  for (let attempts = 1; attempts <= mostAttempts; attempts++) {
    const result = await attempt();
    if (result !== conflict) return result;
    const pause = pauseMilliseconds?.(attempts);
    if (pause !== undefined) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Fault('storage-busy', retryAfterSeconds);
};
