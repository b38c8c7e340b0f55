import * as z from 'zod';
import { pad, unpad, utf8 } from '../../envelope/format.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';

/**
 * What is mailed to a reporter. `received`: the automatic answer, with the link that their own words are taken by.
 * `answered`: that the team has written; `text` only where the channel answers in full.
 */
const outgoingContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('received'),
    /** 22 characters; of a door that is handed over: it only ever gives words of the reporter's own. */
    token: z.string(),
    tokenUntil: z.iso.datetime(),
    /** What was promised, as days. */
    acknowledgeBy: z.iso.date(),
  }),
  z.object({ kind: z.literal('answered'), text: z.string().optional() }),
]);
export type OutgoingContent = z.infer<typeof outgoingContent>;

/**
 * A mail that waits in the vault, whose backups are the shortest: it goes with the next run of the scheduled function, and
 * with its case if that goes first. Whom it is for stands in the case.
 */
export type OutgoingMail = {
  readonly caseId: string;
  readonly channel: string;
  readonly sealed: RingSealed;
  /** The earliest time it may leave: a full hour, ISO in UTC. */
  readonly notBefore: string;
};

const outgoingPart = 'outgoing-mail';

/** Sealed to the ring `mail` of all channels, in size classes. */
export const sealOutgoing = (ring: RingPublicKey, caseId: string, content: OutgoingContent): RingSealed =>
  sealToRing(ring, { caseId, part: outgoingPart }, pad(utf8(JSON.stringify(content))));

/** @returns `undefined` when it does not open or is none */
export const openOutgoing = (
  ring: RingPrivateKey,
  caseId: string,
  sealed: RingSealed,
): OutgoingContent | undefined => {
  const opened = openRingSealed(ring, { caseId, part: outgoingPart }, sealed);
  const content = opened && unpad(opened);
  return content && parseSealedJson(outgoingContent, content);
};
