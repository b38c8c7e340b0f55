import * as z from 'zod';
import { pad, unpad, utf8 } from '../../envelope/format.ts';
import type { Brief } from '../case/brief.ts';
import { reportSource } from '../case/source.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { logAccessOf } from '../register/log-access.ts';
import type { CaseStatistic } from './statistic.ts';
import { nothingFound, statisticOfCase, type CaseFacts } from './statistic-of-case.ts';

/**
 * What is counted of a case that goes before anybody has opened it. Its brief goes at once when the reporter withdraws, and
 * names persons; this stays until the sweep, and names nobody but members from whom the row is hidden.
 */
const unopenedCase = z.object({
  source: reportSource,
  anonymous: z.boolean(),
  hiddenFrom: z.array(z.string()),
  rosterRevision: z.int().optional(),
  grantedMembers: z.array(z.string()),
});
type UnopenedCase = z.infer<typeof unopenedCase>;

const place = (caseId: string) => ({ caseId, part: 'count' });

/** @param ring of purpose `briefs`, which the scheduled function opens */
export const sealUnopened = (
  ring: RingPublicKey,
  caseId: string,
  brief: Parameters<typeof logAccessOf>[0] & Pick<Brief, 'source' | 'identityGiven'>,
): RingSealed => {
  const content: UnopenedCase = {
    ...logAccessOf(brief),
    grantedMembers: [...brief.grantedMembers],
    source: brief.source ?? 'reporter',
    anonymous: (brief.identityGiven ?? []).length === 0,
  };
  return sealToRing(ring, place(caseId), pad(utf8(JSON.stringify(content))));
};

/** @returns `undefined` when it does not open or is none */
export const openUnopened = (
  ring: RingPrivateKey,
  caseId: string,
  sealed: RingSealed,
): UnopenedCase | undefined => {
  const padded = openRingSealed(ring, place(caseId), sealed);
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
