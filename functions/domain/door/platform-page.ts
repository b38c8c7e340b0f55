import * as z from 'zod';
import { language } from '../../settings/localised.ts';

/** One restriction that a platform admin carries out; nothing of why. */
export const shownRestriction = z.object({
  /** The numbers of the measure and of its account there, by which an answer names it. */
  measure: z.int(),
  account: z.int(),
  /** The name or handle on this platform. */
  name: z.string(),
  /** The name of the settings, and what it is called. */
  restriction: z.string(),
  what: z.string(),
  from: z.iso.date(),
  /** The last day; without it until further notice. */
  until: z.iso.date().optional(),
  /** What the team has noted of it. */
  placedOn: z.iso.date().optional(),
  liftedOn: z.iso.date().optional(),
  cannotOn: z.iso.date().optional(),
  /** It is given up or waits for an appeal, whatever its last day: where it is in place it is to be lifted. */
  toLift: z.boolean().default(false),
});
export type ShownRestriction = z.infer<typeof shownRestriction>;

/** What a platform admin is shown. */
export const platformPage = z.object({
  kind: z.literal('platform'),
  language,
  /** What the platform is called. */
  platform: z.string(),
  restrictions: z.array(shownRestriction),
  /** There are more than one page holds. */
  more: z.boolean().optional(),
  /** The number of the last entry whose answer the team has taken over: what stands above says it already. */
  takenUpTo: z.int().optional(),
});
export type PlatformPage = z.infer<typeof platformPage>;
