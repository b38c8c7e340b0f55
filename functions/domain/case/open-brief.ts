import { unpad } from '../../envelope/format.ts';
import { openRingSealed, type OpenKeyRing, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import { ringIfThere } from '../key-ring/ring-if-there.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { brief, briefPart, type Brief } from './brief.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';

/** @returns `undefined` when it does not open or is none */
export const openBrief = (ring: RingPrivateKey, caseId: string, sealed: RingSealed): Brief | undefined => {
  const padded = openRingSealed(ring, { caseId, part: briefPart }, sealed);
  const opened = padded && unpad(padded);
  return opened && parseSealedJson(brief, opened);
};

/**
 * Opens a brief among many, where one that is damaged must not hide the others.
 * @returns `undefined` also when it names a key ring that does not exist or whose row does not parse
 * @throws {Fault} when storage or KMS does not answer
 */
export const briefIfReadable = async (
  openKeyRing: OpenKeyRing,
  channel: string,
  caseId: string,
  sealed: RingSealed,
): Promise<Brief | undefined> => {
  const ring = await ringIfThere(openKeyRing, channel, 'briefs', sealed.epoch);
  return ring && openBrief(ring, caseId, sealed);
};
