import { Fault } from '../../kernel/fault.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import type { Member } from '../../member/member.ts';
import { openRingSealed, type OpenKeyRing } from '../../key-ring/open-ring-sealed.ts';
import { threadPart, type RingSealed } from '../../key-ring/ring-sealed.ts';
import { isThreadOver } from '../../thread/thread-limits.ts';
import { reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import type { Brief } from '../../case/brief.ts';
import { openBriefRings, openNoBrief } from '../../case/brief-rings.ts';
import type { CaseHead, StoredCase } from './case-store.ts';
import { briefIfReadable } from '../../case/open-brief.ts';
import { openSummary } from '../../thread/summary.ts';
import { workThread } from '../../thread/thread-name.ts';

/** A case whose keys are in memory, for one member who may see it. */
export type OpenCase = StoredCase & {
  readonly brief: Brief;
  readonly threadKeys: ReadonlyMap<ThreadName, Uint8Array>;
  /** Absent until a member has opened the case. */
  readonly caseworkKey: Uint8Array | undefined;
};

/**
 * Opens the keys of a stored case. `undefined` when the case does not exist for this member: it has expired or was
 * withdrawn, or is not one they may know of (`canSeeCase`). All of these take the same calls.
 * @throws {Fault} `row-unreadable` when what is sealed to a ring does not open with it
 */
export const openCase = async (
  openKeyRing: OpenKeyRing,
  member: Member,
  stored: StoredCase | undefined,
  now: Date,
): Promise<OpenCase | undefined> => {
  const ring = await openBriefRings(openKeyRing, member.channels);
  if (!stored || !member.channels.includes(stored.head.channel)) {
    openNoBrief(ring);
    return undefined;
  }
  const { head, vault } = stored;
  const isThere = vault.expiresAt.getTime() > now.getTime() && vault.channel === head.channel;
  if (!isThere || !vault.threads?.[reporterThread] || !vault.sealedBrief) return undefined;
  const { caseId, channel } = head;
  const brief = await briefIfReadable(openKeyRing, channel, caseId, vault.sealedBrief);
  if (!brief) throw new Fault('row-unreadable');
  // Decided by the brief, before any other key is opened.
  if (!canSeeCase(member, channel, brief)) return undefined;
  const more = (await stored.moreSummaries?.()) ?? [];
  const summaries = new Map([...stored.summaries, ...more]);
  const keyOf = async (part: string, sealed: RingSealed): Promise<Uint8Array> => {
    const ring = await openKeyRing(channel, 'reports', sealed.epoch);
    const key = openRingSealed(ring, { caseId, part }, sealed);
    if (!key) throw new Fault('row-unreadable');
    return key;
  };
  const threadKeys = new Map<ThreadName, Uint8Array>();
  for (const [thread, sealed] of Object.entries(vault.threads).filter(
    ([name]) => !isThreadOver(vault, name, now),
  ))
    threadKeys.set(thread, await keyOf(threadPart(thread), sealed));
  const sealedWork = vault.sealedCaseworkKey;
  const caseworkKey = sealedWork && (await keyOf(workThread, sealedWork));
  const { keptStatistic } = stored;
  const opened = { head, vault, summaries, keptStatistic, brief, threadKeys, caseworkKey };
  return { ...opened, head: withSummary(opened) };
};

/**
 * The key of a thread that the case has.
 * @throws {Error} for a thread that the case does not have
 */
export const threadKeyOf = ({ threadKeys }: Pick<OpenCase, 'threadKeys'>, thread: ThreadName): Uint8Array => {
  const key = threadKeys.get(thread);
  if (!key) throw new Error('a thread that is read or written is one the case has');
  return key;
};

/**
 * A head with what only the sealed summary says: the head stands in clear. Heads of release 0.1.0 say it too, and a
 * damaged summary leaves what they say.
 */
const withSummary = ({ head, threadKeys, summaries }: Omit<OpenCase, 'brief'>): CaseHead => {
  const { caseId } = head;
  const threadKey = threadKeyOf({ threadKeys }, reporterThread);
  const sealed = summaries.get(reporterThread);
  const place = { caseId, thread: reporterThread, revision: sealed?.revision ?? 0 };
  const summary = sealed && openSummary(threadKey, place, sealed.sealed);
  if (!summary) return head;
  const { identityOpened, originalsOpened, closedOn, countTag, decisions: toldDecisions } = summary;
  const inTouch = head.inTouch && { ...head.inTouch, name: summary.inTouch?.name ?? head.inTouch.name };
  return { ...head, identityOpened, originalsOpened, inTouch, toldDecisions, closedOn, countTag };
};
