import { derive } from '../../envelope/derive.ts';
import { utf8 } from '../../envelope/format.ts';
import { issueTicket, ticketLifeMinutes } from '../../envelope/ticket.ts';

/**
 * The ticket that stands in for one that expired while a long story was written. The same form gets the same one within
 * a window of two hours, so that a second press of the button is still one report.
 */
export const lateTicket = (ticketSecret: Uint8Array, expired: string, now: Date): string => {
  const window = Math.floor(now.getTime() / (ticketLifeMinutes * 60_000));
  const parts = [utf8(expired), utf8(String(window))];
  return issueTicket(ticketSecret, now, derive(ticketSecret, 'conductline late ticket', 16, parts));
};
