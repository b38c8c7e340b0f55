import { derive } from '../../envelope/derive.ts';
import { sizeForLimit, statisticContext, unpad, unpadFromLimit, utf8 } from '../../envelope/format.ts';
import { open } from '../../envelope/open.ts';
import { seal } from '../../envelope/seal.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import { keyRingName } from '../key-ring/ring-sealed.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import {
  encodedStatistic,
  placeInRing,
  usualStatisticBytes,
  type StatisticPlace,
  type SealedStatistic,
} from './seal-statistic.ts';
import { statistic, type Statistic } from './statistic.ts';

const placeUnderKey = ({ month, id }: StatisticPlace, { channel, epoch }: RingPrivateKey) =>
  statisticContext({ channel, epoch, month, id });

/** Kept while the ring's private half is. */
const keys = new WeakMap<RingPrivateKey, Uint8Array>();

const keyOf = (ring: RingPrivateKey): Uint8Array => {
  const known = keys.get(ring);
  if (known) return known;
  const key = derive(ring.privateKey, 'conductline statistics', 32, [utf8(ring.channel)]);
  keys.set(ring, key);
  return key;
};

/** For whoever opens the ring. @param ring of purpose `register`, of the channel the row counts for */
export const sealStatisticUnderKey = (
  ring: RingPrivateKey,
  id: string,
  content: Statistic,
): SealedStatistic => {
  const at = { month: content.month, id };
  const bytes = seal(keyOf(ring), placeUnderKey(at, ring), encodedStatistic(content));
  const keyRing = keyRingName(ring.channel, ring.purpose);
  return { ...at, sealed: { version: 1, suite: 2, keyRing, epoch: ring.epoch, bytes } };
};

/** @returns `undefined` when it does not open, or is not of this channel and month */
export const openStatistic = (ring: RingPrivateKey, row: SealedStatistic): Statistic | undefined => {
  const padded = openPaddedRow(ring, row);
  const usual = padded?.length === sizeForLimit(usualStatisticBytes);
  const opened = padded && (usual ? unpadFromLimit(padded, usualStatisticBytes) : unpad(padded));
  const content = opened && parseSealedJson(statistic, opened);
  return content?.channel === ring.channel && content.month === row.month ? content : undefined;
};

const openPaddedRow = (ring: RingPrivateKey, row: SealedStatistic): Uint8Array | undefined => {
  const { sealed } = row;
  if (sealed.suite === 1) return openRingSealed(ring, placeInRing(row), sealed);
  const isOfRing = sealed.keyRing === keyRingName(ring.channel, ring.purpose) && sealed.epoch === ring.epoch;
  return isOfRing ? open(keyOf(ring), placeUnderKey(row, ring), sealed.bytes) : undefined;
};
