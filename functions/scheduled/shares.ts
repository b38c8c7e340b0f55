import type { OutOfTime } from '../domain/delivery/delivery.ts';

/**
 * The seconds of a run that are kept for each part, in the order in which they begin; 40 of the 50 after which the
 * function is ended. The difference is for a call that hangs until its own time-out.
 */
const seconds = {
  erasure: 8,
  urgent: 8,
  ordinary: 5,
  webhooks: 4,
  mails: 3,
  'new-members': 1,
  deadlines: 5,
  held: 2,
  files: 1,
  clocks: 1,
  anchors: 1,
  rest: 1,
} as const;
export type Share = keyof typeof seconds;

/**
 * Begins one share after the other. Each has its own seconds and what the one before it left; one that took too long
 * takes nothing from the others.
 */
export const sharesOf = (clock: () => Date): ((of: Share) => OutOfTime) => {
  let endsAt = -Infinity;
  return (of) => {
    const begins = clock().getTime();
    const ends = Math.max(begins, endsAt) + seconds[of] * 1000;
    endsAt = ends;
    return () => clock().getTime() > ends;
  };
};
