import { addDays } from '../kernel/clock.ts';
import { isLogKept, logEndsAt } from './log-retention.ts';

/** An entry of the register at which it is time to look. */
export type DueRegisterEntry = {
  readonly id: string;
  /** When it was to be looked at, as it is stored. */
  readonly dueKey: string;
};

/** What of an entry says, without a key, how long it is kept. */
export type EntryKept = {
  readonly matchKeys: readonly string[];
  /** Until the case is erased. */
  readonly caseId?: string | undefined;
  /** The last day on which decisions keep it. */
  readonly keptUntil?: string | undefined;
};

/** What is done only if the entry is still to be looked at when it was. */
export type RegisterSweepStore = {
  /** Those that are due longest first. */
  dueEntries(now: Date, limit: number): Promise<readonly DueRegisterEntry[]>;
  /** `undefined` when it is gone, or does not parse. */
  entryKept(id: string): Promise<EntryKept | undefined>;
  /** Whether a case is not erased yet, though it may be about to be. */
  isCaseThere(caseId: string): Promise<boolean>;
  putOff(due: DueRegisterEntry, until: Date): Promise<void>;
  /** Deletes it with its rows of the index, in one transaction. */
  eraseEntry(due: DueRegisterEntry, matchKeys: readonly string[]): Promise<'erased' | 'changed-meanwhile'>;
};

export type RegisterSweepContext = {
  readonly store: RegisterSweepStore;
  readonly now: Date;
  readonly outOfTime: () => boolean;
};

const pageSize = 50;

/**
 * Deletes entries of the register whose case is erased and whose last decision is not kept any more, with their rows of the
 * index. An erased case puts its entries down for it; those that it could not, for its rows were gone before, come to it by
 * the case's hard limit. What one run leaves the next one takes. It opens none of them. @returns how many have gone
 */
export const eraseEntries = async ({ store, now, outOfTime }: RegisterSweepContext): Promise<number> => {
  let erased = 0;
  for (;;) {
    const due = await store.dueEntries(now, pageSize);
    let settled = 0;
    for (const one of due) {
      if (outOfTime()) return erased;
      const outcome = await settle(store, one, now);
      if (outcome === 'erased') erased += 1;
      if (outcome !== 'left') settled += 1;
    }
    // An index that still lists what has gone is not asked again at once.
    if (due.length < pageSize || settled === 0) return erased;
  }
};

const settle = async (
  store: RegisterSweepStore,
  due: DueRegisterEntry,
  now: Date,
): Promise<'erased' | 'put-off' | 'left'> => {
  const kept = await store.entryKept(due.id);
  if (!kept) return 'left';
  const { caseId, keptUntil, matchKeys } = kept;
  if (caseId !== undefined && (await store.isCaseThere(caseId))) {
    await store.putOff(due, addDays(now, 1));
    return 'put-off';
  }
  if (keptUntil !== undefined && isLogKept({ keptUntil }, now)) {
    await store.putOff(due, logEndsAt(keptUntil));
    return 'put-off';
  }
  return (await store.eraseEntry(due, matchKeys)) === 'erased' ? 'erased' : 'left';
};
