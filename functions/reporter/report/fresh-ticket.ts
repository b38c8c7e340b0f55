import { issueTicket } from '../../envelope/ticket.ts';
import type { ReporterContext } from '../reporter-context.ts';

/** The ticket of a form that is shown for the first time, or in place of one that has expired. */
export const freshTicket = async (context: ReporterContext, now: Date): Promise<string> => {
  const { ticketSecret } = await context.keys(now);
  return issueTicket(ticketSecret, now, context.random.bytes(16));
};
