import { createHash } from 'node:crypto';
import type { Settings } from '../../settings/schema.ts';
import { threadsDueAt } from '../thread/thread-limits.ts';
import { retentionEnds, warningDays } from '../deadline/retention-ends.ts';
import { nextActionAt } from '../deadline/told-steps.ts';
import type { DueCase, RetentionStore } from './retention-store.ts';

export type ClocksContext = {
  readonly settings: Settings;
  readonly store: RetentionStore;
  readonly outOfTime: () => boolean;
};

/** Cases a scheduled run looks at; a hundred thousand take a day and a half. */
const pageSize = 50;
const allTimes = new Date('9999-12-31T23:59:59.999Z');

/**
 * A case is put down for its next time by the settings of that moment. When they have been changed since, or a release
 * before this one kept no ladders, the time can be too late: every case is looked at once more, a page a scheduled run, oldest time
 * first, and put down earlier where that is due. A time that is too early needs nothing: the sweep puts it right.
 * @returns how many cases were put down earlier
 */
export const recomputeDueTimes = async ({ settings, store, outOfTime }: ClocksContext): Promise<number> => {
  const wanted = fingerprint(settings);
  const walk = await store.clocks();
  const isGoingOn = walk?.settings === wanted;
  if (isGoingOn && walk.after === undefined) return 0;
  const page = await store.dueCases(allTimes, pageSize, isGoingOn ? walk.after : undefined);
  let reset = 0;
  for (const due of await store.findDueCases(page.cases.map(({ caseId }) => caseId))) {
    // The page is looked at again: what was put down already is left as it is.
    if (outOfTime()) return reset;
    if (await putEarlier(settings, store, due)) reset += 1;
  }
  await store.markClocks({ settings: wanted, after: page.next });
  return reset;
};

const putEarlier = async (settings: Settings, store: RetentionStore, due: DueCase): Promise<boolean> => {
  if (due.kind !== 'case' || !due.vault || due.vault.withdrawnAt !== undefined) return false;
  const { head, vault, dueAt } = due;
  const kept = {
    expiresAt: vault.expiresAt,
    opened: vault.openedAt !== undefined,
    // Rows that are still to be deleted are due by now, and are found by that.
    threadsAt: threadsDueAt(vault, new Date(dueAt)),
  };
  const next = nextActionAt(settings, { ...head, ends: retentionEnds(vault) }, kept);
  if (next.toISOString() >= dueAt) return false;
  // Somebody who changes the case in this moment puts it down by the settings of now.
  return (await store.goOn({ ...due, vault }, { nextActionAt: next })) === 'written';
};

/** Which settings the times of cases follow from. */
const fingerprint = ({ escalation, outsideContact, channels, decisions }: Settings): string => {
  const promised = Object.entries(channels).map(([name, { deadlines }]) => [name, deadlines]);
  const text = JSON.stringify({
    escalation,
    outside: outsideContact?.email !== undefined,
    promised,
    confirmHours: decisions.emergency.confirmHours,
    warned: Object.entries(channels).map(([name, channel]) => [name, warningDays(channel)]),
  });
  return createHash('sha256').update(text).digest('base64url');
};
