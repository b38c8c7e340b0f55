import type { DueCase, DueEntry, DuePosition, RetentionStore } from './retention-store.ts';

/** The cases whose time has come, as one run works them off. Both lists get shorter as it does. */
export type DueList = {
  /** What is to be erased or kept longer, and what only a look at the case tells; the oldest first. */
  readonly retention: string[];
  /** What has a step of a deadline to be told. */
  readonly deadlines: string[];
};

const pageSize = 2_000;
/** More than a run can tell; the rest comes with the next ones. */
const mostDeadlines = 20_000;
/** As many as one call reads. */
const batchSize = 50;

/**
 * Lists what is due by the keys alone, without reading a case: however many have a deadline, a case that is to be erased
 * is found in a few calls, ten thousand in five.
 */
export const listDue = async (store: Pick<RetentionStore, 'dueCases'>, now: Date): Promise<DueList> => {
  const list: DueList = { retention: [], deadlines: [] };
  const isForRetention = ({ retentionAt }: DueEntry): boolean =>
    retentionAt === undefined || retentionAt <= now.toISOString();
  let after: DuePosition | undefined;
  do {
    const page = await store.dueCases(now, pageSize, after);
    after = page.next;
    for (const entry of page.cases) {
      if (isForRetention(entry)) list.retention.push(entry.caseId);
      else if (list.deadlines.length < mostDeadlines) list.deadlines.push(entry.caseId);
    }
  } while (after !== undefined);
  return list;
};

/**
 * Takes cases off a list and reads them, a call for fifty. What is still on the list when time is over stays there. One
 * case that fails holds up no other.
 * @returns the first fault, if any case failed
 */
export const workOff = async (
  { store, outOfTime }: { readonly store: RetentionStore; readonly outOfTime: () => boolean },
  list: string[],
  work: (due: DueCase, caseId: string) => Promise<void>,
): Promise<unknown> => {
  const faults: unknown[] = [];
  while (list.length > 0 && !outOfTime()) {
    const batch = [...new Set(list.splice(0, batchSize))];
    const found = await store.findDueCases(batch);
    for (const [place, caseId] of batch.entries()) {
      if (outOfTime()) {
        list.unshift(...batch.slice(place));
        break;
      }
      try {
        await work(found[place] ?? { kind: 'unreadable' }, caseId);
      } catch (error) {
        faults.push(error);
      }
    }
  }
  return faults[0];
};
