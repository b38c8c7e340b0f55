import * as z from 'zod';
import { language } from '../../settings/localised.ts';

/** One restriction that a platform admin carries out; nothing of why. */
const shownRestriction = z.object({
  /** The numbers of the measure and of its account there, by which an answer names it. */
  measure: z.int(),
  account: z.int(),
  /** The name or handle on this platform. */
  name: z.string(),
  what: z.string(),
  from: z.iso.date(),
  /** The last day; without it until further notice. */
  until: z.iso.date().optional(),
  /** What the team has noted of it. */
  placedOn: z.iso.date().optional(),
  liftedOn: z.iso.date().optional(),
  /** It is to be lifted now, whatever its last day. */
  toLift: z.boolean().default(false),
});

/** What a platform admin is shown. */
export const platformPage = z.object({
  kind: z.literal('platform'),
  language,
  /** What the platform is called. */
  platform: z.string(),
  restrictions: z.array(shownRestriction),
});
export type PlatformPage = z.infer<typeof platformPage>;
