import * as z from 'zod';
import { pad, unpad, utf8 } from '../../envelope/format.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';

/** Counts of months, by month and cell. */
export const monthsCounted = z.record(z.string(), z.record(z.string(), z.int().min(0)));

export const draftContent = z.object({
  /** Exactly what is published. */
  file: z.string(),
  /** Of the months that no earlier report was of. They are never counted again: two counts of one month tell a difference. */
  months: monthsCounted,
});
export type DraftContent = z.infer<typeof draftContent>;

const placeOf = (kind: 'draft' | 'counts', id: string) => ({
  caseId: '',
  part: `transparency/${kind}/${id}`,
});

const sealed = (ring: RingPublicKey, kind: 'draft' | 'counts', id: string, content: unknown): RingSealed =>
  sealToRing(ring, placeOf(kind, id), pad(utf8(JSON.stringify(content))));

const opened = (ring: RingPrivateKey, kind: 'draft' | 'counts', id: string, bytes: RingSealed) => {
  const padded = openRingSealed(ring, placeOf(kind, id), bytes);
  return padded && unpad(padded);
};

/** @param ring of purpose `register` */
export const sealDraft = (ring: RingPublicKey, id: string, content: DraftContent): RingSealed =>
  sealed(ring, 'draft', id, content);

/** @returns `undefined` when it does not open */
export const openDraft = (ring: RingPrivateKey, id: string, bytes: RingSealed): DraftContent | undefined => {
  const content = opened(ring, 'draft', id, bytes);
  return content && parseSealedJson(draftContent, content);
};

/** @param id of the report */
export const sealCounts = (
  ring: RingPublicKey,
  id: string,
  months: z.infer<typeof monthsCounted>,
): RingSealed => sealed(ring, 'counts', id, months);

/** @returns `undefined` when they do not open */
export const openCounts = (
  ring: RingPrivateKey,
  id: string,
  bytes: RingSealed,
): z.infer<typeof monthsCounted> | undefined => {
  const content = opened(ring, 'counts', id, bytes);
  return content && parseSealedJson(monthsCounted, content);
};
