import { day } from '../../kernel/clock.ts';
import { threadPart } from '../../key-ring/ring-sealed.ts';
import { sealToRing } from '../../key-ring/seal-to-ring.ts';
import { threadLimitsAfter, type ThreadAfter, type ThreadLimits } from '../../thread/thread-limits.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseState } from '../../case/state.ts';
import type { CaseContext, CaseEdit } from './case-edit.ts';
import { countersOf, hasDoor, type CaseHead, type ReporterErasure } from './case-store.ts';
import type { OpenCase } from './open-case.ts';

/** The reporter's thread goes on counting its entries, so that none takes the number of one that is gone. */
export const emptied = ({ head }: Pick<OpenCase, 'head'>): CaseHead['threads'] => ({
  [reporterThread]: {
    entries: countersOf(head, reporterThread).entries,
    textBytes: 0,
    attachmentBytes: 0,
  },
});

/**
 * What a change does that erases what the reporter wrote. Their thread gets another key: what was sealed under the old one
 * opens nowhere once the backups of the vault have run out, and everything that reads or writes a case goes on as before.
 */
export const reporterErased = async (
  context: Pick<CaseContext, 'ringPublicKey' | 'random' | 'now'>,
  opened: OpenCase,
  channel: string,
): Promise<{ readonly erasure: ReporterErasure; readonly opened: OpenCase }> => {
  const { caseId } = opened.head;
  const key = context.random.bytes(32);
  const ring = await context.ringPublicKey(channel, 'reports');
  const newKey = sealToRing(ring, { caseId, part: threadPart(reporterThread) }, key);
  const erased = { on: day(context.now), through: countersOf(opened.head, reporterThread).entries };
  const threadKeys = new Map([...opened.threadKeys, [reporterThread, key] as const]);
  return { erasure: { newKey, erased }, opened: { ...opened, threadKeys } };
};

/** The threads besides the reporter's, as they are after a change. */
const othersAfter = (
  { vault }: OpenCase,
  { newThreads = [], doors = [] }: CaseEdit,
): readonly ThreadAfter[] =>
  [...new Set([...Object.keys(vault.threads ?? {}), ...newThreads.map(({ thread }) => thread)])]
    .filter((thread) => thread !== reporterThread)
    .map((thread) => {
      const changed = doors.find((one) => one.thread === thread);
      if (!changed) return { thread, hasDoor: hasDoor(vault, thread) };
      const { door } = changed;
      return { thread, hasDoor: door !== undefined, newDoor: door && { endsAt: door.endsAt } };
    });

/** When threads go before the case, after a change; `undefined` for a case that has none but the reporter's. */
export const limitsAfter = (
  { settings, now }: Pick<CaseContext, 'settings' | 'now'>,
  opened: OpenCase,
  edit: CaseEdit,
  state: CaseState,
): ThreadLimits | undefined => {
  const threads = othersAfter(opened, edit);
  if (threads.length === 0) return undefined;
  const { heldUntil } = opened.vault;
  return threadLimitsAfter({
    keepMonths: settings.doors.keepMonths,
    before: opened.vault.threadLimits,
    threads,
    isClosed: state === 'closed',
    heldUntil: edit.heldUntil === undefined ? heldUntil : (edit.heldUntil ?? undefined),
    now,
  });
};
