import * as z from 'zod';
import { padToLimit, sizeForLimit, unpadFromLimit, utf8 } from '../../../envelope/format.ts';
import { openRingSealed, type RingPrivateKey } from '../../key-ring/open-ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../../key-ring/seal-to-ring.ts';
import { parseSealedJson } from '../../kernel/sealed-json.ts';
import { matchKinds } from './match-words.ts';
import type { SealedSamePersonTask } from './register-ports.ts';

const place = z.object({ id: z.string() });

/** A respondent, and entries of the register that may be the same person. */
export const samePersonTask = z.object({
  /** Absent where nothing was found: the row is there all the same. */
  entry: place.optional(),
  /** Each with the surest reason. */
  alike: z.array(place.extend({ why: z.enum(matchKinds) })),
  on: z.iso.date(),
});
export type SamePersonTask = z.infer<typeof samePersonTask>;

/** So many pairs of one respondent are kept, the surest ones. */
export const mostAlikeKept = 10;
/** A task is shown for so many days after the look-up. */
export const taskDays = 60;

/** Every task has this size, whatever was found. */
const taskBytes = 1_020;

const placeOf = (id: string) => ({ caseId: '', part: `same-person/${id}` });

/** @param ring of purpose `register`, of the channel of the case from which it was looked up */
export const sealTask = (ring: RingPublicKey, id: string, task: SamePersonTask): SealedSamePersonTask => ({
  channel: ring.channel,
  id,
  sealed: sealToRing(ring, placeOf(id), padToLimit(utf8(JSON.stringify(task)), taskBytes)),
});

/** @returns `undefined` when it does not open or is none */
export const openTask = (ring: RingPrivateKey, row: SealedSamePersonTask): SamePersonTask | undefined => {
  const padded = openRingSealed(ring, placeOf(row.id), row.sealed);
  if (padded?.length !== sizeForLimit(taskBytes)) return undefined;
  const opened = unpadFromLimit(padded, taskBytes);
  return opened && parseSealedJson(samePersonTask, opened);
};
