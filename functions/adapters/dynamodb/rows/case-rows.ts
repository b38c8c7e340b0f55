import type { CaseHead, CaseVault, QueueStatus } from '../../../domain/casework/change/case-store.ts';
import type { CaseState } from '../../../domain/case/state.ts';
import { isOverdue } from '../../../domain/deadline/due-dates.ts';
import { parseRow, tryRow, type Attributes } from '../client/attributes.ts';
import { headRow, vaultCaseRow } from './rows.ts';

export const queuePartition = (channel: string, status: QueueStatus): string => `${channel}#${status}`;

export const queueStatus = (state: CaseState): QueueStatus => (state === 'closed' ? 'closed' : 'open');

/**
 * What calls for somebody first (`0`), then the rest; each by what is due next, and what is urgent by the hour since
 * which it waits, which has passed. ISO times in UTC sort as text.
 * @param calls unread or overdue
 * @param urgentSince absent unless something urgent waits for somebody to take it
 */
export const queueOrder = (calls: boolean, nextDeadline: string, urgentSince?: string): string =>
  urgentSince === undefined
    ? `${calls ? '0' : '1'}#${nextDeadline}`
    : `0#${urgentSince < nextDeadline ? urgentSince : nextDeadline}`;

type QueuedHead = Pick<
  CaseHead,
  'state' | 'unread' | 'urgent' | 'taken' | 'sentAt' | 'nextDeadline' | 'deadlines' | 'taskDates'
>;

/** The full hour since which something urgent waits for somebody to take it; a closed case waits no more. */
export const urgentSince = ({ state, unread, urgent, taken, sentAt }: QueuedHead): string | undefined =>
  urgent && !taken && (unread || state !== 'closed') ? sentAt.toISOString() : undefined;

export const orderOfHead = (head: QueuedHead, now: Date): string => {
  return queueOrder(head.unread || isOverdue(head, now), head.nextDeadline, urgentSince(head));
};

export const headOfRow = (row: Attributes): CaseHead => parseRow(headRow, row);
export const vaultOfRow = (row: Attributes): CaseVault => parseRow(vaultCaseRow, row);
export const tryHead = (row: Attributes): CaseHead | 'unreadable' => tryRow(headRow, row) ?? 'unreadable';
export const tryVault = (row: Attributes): CaseVault | 'unreadable' =>
  tryRow(vaultCaseRow, row) ?? 'unreadable';
