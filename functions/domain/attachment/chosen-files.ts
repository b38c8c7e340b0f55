import * as z from 'zod';
import { longestReference } from './reference.ts';

/** More than any community allows. */
const mostFiles = 20;
/** Characters; a name that is shown is shorter. */
const longestGivenName = 400;

/** The files that go with a report or a message, as a program names them. */
export const chosenFiles = z
  .array(
    z.strictObject({
      reference: z.string().min(1).max(longestReference),
      /** Under which it is shown; absent for the one it came with. */
      name: z.string().max(longestGivenName).optional(),
      /** Keeps the file as it came beside the cleaned one. */
      keepOriginal: z.boolean().optional(),
    }),
  )
  .max(mostFiles);
export type ChosenFiles = z.infer<typeof chosenFiles>;
