import { derive } from '../../envelope/derive.ts';
import { sizeForLimit, statisticContext, unpad, unpadFromLimit, utf8 } from '../../envelope/format.ts';
import { open } from '../../envelope/open.ts';
import { seal } from '../../envelope/seal.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import { keyRingName } from '../key-ring/ring-sealed.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import {
  encodeStatistic,
  placeInRing,
  usualStatisticBytes,
  type SealedStatistic,
} from './sealed-statistic.ts';
import { statistic, type Statistic } from './statistic.ts';

const contextOf = (
  { month, id }: Pick<SealedStatistic, 'month' | 'id'>,
  { channel, epoch }: Pick<RingPrivateKey, 'channel' | 'epoch'>,
) => statisticContext({ channel, epoch, month, id });

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
  const bytes = seal(keyOf(ring), contextOf(at, ring), encodeStatistic(content));
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
  const { channel, purpose, epoch } = ring;
  if (sealed.keyRing !== keyRingName(channel, purpose) || sealed.epoch !== epoch) return undefined;
  return open(keyOf(ring), contextOf(row, ring), sealed.bytes);
};
