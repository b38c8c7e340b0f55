import type { Settings } from '../../settings/schema.ts';
import { briefPart, encodeBrief } from '../case/brief.ts';
import { partsGiven, sealIdentity, type IdentityPart } from '../case/identity.ts';
import { firstDeadlines } from '../deadline/deadlines.ts';
import { nextActionAt } from '../deadline/told-steps.ts';
import { day, fullHour } from '../kernel/clock.ts';
import type { RingPurpose } from '../key-ring/purpose.ts';
import { threadPart, type RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { noticeTime, type OutboxNotice } from '../notice/outbox.ts';
import { hardLimit } from '../retention/expiry.ts';
import { sealEntry, threadBytes } from '../thread/entry.ts';
import { sealSummary, type Summary } from '../thread/summary.ts';
import { reporterThread } from '../thread/thread-name.ts';
import type { HeldPage } from './held-page.ts';
import { toldEntry } from './told-entry.ts';

/** A report that waited and of which the team is told from now on: everything its case has that a new one has. */
export type ReleasedCase = {
  readonly caseId: string;
  readonly caseName: string;
  readonly channel: string;
  /** Of the page that is replaced. */
  readonly revisionBefore: number;
  readonly sealedThreadKey: RingSealed;
  readonly sealedBrief: RingSealed;
  readonly sealedIdentity: Readonly<Record<IdentityPart, RingSealed>>;
  /** What the service says by itself, entry number 2. */
  readonly sealedEntry: Uint8Array;
  readonly textBytes: number;
  readonly sealedSummary: Uint8Array;
  readonly summary: Summary;
  /** The full hour in which the team is told; its deadlines count from there. */
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly nextActionAt: Date;
  readonly notice: OutboxNotice;
};

export type ReleaseContext = {
  readonly settings: Settings;
  readonly now: Date;
  readonly ring: (channel: string, purpose: RingPurpose) => RingPublicKey;
};

type Waiting = {
  readonly caseId: string;
  readonly threadKey: Uint8Array;
  readonly page: HeldPage;
  readonly revision: number;
  /** What its thread takes, in size classes. */
  readonly textBytes: number;
};

/**
 * @param linkedCases ids of the cases because of which it is let out; who may see both sees the link
 * @throws {Error} when its channel is not in the settings any more
 */
export const sealReleased = (
  { settings, now, ring }: ReleaseContext,
  { caseId, threadKey, page, revision, textBytes }: Waiting,
  linkedCases: readonly string[],
): ReleasedCase => {
  const { caseName, channel, identity } = page;
  const channelSettings = settings.channels[channel];
  if (!channelSettings) throw new Error('what waits is told to a channel of the settings');
  const sentAt = fullHour(now);
  const deadlines = firstDeadlines(channelSettings.deadlines, sentAt);
  const summary: Summary = {
    caseName,
    channel,
    state: 'received',
    sentOn: day(sentAt),
    opened: false,
    urgent: false,
    deadlines,
  };
  const expiresAt = hardLimit(channelSettings.retention, sentAt);
  const entry = toldEntry(sentAt);
  const thread = reporterThread;
  const brief = encodeBrief({
    ...page.brief,
    title: caseName,
    identityGiven: partsGiven(identity),
    linkedCases: [...linkedCases],
  });
  return {
    caseId,
    caseName,
    channel,
    revisionBefore: revision,
    sealedThreadKey: sealToRing(ring(channel, 'reports'), { caseId, part: threadPart(thread) }, threadKey),
    sealedBrief: sealToRing(ring(channel, 'briefs'), { caseId, part: briefPart }, brief),
    sealedIdentity: sealIdentity(ring(channel, 'identity'), caseId, identity),
    sealedEntry: sealEntry(threadKey, { caseId, thread, number: 2 }, entry),
    textBytes: threadBytes(textBytes, entry),
    sealedSummary: sealSummary(threadKey, { caseId, thread, revision: revision + 1 }, summary),
    summary,
    sentAt,
    expiresAt,
    nextActionAt: nextActionAt(settings, summary, { expiresAt, opened: false }),
    notice: { caseId, channel, urgent: false, notBefore: noticeTime(settings, false, now) },
  };
};
