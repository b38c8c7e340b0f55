import * as z from 'zod';
import { language } from '../../settings/localised.ts';

/** What an expert or translator is shown: chosen entries, as redacted when the door was made or changed. */
export const expertPage = z.object({
  kind: z.literal('expert'),
  language,
  /** What they are asked. */
  about: z.string(),
  endsOn: z.iso.date(),
  excerpts: z.array(
    z.object({
      /** In the words of the team: `Somebody who reported`, `The team`. */
      from: z.string(),
      on: z.iso.date(),
      text: z.string(),
    }),
  ),
});
export type ExpertPage = z.infer<typeof expertPage>;
