import * as z from 'zod';
import { padToLimit, unpadFromLimit, utf8 } from '../../envelope/format.ts';
import { language } from '../../settings/localised.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';

/** To whom a reporter's answers are mailed. */
const correspondent = z.object({
  address: z.string(),
  language,
  /** What follows the `+` in the address that replies come to; it opens the thread for writing, and never for reading. */
  replyHandle: z.string(),
});
export type Correspondent = z.infer<typeof correspondent>;

const correspondentLimitBytes = 1_000;
const correspondentPart = 'correspondent';

/** Sealed to the ring `mail` of all channels, which the scheduled function alone opens. @throws {RangeError} over 1,000 bytes */
export const sealCorrespondent = (ring: RingPublicKey, caseId: string, content: Correspondent): RingSealed =>
  sealToRing(
    ring,
    { caseId, part: correspondentPart },
    padToLimit(utf8(JSON.stringify(content)), correspondentLimitBytes),
  );

/** @returns `undefined` when it does not open or is none */
export const openCorrespondent = (
  ring: RingPrivateKey,
  caseId: string,
  sealed: RingSealed,
): Correspondent | undefined => {
  const opened = openRingSealed(ring, { caseId, part: correspondentPart }, sealed);
  const content = opened && unpadFromLimit(opened, correspondentLimitBytes);
  return content && parseSealedJson(correspondent, content);
};
