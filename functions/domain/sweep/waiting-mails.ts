import type { OutOfTime } from '../delivery/delivery.ts';

/** Mails that lie where they came in because nobody has filed them. */
export type WaitingMails = {
  /** The keys of some that came before a time, oldest or not: more wait than are worked off at once. */
  readonly cameBefore: (time: Date) => Promise<readonly string[]>;
  /** Has the mail function take one up again, without waiting for what becomes of it. */
  readonly handOver: (key: string) => Promise<void>;
};

/** The mail function itself tries each mail for some minutes. */
const hour = 3_600_000;
/** So that a flood is no flood of calls: the next hour goes on. */
export const mostHandedOver = 200;

/** @returns how many had come an hour ago or earlier, filed since or not */
export const handOverWaiting = async ({
  mails,
  now,
  outOfTime,
}: {
  readonly mails: WaitingMails;
  readonly now: Date;
  readonly outOfTime: OutOfTime;
}): Promise<number> => {
  const waiting = await mails.cameBefore(new Date(now.getTime() - hour));
  // Each hour goes on where the one before ended: what cannot be filed would be handed over first each time.
  const begins = (Math.floor(now.getTime() / hour) * mostHandedOver) % Math.max(1, waiting.length);
  const byTurns = [...waiting.slice(begins), ...waiting.slice(0, begins)];
  for (const key of byTurns.slice(0, mostHandedOver)) {
    if (outOfTime()) break;
    await mails.handOver(key);
  }
  return waiting.length;
};
