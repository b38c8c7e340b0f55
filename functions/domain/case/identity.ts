import { pad, utf8 } from '../../envelope/format.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';

/** What a reporter may say of themselves; each part is opened on its own, with a reason. */
export const identityParts = ['name', 'contact'] as const;
export type IdentityPart = (typeof identityParts)[number];

export const identityPlacePart = (part: IdentityPart): string => `identity/${part}`;

/** Seals each part that was given to the ring `identity`, padded; an empty part is none. */
export const sealIdentity = (
  ring: RingPublicKey,
  caseId: string,
  given: Readonly<Partial<Record<IdentityPart, string | undefined>>>,
): Partial<Record<IdentityPart, RingSealed>> => {
  const sealed: Partial<Record<IdentityPart, RingSealed>> = {};
  for (const part of identityParts) {
    const text = given[part];
    if (text !== undefined && text !== '') {
      sealed[part] = sealToRing(ring, { caseId, part: identityPlacePart(part) }, pad(utf8(text)));
    }
  }
  return sealed;
};
