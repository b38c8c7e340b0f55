import { pad, padToLimit, sizeForLimit, unpad, unpadFromLimit, utf8 } from '../../envelope/format.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { statistic, type Statistic } from './statistic.ts';

/** A row as it is stored. */
export type SealedStatistic = {
  /** Of the report, decision or survey: rows are read by it. */
  readonly month: string;
  /** 22 random characters, which stand nowhere but in the sealed records of its case. */
  readonly id: string;
  readonly sealed: RingSealed;
};

/** Rows have one size, whatever they count; only one that is hidden from very many members has a larger one. */
export const usualStatisticBytes = 2_044;

/** Bound to no case, for it outlives its case. A row that is moved to another month or place does not open. */
const placeOf = ({ month, id }: Pick<SealedStatistic, 'month' | 'id'>) => ({
  caseId: '',
  part: `statistic/${month}/${id}`,
});

/** @param ring of purpose `register`, of the channel the row counts for */
export const sealStatistic = (ring: RingPublicKey, id: string, content: Statistic): SealedStatistic => {
  const at = { month: content.month, id };
  const encoded = utf8(JSON.stringify(content));
  const padded =
    encoded.length <= usualStatisticBytes ? padToLimit(encoded, usualStatisticBytes) : pad(encoded);
  return { ...at, sealed: sealToRing(ring, placeOf(at), padded) };
};

/** @returns `undefined` when it does not open, or is not of this channel and month */
export const openStatistic = (ring: RingPrivateKey, row: SealedStatistic): Statistic | undefined => {
  const padded = openRingSealed(ring, placeOf(row), row.sealed);
  const usual = padded?.length === sizeForLimit(usualStatisticBytes);
  const opened = padded && (usual ? unpadFromLimit(padded, usualStatisticBytes) : unpad(padded));
  const content = opened && parseSealedJson(statistic, opened);
  return content?.channel === ring.channel && content.month === row.month ? content : undefined;
};
