import { briefPart, encodeBrief, type Brief } from '../case/brief.ts';
import { reporterThread } from '../thread/thread-name.ts';
import { newCaseName } from '../case/case-name.ts';
import { partsGiven, sealIdentity, type IdentityPart } from '../case/identity.ts';
import { sealSummary, type Summary } from '../thread/summary.ts';
import { day, fullHour } from '../kernel/clock.ts';
import { firstDeadlines } from '../deadline/deadlines.ts';
import { nextActionAt } from '../deadline/told-steps.ts';
import type { RingPurpose } from '../key-ring/purpose.ts';
import { threadPart } from '../key-ring/ring-sealed.ts';
import type { SealedCase } from './sealed-case.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { noticeTime } from '../notice/outbox.ts';
import type { Random } from '../kernel/random.ts';
import { hardLimit } from '../retention/expiry.ts';
import { sourceOfReport } from '../statistics/source-of-report.ts';
import { sealUnopened } from '../statistics/unopened-case.ts';
import { filesOfEntry, localisedTexts, sealEntry, threadBytes, type Entry } from '../thread/entry.ts';
import type { Settings } from '../../settings/schema.ts';

export type NewCase = {
  readonly caseId: string;
  readonly channel: string;
  readonly urgent: boolean;
  /** What the thread begins with. */
  readonly entry: Entry;
  readonly brief: Partial<Brief> & Pick<Brief, 'persons' | 'spaces' | 'excludedMembers'>;
  readonly identity: Readonly<Partial<Record<IdentityPart, string | undefined>>>;
  /** 32 bytes, when files were sealed under it before there was a case; otherwise a new one is made. */
  readonly threadKey?: Uint8Array | undefined;
  /** Whether there is a reporter whom the service tells by itself that it has come in. */
  readonly receipt: boolean;
};

export type SealContext = {
  readonly settings: Settings;
  readonly random: Random;
  readonly now: Date;
  readonly ring: (channel: string, purpose: RingPurpose) => RingPublicKey;
};

/**
 * @returns the sealed case, and the key of its thread for a door
 * @throws {Error} for a channel that is not in the settings
 */
export const sealCase = (
  { settings, random, now, ring }: SealContext,
  wanted: NewCase,
): { readonly sealed: SealedCase; readonly threadKey: Uint8Array } => {
  const { caseId, channel, urgent, entry } = wanted;
  const channelSettings = settings.channels[channel];
  if (!channelSettings) throw new Error('a validated case names a channel of the settings');
  const caseName = newCaseName(random.integer);
  const threadKey = wanted.threadKey ?? random.bytes(32);
  const sentAt = fullHour(now);
  const summary: Summary = {
    caseName,
    channel,
    state: 'received',
    sentOn: day(sentAt),
    opened: false,
    urgent,
    deadlines: firstDeadlines(channelSettings.deadlines, sentAt),
  };
  const source = sourceOfReport(wanted.brief, entry);
  const brief = {
    ...wanted.brief,
    title: caseName,
    identityGiven: partsGiven(wanted.identity),
    ...(source !== 'reporter' && { source }),
  };
  const counted = { recusedMembers: [], grantedMembers: [], ...brief };
  const expiresAt = hardLimit(channelSettings.retention, sentAt);
  const automaticReceipt = wanted.receipt ? channelSettings.automaticReceipt : undefined;
  const receipt: Entry | undefined =
    automaticReceipt === undefined
      ? undefined
      : {
          from: 'automatic',
          kind: 'receipt',
          on: sentAt.toISOString(),
          texts: localisedTexts(automaticReceipt),
        };
  const thread = reporterThread;
  const sealed: SealedCase = {
    caseId,
    caseName,
    channel,
    urgent,
    sealedThreadKey: sealToRing(ring(channel, 'reports'), { caseId, part: threadPart(thread) }, threadKey),
    sealedBrief: sealToRing(ring(channel, 'briefs'), { caseId, part: briefPart }, encodeBrief(brief)),
    sealedCount: sealUnopened(ring(channel, 'briefs'), caseId, counted),
    sealedIdentity: sealIdentity(ring(channel, 'identity'), caseId, wanted.identity),
    textBytes: threadBytes(0, entry, ...(receipt ? [receipt] : [])),
    objects: filesOfEntry(entry).objects,
    attachmentBytes: filesOfEntry(entry).bytes,
    sealedEntry: sealEntry(threadKey, { caseId, thread, number: 1 }, entry),
    sealedReceipt: receipt && sealEntry(threadKey, { caseId, thread, number: 2 }, receipt),
    sealedSummary: sealSummary(threadKey, { caseId, thread, revision: 1 }, summary),
    summary,
    sentAt,
    expiresAt,
    nextActionAt: nextActionAt(settings, summary, { expiresAt, opened: false }),
    notice: { caseId, channel, urgent, notBefore: noticeTime(settings, urgent, now) },
  };
  return { sealed, threadKey };
};
