import * as z from 'zod';

/** When and how transparency reports are made. Until one is published, everybody reads that there is none. */
export const transparencySettings = z
  .strictObject({
    /** Whether the team has pages for them, and the first page for reporters leads to them. */
    enabled: z.boolean(),
    /** The smallest count that is told, besides 0. */
    threshold: z.int().min(3).max(50),
    /** How far apart values lie, at least, that a withheld count may have for all anybody can work out. */
    width: z.int().min(1).max(48),
    /** Whole months between the end of a period and the first day on which it can be counted. */
    delayMonths: z.int().min(0).max(24),
    /** A period with fewer reports is not published: it is made longer. */
    leastReports: z.int().min(3).max(10_000),
  })
  .refine(({ width, threshold }) => width <= threshold - 2, {
    message: 'Must be at most threshold less 2.',
    path: ['width'],
  })
  .refine(({ leastReports, threshold }) => leastReports >= threshold, {
    message: 'Must not be smaller than threshold.',
    path: ['leastReports'],
  });
export type TransparencySettings = z.infer<typeof transparencySettings>;
