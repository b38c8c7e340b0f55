import { unpad } from '../../envelope/format.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import type { CaseStatistic } from './statistic.ts';
import { nothingFound, statisticOfCase, type CaseFacts } from './statistic-of-case.ts';
import { unopenedCase, unopenedPlace, type UnopenedCase } from './unopened-case.ts';

/** @returns `undefined` when it does not open or is none */
export const openUnopened = (
  ring: RingPrivateKey,
  caseId: string,
  sealed: RingSealed,
): UnopenedCase | undefined => {
  const padded = openRingSealed(ring, unopenedPlace(caseId), sealed);
  const opened = padded && unpad(padded);
  return opened && parseSealedJson(unopenedCase, opened);
};

/** The row that such a case leaves. @param countTag random, for nobody has a page with it */
export const statisticOfUnopened = (
  head: Pick<CaseFacts, 'channel' | 'sentAt' | 'urgent'>,
  { source, anonymous, ...access }: UnopenedCase,
  state: Extract<CaseStatistic['state'], 'withdrawn' | 'erased-unopened'>,
  countTag: string,
): CaseStatistic => ({
  ...statisticOfCase({
    ...head,
    source,
    anonymous,
    access,
    likelySpam: false,
    state: 'received',
    found: nothingFound,
    promises: { kept: 0, missed: 0 },
    countTag,
  }),
  state,
});
