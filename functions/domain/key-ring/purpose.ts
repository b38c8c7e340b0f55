import * as z from 'zod';

/**
 * What a channel's key rings open: whole reports, the briefs of the queue, what reporters say of themselves, or what
 * outlives single cases (the enforcement log, the register, statistics).
 */
export const channelPurposes = ['reports', 'briefs', 'identity', 'register'] as const;
/**
 * What is the same person in one channel is so in another: one ring of each for all channels together. `match` holds the
 * secret of the index by which the team finds a person again, `hold` opens what is held until somebody else names the same
 * person. `mail` opens to whom answers are mailed, `mail-marks` holds the secret by which mails are known again.
 */
export const sharedPurposes = ['match', 'hold', 'mail', 'mail-marks'] as const;
export const ringPurposes = [...channelPurposes, ...sharedPurposes] as const;
/** What a new case is sealed to. A deployment that has no other rings yet goes on receiving reports. */
export const casePurposes = ['reports', 'briefs', 'identity'] as const satisfies readonly RingPurpose[];
/** The team opens all but what is held and whom to mail, which only the scheduled function does. */
export const teamPurposes = [...channelPurposes, 'match'] as const satisfies readonly RingPurpose[];
/**
 * Who is kept from a case, before it writes notices; what is held, when somebody else has named the same person; and where
 * answers are mailed to.
 */
export const scheduledPurposes = ['briefs', 'hold', 'mail'] as const satisfies readonly RingPurpose[];
/** The mail function opens no content: only the secret of its marks. */
export const mailPurposes = ['mail-marks'] as const satisfies readonly RingPurpose[];
export const ringPurpose = z.enum(ringPurposes);
export type RingPurpose = z.infer<typeof ringPurpose>;

/** In the place of a channel's name for rings of all channels together; no channel can be called so. */
export const allChannels = '*';

/** A ring by its name. */
export type RingName = { readonly channel: string; readonly purpose: RingPurpose };

/** Every ring that a service with these channels has. */
export const ringsOf = (channels: readonly string[]): readonly RingName[] => [
  ...channels.flatMap((channel) => channelPurposes.map((purpose) => ({ channel, purpose }))),
  ...sharedPurposes.map((purpose) => ({ channel: allChannels, purpose })),
];

/** Every ring has had one epoch so far. */
export const onlyEpoch = 1;
