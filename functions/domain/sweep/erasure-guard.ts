import { day } from '../kernel/clock.ts';
import type { RetentionStore } from './retention-store.ts';

const freeErasures = 10;
const freeShare = 0.05;

/** More than max(10, 5 %) expiries a day wait for a human. */
export type ErasureGuard = { mayErase(): Promise<boolean>; erased(): void };

export const erasureGuard = async (store: RetentionStore, now: Date): Promise<ErasureGuard> => {
  const today = await store.erasuresOn(day(now));
  let count = today.count;
  let share: number | undefined;
  return {
    async mayErase() {
      if (count < Math.max(freeErasures, today.confirmed)) return true;
      // Counting costs a query over all cases; it is asked for only past the first ten. What was erased today counts.
      share ??= Math.floor(((await store.countCases()) + count) * freeShare);
      return count < share;
    },
    erased() {
      count += 1;
    },
  };
};
