import * as z from 'zod';
import { emailAddress } from './email-address.ts';

/** Reports that come to a channel by mail (`docs/decisions/0060`). */
export const channelMail = z.strictObject({
  /** Where reports are mailed to, without a tag; the domain's MX record leads to SES. */
  address: emailAddress('Must be one e-mail address, such as conduct@example.org.').refine(
    (address) => !address.includes('+'),
    'Must have no + before the @: what follows it is ours, for answers.',
  ),
  /**
   * What is mailed back when the team answers: that an answer waits behind the reporter's words, or all of it. In full it
   * can be read by whoever can read the reporter's mails.
   */
  answers: z.enum(['notice', 'full']).default('notice'),
});
export type ChannelMail = z.infer<typeof channelMail>;

/** What mails may take, of all channels together. */
export const mailSettings = z.strictObject({
  /** Automatic answers of a channel to one address in a full hour; what comes above is filed all the same, and answered later. */
  answersPerHour: z.int().min(1).max(60),
  /** Mails whose answers go to one address that become cases of a channel in a full hour; what comes above is one case together. */
  casesPerHour: z.int().min(1).max(100),
});
export type MailSettings = z.infer<typeof mailSettings>;

/** A program that brings direct messages from a chat, as cases (`docs/bridge-api.md`). */
export const bridgeSettings = z.strictObject({
  /** The channel its messages become cases of. */
  channel: z.string(),
  /** What the team reads that it came by. */
  label: z.string().min(1).max(80),
  /** Raised to make its secret another one. */
  generation: z.int().min(1).max(1_000).default(1),
});
export type BridgeSettings = z.infer<typeof bridgeSettings>;
