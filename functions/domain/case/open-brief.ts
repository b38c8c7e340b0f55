import { unpad } from '../../envelope/format.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { brief, briefPart, type Brief } from './brief.ts';

/** @returns `undefined` when it does not open or is none */
export const openBrief = (ring: RingPrivateKey, caseId: string, sealed: RingSealed): Brief | undefined => {
  const padded = openRingSealed(ring, { caseId, part: briefPart }, sealed);
  const opened = padded && unpad(padded);
  return opened && brief.safeParse(JSON.parse(Buffer.from(opened).toString('utf8'))).data;
};
