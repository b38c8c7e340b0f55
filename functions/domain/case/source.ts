import * as z from 'zod';

/** How a report came: by its reporter, written down by a member, by mail, from another body, held until now, or from a chat. */
export const reportSources = ['reporter', 'member', 'mail', 'forwarded', 'held', 'chat'] as const;
export const reportSource = z.enum(reportSources);
export type ReportSource = z.infer<typeof reportSource>;
