import * as z from 'zod';

/** What a key ring opens: whole reports, the briefs of the queue, or what reporters say of themselves. */
export const ringPurposes = ['reports', 'briefs', 'identity'] as const;
export const ringPurpose = z.enum(ringPurposes);
export type RingPurpose = z.infer<typeof ringPurpose>;

/** Every ring has had one epoch so far. */
export const onlyEpoch = 1;
