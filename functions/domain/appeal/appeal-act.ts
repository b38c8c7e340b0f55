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

/** Names of the texts of the act's entry: what is to be looked at again and why, and why it comes late. */
export const appealTextName = 'text';
export const lateReasonName = 'lateReason';

/** Why an appeal comes late: at most 4 KB of UTF-8. */
export const lateReasonText = requiredText(4 * 1024);

/**
 * What the act is about, as it stands in the facts of its entry: all values are texts there. `late` says that the window
 * had passed when it was sent; the entry then has a text `lateReason`.
 */
export const appealFacts = z.object({
  decision: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
  ground: appealGround,
  late: z.literal('yes').optional(),
});
export type AppealFacts = z.output<typeof appealFacts>;

/** The facts of the act `appeal`, as they are written into an entry. */
export const factsOfAppeal = ({
  decision,
  ground,
  late,
}: {
  readonly decision: number;
  readonly ground: AppealGround;
  readonly late: boolean;
}): Readonly<Record<string, string>> => ({
  decision: String(decision),
  ground,
  ...(late ? { late: 'yes' } : {}),
});
