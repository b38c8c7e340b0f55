import {
  pad,
  padToLimit,
  ringInfo,
  sizeForLimit,
  unpad,
  unpadFromLimit,
  utf8,
} from '../../envelope/format.ts';
import { hpkeOpen } from '../../envelope/hpke-open.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import type { LogRings } from './log-rings.ts';
import { registerEntry, type RegisterEntry } from './register-entry.ts';
import type { SealedRegisterEntry } from './register-store.ts';

/**
 * Every entry has this size: how many accounts and decisions somebody has does not show. Only one with more than twenty
 * long accounts and everything else of its longest is larger.
 */
export const usualEntryBytes = 8_188;

/** Bound to no case, for it can outlive its case. An entry that is moved to another place or revision does not open. */
const placeOf = ({ id, revision }: Pick<SealedRegisterEntry, 'id' | 'revision'>) => ({
  caseId: '',
  part: `register/${id}/${revision}`,
});

/** @param ring of purpose `register`, of the channel its case is in */
export const sealRegisterEntry = (
  ring: RingPublicKey,
  at: Pick<SealedRegisterEntry, 'id' | 'revision'>,
  entry: RegisterEntry,
): RingSealed => {
  const encoded = utf8(JSON.stringify(entry));
  const padded = encoded.length <= usualEntryBytes ? padToLimit(encoded, usualEntryBytes) : pad(encoded);
  return sealToRing(ring, placeOf(at), padded);
};

/** @returns `undefined` when it does not open, or is not of this channel */
export const openRegisterEntry = (
  ring: RingPrivateKey,
  row: Pick<SealedRegisterEntry, 'id' | 'revision' | 'sealed'>,
): RegisterEntry | undefined => {
  const padded = openRingSealed(ring, placeOf(row), row.sealed);
  const usual = padded?.length === sizeForLimit(usualEntryBytes);
  const opened = padded && (usual ? unpadFromLimit(padded, usualEntryBytes) : unpad(padded));
  const entry = opened && parseSealedJson(registerEntry, opened);
  return entry?.channel === ring.channel ? entry : undefined;
};

/** As long as a usual entry. Its encapsulated key is the base point of X25519, so that all steps are taken. */
const decoy = Uint8Array.from([
  9,
  ...new Uint8Array(31),
  ...new Uint8Array(sizeForLimit(usualEntryBytes) + 16),
]);

/** The work of opening an entry where there is none to open. */
export const openNoEntry = (rings: LogRings): void => {
  for (const { channel, purpose, epoch, privateKey } of rings.values()) {
    hpkeOpen(privateKey, ringInfo({ caseId: '', part: 'register', purpose, channel, epoch }), decoy);
    return;
  }
};
