import type { Settings } from '../../settings/schema.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import type { RingName } from '../key-ring/purpose.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { addDays } from '../kernel/clock.ts';
import type { HeldSweepStore, StoredHeldRecord } from './held-store.ts';
import { sealHeldRecord, type HeldRecord, type HeldSecrets } from './held-record.ts';

/** What the scheduled function works with. */
export type HeldSweepContext = {
  readonly settings: Settings;
  readonly store: HeldSweepStore;
  readonly openKeyRing: OpenKeyRing;
  /** Public halves; those that are not made yet are left out. */
  readonly publicRings: (wanted: readonly RingName[]) => Promise<readonly RingPublicKey[]>;
  readonly now: Date;
  readonly outOfTime: () => boolean;
};

/** Whether any channel has reports that wait. */
export const isHoldOn = ({ channels }: Pick<Settings, 'channels'>): boolean =>
  Object.values(channels).some(({ hold }) => hold !== undefined);

/** Names that were given are kept, blinded, no longer than anything that waits for them. */
const longestHold = ({ channels }: Pick<Settings, 'channels'>): number =>
  Math.max(1, ...Object.values(channels).map(({ hold }) => hold?.holdDays ?? 0));

/** A record as it is stored. Behind whatever the look of each day deletes stands its time to live. */
export const keptRecord = (
  { settings, now }: Pick<HeldSweepContext, 'settings' | 'now'>,
  secrets: HeldSecrets,
  kind: StoredHeldRecord['kind'],
  record: HeldRecord,
): StoredHeldRecord & { readonly ttl: Date } => ({
  caseId: record.caseId,
  kind,
  sealed: sealHeldRecord(secrets, record),
  blindKeys: Object.keys(record.named),
  ttl: addDays(now, longestHold(settings) + 1),
});
