import * as z from 'zod';

/** Days before the end of what was decided from which the reporter’s page says that it ends. */
export const endSaidDays = 14;

/**
 * What the reporter’s page knows of a decision they were told of: days, and nothing of whom or what. It stands in the
 * sealed summary of their thread.
 */
export const toldDecision = z.object({
  /** The number of the decision. */
  decision: z.int(),
  /** The day on which they were told that it is decided. */
  on: z.iso.date(),
  status: z.enum(['in-force', 'ended', 'replaced']),
  /** The day on which the letter goes out, while it has not. */
  letterOn: z.iso.date().optional(),
  letterSentOn: z.iso.date().optional(),
  /** The last day of what was decided, unless the team keeps that from them. */
  endsOn: z.iso.date().optional(),
});
export type ToldDecision = z.infer<typeof toldDecision>;

/** Whole days from one ISO day to another; negative when that is before it. */
export const daysUntil = (today: string, then: string): number =>
  Math.round((Date.parse(then) - Date.parse(today)) / 86_400_000);

/** Days until the end that the page says, today being 0; `undefined` while that is far off, has passed or is not told. */
export const endsIn = ({ status, endsOn }: ToldDecision, today: string): number | undefined => {
  if (status !== 'in-force' || endsOn === undefined) return undefined;
  const days = daysUntil(today, endsOn);
  return days >= 0 && days <= endSaidDays ? days : undefined;
};
