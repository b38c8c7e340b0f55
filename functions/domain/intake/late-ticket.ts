import { derive } from '../../envelope/derive.ts';
import { utf8 } from '../../envelope/format.ts';
import { issueTicket, readTicket, tokenOfTicket } from '../../envelope/ticket.ts';
import { doorId } from '../../envelope/token.ts';
import { openThread } from '../thread/open-thread.ts';
import { submissionDigest, type NewReport } from './new-report.ts';
import {
  heldReceiptOf,
  receiptOf,
  submitReport,
  type SubmitContext,
  type SubmitResult,
} from './submit-report.ts';

/** The ticket that stands in for an expired one: always the same one, so that a form files one report however late. */
export const lateTicket = (ticketSecret: Uint8Array, expired: string, now: Date): string =>
  issueTicket(ticketSecret, now, derive(ticketSecret, 'conductline late ticket', 16, [utf8(expired)]));

/**
 * Submits a form however old it is: a long story takes longer than a ticket lives, and a browser that restores a tab
 * sends its form once more. One call of the store as long as the ticket lives; afterwards one read before it, which
 * finds a report that was sent in time.
 */
export const submitForm = async (context: SubmitContext, report: NewReport): Promise<SubmitResult> => {
  const { keys, now, store } = context;
  const ticket = report.ticket === undefined ? undefined : readTicket(keys.ticketSecret, report.ticket, now);
  if (report.ticket === undefined || ticket?.kind !== 'expired') return submitReport(context, report);
  const token = tokenOfTicket(ticket.randomBits, submissionDigest(report));
  switch (await store.doorState(doorId(token))) {
    case undefined:
      break;
    case 'open': {
      const before = await openThread(store, token, now);
      if (before.kind === 'held') return heldReceiptOf(store, token, before.opened, now);
      return before.kind === 'thread' ? receiptOf(token, before.thread, now) : { kind: 'closed-since' };
    }
    case 'withdrawn':
    case 'left':
    case 'replaced':
    case 'erased':
    case 'closed':
    case 'words-erased':
      return { kind: 'closed-since' };
  }
  return submitReport(context, { ...report, ticket: lateTicket(keys.ticketSecret, report.ticket, now) });
};
