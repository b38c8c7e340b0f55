import * as z from 'zod';
import { localised } from './localised.ts';

const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'Use small letters, digits and hyphens, starting with a letter.');

const atMost = (count: number, what: string) =>
  [
    (entries: Readonly<Record<string, unknown>>): boolean => Object.keys(entries).length <= count,
    `At most ${count} ${what}.`,
  ] as const;

/** How the community looks at its own code once a year. */
export const reviewSettings = z.strictObject({
  /** Why something can be out of scope, by a name of your own: the review counts them. */
  outOfScopeReasons: z.record(identifier, localised(120)).refine(...atMost(20, 'reasons')),
  /** Trainings that the team had. */
  trainings: z
    .array(
      z.strictObject({
        /** The day, as in `2026-03-14`. */
        on: z.iso.date('Use a day such as 2026-03-14.'),
        /** What it was about. */
        topic: localised(120),
        /** Members who took part. */
        members: z.int().min(1).max(200).optional(),
      }),
    )
    .max(60, 'At most 60 trainings.'),
  /** Months after which a training on the same topic is due again. */
  trainAgainMonths: z.int().min(1).max(120),
  /** What the team looks at again and again, by a name of your own. */
  checklist: z
    .record(
      identifier,
      z.strictObject({
        order: z.int(),
        label: localised(200),
        /** Days after which it comes back. */
        everyDays: z.int().min(7).max(1_830),
      }),
    )
    .refine(...atMost(30, 'points')),
});
export type ReviewSettings = z.infer<typeof reviewSettings>;
