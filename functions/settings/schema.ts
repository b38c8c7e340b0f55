import * as z from 'zod';

const days = (most: number) => z.int().min(1).max(most);
const line = (most: number) => z.string().trim().min(1).max(most);
const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'Use small letters, digits and hyphens, starting with a letter.');

const mostChannels = 20;

const channel = z.strictObject({
  /** What a reporter reads beside the choice. */
  label: line(80),
  description: line(300),
  deadlines: z.strictObject({
    /** Hours until the team acknowledges, counted from the full hour of sending. */
    acknowledgeHours: z.int().min(1).max(720),
    /** Days from one word of the team to the next. */
    updateDays: days(90),
    /** Days until the reporter has feedback on what was done. */
    feedbackDays: days(365),
  }),
  retention: z
    .strictObject({
      /** Days a closed case is kept. */
      afterClosingDays: days(3650),
      /** Days after which a case is erased whatever its state. */
      hardLimitDays: days(7300),
    })
    .refine((retention) => retention.afterClosingDays <= retention.hardLimitDays, {
      message: 'Must not be longer than hardLimitDays.',
      path: ['afterClosingDays'],
    }),
});

/** What a community sets. Compiled into each bundle; the environment carries only resource names. */
export const settingsSchema = z.strictObject({
  organisation: line(120),
  /** The address notices come from; SES must have verified it or its domain. */
  sender: z.email('Must be one e-mail address, such as conduct@example.org.'),
  channels: z
    .record(identifier, channel)
    .refine((channels) => Object.keys(channels).length > 0, 'At least one channel is needed.')
    // The scheduled function reads three key rings a channel and the ticket secret in one call of at most 100 items.
    .refine((channels) => Object.keys(channels).length <= mostChannels, `At most ${mostChannels} channels.`),
  /** The channel a report goes to when its writer chooses none. */
  defaultChannel: identifier,
  notices: z.strictObject({
    /** When ordinary notices leave: `hour` on the full hour, `minute` with the next beat (a laptop only). */
    ordinary: z.enum(['hour', 'minute']),
  }),
  recovery: z.strictObject({
    /** Point-in-time recovery of the table that holds the keys: an erased case is gone from backups after it. */
    vaultDays: days(7),
  }),
  logs: z.strictObject({ retentionDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90]) }),
  /** Where "Leave this page" leads: something anybody might have open. */
  exitUrl: z.url({ protocol: /^https$/, error: 'Must be an https address.' }),
  /** Whom to turn to in danger, shown on the first page beside "call your local emergency number". */
  emergencyContact: line(300).optional(),
});

export type Settings = z.infer<typeof settingsSchema>;
export type ChannelSettings = Settings['channels'][string];
