import { pad, padToLimit, utf8 } from '../../envelope/format.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import type { Statistic } from './statistic.ts';

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

/** Where a row stands. */
export type StatisticPlace = { readonly month: string; readonly id: string };

/** Bound to no case, for it outlives its case. A row that is moved to another month or place does not open. */
export const placeInRing = ({ month, id }: StatisticPlace) => ({
  caseId: '',
  part: `statistic/${month}/${id}`,
});

/** As it is sealed, padded. */
export const encodedStatistic = (content: Statistic): Uint8Array => {
  const json = utf8(JSON.stringify(content));
  return json.length <= usualStatisticBytes ? padToLimit(json, usualStatisticBytes) : pad(json);
};

/** For whoever only knows the public half. @param ring of purpose `register`, of the channel the row counts for */
export const sealStatistic = (
  ring: RingPublicKey,
  id: string,
  content: Statistic,
): StatisticPlace & { readonly sealed: RingSealed } => {
  const at = { month: content.month, id };
  return { ...at, sealed: sealToRing(ring, placeInRing(at), encodedStatistic(content)) };
};
