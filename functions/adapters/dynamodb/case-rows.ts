import type { CaseHead, CaseVault, QueueStatus } from '../../domain/case/case-store.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { parseRow, tryRow, type Attributes } from './attributes.ts';
import { headRow, vaultCaseRow } from './rows.ts';

export const queuePartition = (channel: string, status: QueueStatus): string => `${channel}#${status}`;

export const queueStatus = (state: CaseState): QueueStatus => (state === 'closed' ? 'closed' : 'open');

/** Unread first, then by next deadline: ISO times in UTC sort as text. */
export const queueOrder = (unread: boolean, nextDeadline: string): string =>
  `${unread ? '0' : '1'}#${nextDeadline}`;

export const headOfRow = (row: Attributes): CaseHead => parseRow(headRow, row);
export const vaultOfRow = (row: Attributes): CaseVault => parseRow(vaultCaseRow, row);
export const tryHead = (row: Attributes): CaseHead | 'unreadable' => tryRow(headRow, row) ?? 'unreadable';
export const tryVault = (row: Attributes): CaseVault | 'unreadable' =>
  tryRow(vaultCaseRow, row) ?? 'unreadable';
