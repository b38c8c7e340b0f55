import { decodeBase64url } from '../../envelope/base64url.ts';
import { day } from '../kernel/clock.ts';
import { allChannels, channelPurposes, onlyEpoch, type RingPurpose } from '../key-ring/purpose.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { ringIfThere } from '../key-ring/ring-if-there.ts';
import { openSummaryAs } from '../thread/summary.ts';
import { reporterThread } from '../thread/thread-name.ts';
import { heldPage } from './held-page.ts';
import { heldSecrets, openHeldRecord, type HeldRecord, type HeldSecrets } from './held-record.ts';
import type { HeldState, StoredHeldRecord } from './held-store.ts';
import { mayLetOut, type Other } from './may-let-out.ts';
import { sealReleased } from './released-case.ts';
import { keptRecord, type HeldSweepContext } from './sweep-context.ts';

/**
 * The hour, in UTC, from which what waits is looked at, once a day: when somebody is told must not say when somebody else
 * wrote.
 */
export const lookAtHour = 5;
/** Reports that wait of one call. */
const atOnce = 25;
/** Of whatever stands under one key, so many are looked at. */
const mostUnder = 200;

export type LookReport = {
  readonly told: number;
  readonly erased: number;
  readonly unreadable: number;
  /** Why the first of those that failed did; they are looked at again on the next day. */
  readonly fault: unknown;
};

type Count = 'told' | 'erased' | 'unreadable' | 'waits';

/**
 * Once a day: erases what has waited its time, and makes cases of reports whose reporters agreed after somebody else named
 * the same person. Each in one transaction that says that it still waits, so that it is told once, whatever breaks off.
 */
export const lookAtHeld = async (context: HeldSweepContext): Promise<LookReport> => {
  const { store, now, outOfTime } = context;
  const counts = { told: 0, erased: 0, unreadable: 0, waits: 0 };
  let fault: unknown;
  const report = (): LookReport => ({ ...counts, fault });
  const today = day(now);
  if (now.getUTCHours() < lookAtHour) return report();
  const progress = await store.progress();
  if (progress?.day === today && progress.after === undefined) return report();
  let after = progress?.day === today ? progress.after : undefined;
  for (;;) {
    const waiting = await store.waiting(atOnce, after);
    if (waiting.length > 0) {
      const ring = await ringIfThere(context.openKeyRing, allChannels, 'hold', onlyEpoch);
      if (!ring) return report();
      const secrets = heldSecrets(ring);
      const states = await store.states(
        waiting.map(({ caseId }) => caseId),
        now,
      );
      for (const stored of waiting) {
        if (outOfTime()) return report();
        const state = states.get(stored.caseId) ?? { kind: 'gone', doors: [] };
        try {
          counts[await lookAtOne(context, secrets, stored, state)] += 1;
        } catch (error) {
          fault ??= error;
        }
        after = stored.caseId;
        await store.markProgress({ day: today, after });
      }
    }
    if (waiting.length < atOnce) break;
  }
  await store.markProgress({ day: today });
  return report();
};

const lookAtOne = async (
  context: HeldSweepContext,
  secrets: HeldSecrets,
  stored: StoredHeldRecord,
  state: HeldState,
): Promise<Count> => {
  const { store, now } = context;
  if (state.kind === 'gone') {
    await store.eraseHeld(stored, state.doors, now);
    return 'erased';
  }
  const record = openHeldRecord(secrets, stored.caseId, stored.sealed);
  if (!record) return 'unreadable';
  if (state.kind === 'case') {
    // Its reporter has told the team, and the message that says so was read before the one that it waits.
    const named = { ...record, agreed: undefined };
    await store.take(undefined, keptRecord(context, secrets, 'named', named));
    return 'waits';
  }
  if (record.agreed === undefined) return 'waits';
  const others = await othersOf(context, secrets, record);
  const found = await waitsIn(context, record);
  if (!found) return 'unreadable';
  const { minimumDays = 1 } = context.settings.channels[found.page.channel]?.hold ?? {};
  const because = others.filter((other) => mayLetOut(record, other, now, minimumDays));
  if (because.length === 0) return 'waits';
  return letOut(context, secrets, { record, found, state, because });
};

/** Whatever else names one of the same persons, as it stands now. */
const othersOf = async (
  { store, now }: HeldSweepContext,
  secrets: HeldSecrets,
  record: HeldRecord,
): Promise<readonly Other[]> => {
  const ids = new Set<string>();
  for (const key of Object.keys(record.named))
    for (const caseId of await store.under(key, mostUnder)) if (caseId !== record.caseId) ids.add(caseId);
  const stored = await store.heldRecords([...ids]);
  const states = await store.states([...ids], now);
  return [...stored.values()].flatMap(({ caseId, sealed }): Other[] => {
    const state = states.get(caseId);
    const opened = openHeldRecord(secrets, caseId, sealed);
    if (!opened || !state || state.kind === 'gone') return [];
    if (state.kind === 'waits') return [{ record: opened, is: 'waits' }];
    return [{ record: opened, is: state.opened ? 'read' : 'unread' }];
  });
};

/** The page of a report whose reporter agreed, opened with the key that they gave. */
const waitsIn = async ({ store }: HeldSweepContext, { caseId, agreed }: HeldRecord) => {
  const threadKey = decodeBase64url(agreed?.threadKey ?? '');
  const { summary } = await store.readThread(caseId, reporterThread);
  if (!threadKey || !summary) return undefined;
  const { revision, sealed } = summary;
  const page = openSummaryAs(heldPage, threadKey, { caseId, thread: reporterThread, revision }, sealed);
  return page && { page, revision, threadKey };
};

/** Most links of a case that is let out: enough to see that there are several. */
const mostLinks = 20;

const letOut = async (
  context: HeldSweepContext,
  secrets: HeldSecrets,
  wanted: {
    readonly record: HeldRecord;
    readonly found: NonNullable<Awaited<ReturnType<typeof waitsIn>>>;
    readonly state: Extract<HeldState, { kind: 'waits' }>;
    readonly because: readonly Other[];
  },
): Promise<Count> => {
  const { settings, store, now } = context;
  const { record, found, state, because } = wanted;
  const { caseId } = record;
  const { channel, agreedOn } = found.page;
  // What is agreed to stands on the page: an answer that was taken back since is none.
  if (agreedOn === undefined || agreedOn !== record.agreed?.on) return 'waits';
  // A channel that is no more in the settings: nobody would look after it.
  if (!settings.channels[channel]) return 'waits';
  const rings = await context.publicRings(channelPurposes.map((purpose) => ({ channel, purpose })));
  const ring = (_: string, purpose: RingPurpose): RingPublicKey => {
    const one = rings.find((made) => made.purpose === purpose && made.channel === channel);
    if (!one) throw new Error('the rings of a channel are there');
    return one;
  };
  const links = because.map(({ record: other }) => other.caseId).slice(0, mostLinks);
  const released = sealReleased(
    { settings, now, ring },
    { caseId, ...found, textBytes: state.textBytes },
    links,
  );
  const named = { ...record, agreed: undefined };
  const outcome = await store.letOut(
    released,
    { doors: state.doors, record: keptRecord(context, secrets, 'named', { ...named, letOut: true }) },
    now,
  );
  return outcome === 'told' ? 'told' : 'waits';
};
