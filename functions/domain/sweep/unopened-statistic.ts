import { addHours } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { newId, type Random } from '../kernel/random.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { ringIfThere } from '../key-ring/ring-if-there.ts';
import type { RingPurpose } from '../key-ring/purpose.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import type { CaseHead, CaseVault } from '../casework/change/case-store.ts';
import { sealStatistic, type SealedStatistic } from '../statistics/sealed-statistic.ts';
import { openUnopened, statisticOfUnopened } from '../statistics/unopened-case.ts';

export type CountingContext = {
  readonly openKeyRing: OpenKeyRing;
  readonly ringPublicKey: (channel: string, purpose: RingPurpose) => Promise<RingPublicKey>;
  readonly random: Random;
  readonly now: Date;
};

/** So long a withdrawn case waits for keys, so that it is counted: its own are gone, and what is left opens nothing. */
const waitsHours = 1;

/**
 * The row of a case that is erased before anybody has opened it; none for one that was opened, which has its row, and for
 * one that does not say from whom it is hidden. Erasing waits for no count: after an hour the case goes without a row.
 * @throws {Fault} when storage or KMS does not answer, within that hour
 */
export const unopenedStatistic = async (
  context: CountingContext,
  head: CaseHead,
  vault: CaseVault | undefined,
): Promise<SealedStatistic | undefined> => {
  if (!vault?.sealedCount || vault.openedAt !== undefined) return undefined;
  const { caseId, channel } = head;
  try {
    const [ring, register] = [
      await ringIfThere(context.openKeyRing, channel, 'briefs', vault.sealedCount.epoch),
      await context.ringPublicKey(channel, 'register'),
    ];
    const unopened = ring && openUnopened(ring, caseId, vault.sealedCount);
    if (!unopened) return undefined;
    const state = vault.withdrawnAt === undefined ? 'erased-unopened' : 'withdrawn';
    const row = statisticOfUnopened(head, unopened, state, newId(context.random));
    return sealStatistic(register, newId(context.random), row);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const since = vault.withdrawnAt ?? vault.expiresAt;
    if (error.code !== 'not-ready' && context.now < addHours(since, waitsHours)) throw error;
    return undefined;
  }
};
