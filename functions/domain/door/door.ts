import * as z from 'zod';
import { language } from '../../settings/localised.ts';
import { author } from '../member/author.ts';
import { doorKinds, threadName } from '../thread/thread-name.ts';

/** A door that the team has made for somebody who is heard without an account. Sealed under the casework key. */
export const door = z.object({
  kind: z.enum(doorKinds),
  thread: threadName,
  /** The number of the respondent it is for. */
  respondent: z.int().optional(),
  /** The platform of the settings it is for. */
  platform: z.string().optional(),
  /** Whom it is for, in the words of the team. */
  whom: z.string(),
  language,
  madeBy: author,
  madeOn: z.iso.date(),
  /** As it was handed over: while the thread still has it, nobody has chosen words of their own. */
  doorId: z.string(),
  handoverUntil: z.iso.date(),
  /** The last day on which it opens anything, for a door that ends by itself. */
  endsOn: z.iso.date().optional(),
  /** By when they are asked to answer; gone once the team has noted that they did. */
  answerBy: z.iso.date().optional(),
  /** Entries of its conversation that the team has looked at. */
  readUpTo: z.int().default(0),
  state: z.enum(['open', 'closed']),
  closedOn: z.iso.date().optional(),
  /** Up to which entry the answers of platform admins were taken over into the measures. */
  takenUpTo: z.int().optional(),
  /** Why the team closed it. */
  closedBecause: z.string().optional(),
});
export type DoorRecord = z.infer<typeof door>;

/**
 * Doors a case has at most, closed ones included: one change may write the row and the page of each of them, of the 100 rows
 * that are written together.
 */
export const mostDoors = 20;
