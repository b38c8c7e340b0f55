import * as z from 'zod';
import { mostKeys, type PersonKey } from './person-keys.ts';

/** What tells that two reports come from one person: digests of 16 bytes, in base64url. */
const senders = z.array(z.string().max(32)).max(4);
/**
 * Digests of persons, and for each of them those of the platforms on which the account is; absent in messages of before
 * platforms were compared.
 */
const personDigests = {
  keys: z.array(z.string().max(64)).max(mostKeys),
  platforms: z
    .array(z.array(z.string().max(16)).max(8))
    .max(mostKeys)
    .optional(),
};
const caseId = z.string();
const on = z.iso.date();

/** What the scheduled function is told about reports that wait, and about persons they wait for. */
export const heldMessage = z.discriminatedUnion('kind', [
  /** A case that the team has names these persons. */
  z.object({ kind: z.literal('named'), caseId, on, ...personDigests, senders }),
  /** A report waits. */
  z.object({ kind: z.literal('held'), caseId, on, ...personDigests, senders }),
  /**
   * Its reporter agrees to telling the team; without a key they have taken that back. The highest revision counts. `sentOn`
   * and the keys say anew whom it names since when: one that was written before keys were made as they are now is found by
   * both.
   */
  z.object({
    kind: z.literal('agreed'),
    caseId,
    on,
    threadKey: z.string().max(64),
    revision: z.int(),
    sentOn: z.iso.date().optional(),
    keys: personDigests.keys.optional(),
    platforms: personDigests.platforms,
  }),
  /** Its reporter has taken it away. */
  z.object({ kind: z.literal('withdrawn'), caseId }),
  /** Its reporter has told the team themselves. */
  z.object({ kind: z.literal('told'), caseId }),
]);
export type HeldMessage = z.infer<typeof heldMessage>;

/** Every message has one size: whether a report waits, names somebody or was agreed to does not show in what is stored. */
export const messageLimitBytes = 1_500;

/** Keys of persons as a message holds them. */
export const inMessage = (keys: readonly PersonKey[]) => ({
  keys: keys.map(({ key }) => key),
  platforms: keys.map(({ platforms }) => [...platforms]),
});

/** What its seal is bound to. */
export const heldMessagePlace = { caseId: '', part: 'held' };
