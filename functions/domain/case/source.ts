import * as z from 'zod';

/** How a report came: by its reporter, written down by a member, by mail, from another body, or held until now. */
export const reportSources = ['reporter', 'member', 'mail', 'forwarded', 'held'] as const;
export const reportSource = z.enum(reportSources);
export type ReportSource = z.infer<typeof reportSource>;
