import * as z from 'zod';
import { pad, utf8 } from '../../envelope/format.ts';
import type { Brief } from '../case/brief.ts';
import { reportSource } from '../case/source.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { logAccessOf } from '../register/log-access.ts';

/**
 * What is counted of a case that goes before anybody has opened it. Its brief goes at once when the reporter withdraws, and
 * names persons; this stays until the sweep, and names nobody but members from whom the row is hidden.
 */
export const unopenedCase = z.object({
  source: reportSource,
  anonymous: z.boolean(),
  hiddenFrom: z.array(z.string()),
  rosterRevision: z.int().optional(),
  grantedMembers: z.array(z.string()),
});
export type UnopenedCase = z.infer<typeof unopenedCase>;

export const unopenedPlace = (caseId: string) => ({ caseId, part: 'count' });

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
  return sealToRing(ring, unopenedPlace(caseId), pad(utf8(JSON.stringify(content))));
};
