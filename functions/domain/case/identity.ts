import { padToLimit, unpad, unpadFromLimit, utf8 } from '../../envelope/format.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';

/** What a reporter may say of themselves; each part is opened on its own, with a reason. */
export const identityParts = ['name', 'contact'] as const;
export type IdentityPart = (typeof identityParts)[number];

/** Of each part, in bytes of UTF-8. */
export const identityLimitBytes = 2 * 1024;

type Given = Readonly<Partial<Record<IdentityPart, string | undefined>>>;

/** The parts that were given; an empty one was not. */
export const partsGiven = (given: Given): IdentityPart[] =>
  identityParts.filter((part) => (given[part] ?? '') !== '');

export const identityPlacePart = (part: IdentityPart): string => `identity/${part}`;

/**
 * Seals both parts to the ring `identity`, each padded to one size, so that what is stored does not tell whether a part
 * was given. The sealed brief says which.
 */
export const sealIdentity = (
  ring: RingPublicKey,
  caseId: string,
  given: Given,
): Record<IdentityPart, RingSealed> => {
  const sealed = (part: IdentityPart): RingSealed => {
    const padded = padToLimit(utf8(given[part] ?? ''), identityLimitBytes);
    return sealToRing(ring, { caseId, part: identityPlacePart(part) }, padded);
  };
  return { name: sealed('name'), contact: sealed('contact') };
};

/** What a part says; release 0.1.0 padded in size classes. `undefined` for what neither made. */
export const identityText = (padded: Uint8Array): string | undefined => {
  const text = unpadFromLimit(padded, identityLimitBytes) ?? unpad(padded);
  return text && Buffer.from(text).toString('utf8');
};

/**
 * The parts a case has. Rows of release 0.1.0 hold only what was given, and their briefs do not say; a reporter who has
 * left has taken all of them back.
 */
export const identityGiven = (
  { identityGiven: said }: { readonly identityGiven?: readonly IdentityPart[] | undefined },
  stored: Readonly<Partial<Record<IdentityPart, RingSealed | undefined>>> | undefined,
): IdentityPart[] => {
  const there = identityParts.filter((part) => stored?.[part] !== undefined);
  return said === undefined ? there : there.filter((part) => said.includes(part));
};
