import * as z from 'zod';

/** A report that a program brought from a chat: by which bridge, and what that was called then. */
export const byBridge = z.object({
  bridge: z.string(),
  label: z.string(),
  /** As the bridge says. */
  sentOn: z.iso.date().optional(),
});
export type ByBridge = z.infer<typeof byBridge>;
