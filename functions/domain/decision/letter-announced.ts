import * as z from 'zod';
import { author } from '../member/author.ts';

/** That the reporter was told on which day the letter goes out. */
export const letterAnnounced = z.object({
  /** The day on which it goes out. */
  on: z.iso.date(),
  by: author,
  /** The day on which it was said. */
  saidOn: z.iso.date(),
  /** Why it goes out on the day on which it was said, for the team. */
  reason: z.string().optional(),
});
