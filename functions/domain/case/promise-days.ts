import * as z from 'zod';

/** When promises were settled, in days since 1970, the earliest first: those that were kept, and those that were not. */
export const promiseDays = z.object({ kept: z.array(z.int()), missed: z.array(z.int()) });
export type PromiseDays = z.infer<typeof promiseDays>;
