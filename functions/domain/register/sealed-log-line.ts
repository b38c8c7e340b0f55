import { pad, padToLimit, sizeForLimit, unpad, unpadFromLimit, utf8 } from '../../envelope/format.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { logLine, type LogLine } from './log-line.ts';

/** A line of the enforcement log as it is stored. */
export type SealedLogLine = {
  /** `<day of the decision>#<22 characters>` */
  readonly id: string;
  /** 1 when it is new; every rewriting counts one on. */
  readonly revision: number;
  readonly sealed: RingSealed;
};

/** Almost every line has this size: whether a decision has few or many measures does not show. */
export const usualLineBytes = 2_044;

/** Bound to no case, for it outlives its case. A line that is moved to another place or revision does not open. */
const placeOf = ({ id, revision }: Pick<SealedLogLine, 'id' | 'revision'>) => ({
  caseId: '',
  part: `log/${id}/${revision}`,
});

/** @param ring of purpose `register`, of the channel whose log it stands in */
export const sealLogLine = (
  ring: RingPublicKey,
  at: Pick<SealedLogLine, 'id' | 'revision'>,
  line: LogLine,
): SealedLogLine => {
  const encoded = utf8(JSON.stringify(line));
  const padded = encoded.length <= usualLineBytes ? padToLimit(encoded, usualLineBytes) : pad(encoded);
  return { ...at, sealed: sealToRing(ring, placeOf(at), padded) };
};

/** @returns `undefined` when it does not open, or is not of this channel and day */
export const openLogLine = (ring: RingPrivateKey, row: SealedLogLine): LogLine | undefined => {
  const padded = openRingSealed(ring, placeOf(row), row.sealed);
  const usual = padded?.length === sizeForLimit(usualLineBytes);
  const opened = padded && (usual ? unpadFromLimit(padded, usualLineBytes) : unpad(padded));
  const line = opened && parseSealedJson(logLine, opened);
  return line?.channel === ring.channel && row.id.startsWith(`${line.decidedOn}#`) ? line : undefined;
};
