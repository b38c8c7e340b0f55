import * as z from 'zod';
import { requiredText } from '../kernel/text.ts';

/** Why a decision is asked to be looked at again, as who appeals chooses it. */
export const appealGrounds = [
  'new-information',
  'conflict-of-interest',
  'unfair-evaluation',
  'procedure',
  'out-of-proportion',
  'other',
] as const;
export const appealGround = z.enum(appealGrounds);
export type AppealGround = z.infer<typeof appealGround>;

/** The name of the act in an entry. */
export const appealAct = 'appeal';

/** Why an appeal comes late: at most 4 KB of UTF-8. */
export const lateReasonText = requiredText(4 * 1024);

/**
 * What the act is about, as it stands in the facts of its entry: all values are texts there. `late` is the reason why it
 * comes after its window had passed, and absent while that is open. The entry's text says what is to be looked at again.
 */
export const appealFacts = z.object({
  decision: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
  ground: appealGround,
  late: lateReasonText.optional(),
});
export type AppealFacts = z.output<typeof appealFacts>;

/** The facts of the act `appeal`, as they are written into an entry. */
export const factsOfAppeal = ({ decision, ground, late }: AppealFacts): Readonly<Record<string, string>> => ({
  decision: String(decision),
  ground,
  ...(late === undefined ? {} : { late }),
});
