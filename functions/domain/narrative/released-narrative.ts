import { createHash } from 'node:crypto';
import * as z from 'zod';
import { pad, unpad, utf8 } from '../../envelope/format.ts';
import { language } from '../../settings/localised.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';

/**
 * A text that two people have approved, of a case that is closed: what a report can take. It stands outside its case, so
 * that a draft reads one partition and opens no case.
 */
export const releasedNarrative = z.object({
  caseId: z.string(),
  channel: z.string(),
  /** The month in which the case was closed, `2026-11`. */
  closedIn: z.string(),
  language,
  text: z.string(),
  /** From whom it is hidden, as the brief of its case says it; written anew when that changes. */
  hiddenFrom: z.array(z.string()),
  rosterRevision: z.int().optional(),
  grantedMembers: z.array(z.string()),
});
export type ReleasedNarrative = z.infer<typeof releasedNarrative>;

/** Where the text of a case stands: a hash of its id, so that whoever reads the rows alone learns of no case. */
export const narrativeIdOf = (caseId: string): string =>
  createHash('sha256').update(`narrative ${caseId}`).digest('base64url');

/** A row as it is stored. */
export type SealedNarrative = { readonly id: string; readonly sealed: RingSealed };

const placeOf = (id: string) => ({ caseId: '', part: `narrative/${id}` });

/** @param ring of purpose `register`, of the channel of its case */
export const sealNarrative = (ring: RingPublicKey, id: string, content: ReleasedNarrative): RingSealed =>
  sealToRing(ring, placeOf(id), pad(utf8(JSON.stringify(content))));

/** @returns `undefined` when it does not open, or was moved from another row */
export const openNarrative = (
  ring: RingPrivateKey,
  { id, sealed }: SealedNarrative,
): ReleasedNarrative | undefined => {
  const padded = openRingSealed(ring, placeOf(id), sealed);
  const content = padded && unpad(padded);
  return content && parseSealedJson(releasedNarrative, content);
};

export type NarrativeStore = {
  /** Every released text, in no order that says anything: a call for each 1 MB of them. */
  releasedNarratives(): Promise<readonly SealedNarrative[]>;
};
