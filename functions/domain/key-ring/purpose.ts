import * as z from 'zod';

/**
 * What a key ring opens: whole reports, the briefs of the queue, what reporters say of themselves, or the enforcement
 * log, which outlives single cases.
 */
export const ringPurposes = ['reports', 'briefs', 'identity', 'register'] as const;
/** What a new case is sealed to. A deployment that has no other rings yet goes on receiving reports. */
export const casePurposes = ['reports', 'briefs', 'identity'] as const satisfies readonly RingPurpose[];
export const ringPurpose = z.enum(ringPurposes);
export type RingPurpose = z.infer<typeof ringPurpose>;

/** Every ring has had one epoch so far. */
export const onlyEpoch = 1;
