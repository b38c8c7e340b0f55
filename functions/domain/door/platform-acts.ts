import * as z from 'zod';
import { aboutNumber, type ActProblem, said } from './act-facts.ts';
import type { PlatformPage } from './platform-page.ts';

/** Which restriction is meant: by its numbers and its name on the page. */
const facts = z.strictObject({
  measure: aboutNumber,
  account: aboutNumber,
  name: z.string().min(1).max(1_000),
  /** A name of the settings, as the page has it. */
  restriction: z.string().min(1).max(80),
});

/** What a platform admin says of a restriction by pressing a button, as it comes in. */
export const platformActs = [
  z.strictObject({ act: z.literal('placed'), facts, ...said }),
  z.strictObject({ act: z.literal('lifted'), facts, ...said }),
  z.strictObject({ act: z.literal('cannot'), facts, ...said }),
] as const;
export type PlatformAct = z.output<(typeof platformActs)[number]>;

/** Why what they said does not fit what their page lists. */
export const platformActProblem = (
  { restrictions }: PlatformPage,
  { facts: { measure, account, name, restriction } }: PlatformAct,
): ActProblem | undefined =>
  restrictions.some(
    (one) =>
      one.measure === measure &&
      one.account === account &&
      one.name === name &&
      one.restriction === restriction,
  )
    ? undefined
    : 'not-offered';

/** The facts as they are written into an entry: texts. */
export const factsOfPlatform = ({ facts: { measure, account, name, restriction } }: PlatformAct) => ({
  measure: String(measure),
  account: String(account),
  name,
  restriction,
});
