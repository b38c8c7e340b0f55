import { derive } from '../../envelope/derive.ts';
import {
  pad,
  padToLimit,
  sizeForLimit,
  statisticContext,
  unpad,
  unpadFromLimit,
  utf8,
} from '../../envelope/format.ts';
import { open } from '../../envelope/open.ts';
import { seal } from '../../envelope/seal.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import { keyRingName, type RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { statistic, type Statistic } from './statistic.ts';

/**
 * Sealed under a key that is derived from the private half of a ring: only who opens the ring can write such a row. To open
 * one takes a tenth of what a row that is sealed to the public half takes.
 */
export type KeySealed = Omit<RingSealed, 'suite'> & {
  /** 2: AES-256-GCM as in `envelope/seal.ts`. */
  readonly suite: 2;
};

/** A row as it is stored. */
export type SealedStatistic = {
  /** Of the report, decision or survey: rows are read by it. */
  readonly month: string;
  /** 22 random characters, which stand nowhere but in the sealed records of its case. */
  readonly id: string;
  readonly sealed: RingSealed | KeySealed;
};

/** Rows have one size, whatever they count; only one that is hidden from more than about 20 members has a larger one. */
export const usualStatisticBytes = 1_020;

type Place = Pick<SealedStatistic, 'month' | 'id'>;

/** Bound to no case, for it outlives its case. A row that is moved to another month or place does not open. */
const placeInRing = ({ month, id }: Place) => ({ caseId: '', part: `statistic/${month}/${id}` });

const placeUnderKey = ({ month, id }: Place, { channel, epoch }: RingPrivateKey) =>
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

const encoded = (content: Statistic): Uint8Array => {
  const json = utf8(JSON.stringify(content));
  return json.length <= usualStatisticBytes ? padToLimit(json, usualStatisticBytes) : pad(json);
};

/** For whoever only knows the public half. @param ring of purpose `register`, of the channel the row counts for */
export const sealStatistic = (ring: RingPublicKey, id: string, content: Statistic): SealedStatistic => {
  const at = { month: content.month, id };
  return { ...at, sealed: sealToRing(ring, placeInRing(at), encoded(content)) };
};

/** For whoever opens the ring. @param ring of purpose `register`, of the channel the row counts for */
export const sealStatisticUnderKey = (
  ring: RingPrivateKey,
  id: string,
  content: Statistic,
): SealedStatistic => {
  const at = { month: content.month, id };
  const bytes = seal(keyOf(ring), placeUnderKey(at, ring), encoded(content));
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
