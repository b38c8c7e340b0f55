import type { Settings } from '../../settings/schema.ts';
import type { Random } from '../kernel/random.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import type { RingPurpose } from '../key-ring/purpose.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import type { Member } from '../member/member.ts';
import type { StatisticStore } from '../statistics/statistic-store.ts';
import type { TransparencyStore } from './transparency-store.ts';

/** What counting and publishing a report needs. */
export type TransparencyContext = {
  readonly settings: Settings;
  readonly store: TransparencyStore;
  readonly statistics: StatisticStore;
  readonly openKeyRing: OpenKeyRing;
  readonly ringPublicKey: (channel: string, purpose: RingPurpose) => Promise<RingPublicKey>;
  readonly team: () => Promise<readonly Member[]>;
  /** Whether cases are still there: one call for at most 100. */
  readonly vaults: (
    caseIds: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly expiresAt: Date } | 'unreadable'>>;
  readonly member: Member;
  readonly now: Date;
  readonly random: Random;
};
