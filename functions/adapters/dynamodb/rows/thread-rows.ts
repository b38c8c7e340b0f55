import type { SealedThread } from '../../../domain/thread/open-thread.ts';
import { parseRow, tryRow, type Attributes } from '../client/attributes.ts';
import { sortKeyOf } from '../item-keys.ts';
import { entryRow, summaryRow } from './rows.ts';

/** A thread's partition as the domain knows it. An entry whose row does not parse stays in place, unreadable. */
export const threadOfRows = (rows: readonly Attributes[]): SealedThread => {
  const summary = rows.find((row) => sortKeyOf(row) === 'SUMMARY');
  return {
    entries: rows
      .filter((row) => sortKeyOf(row).startsWith('E#'))
      .map(
        (row) =>
          tryRow(entryRow, row) ?? { number: Number(sortKeyOf(row).slice(2)), sealed: new Uint8Array(0) },
      ),
    summary: summary && parseRow(summaryRow, summary),
    isSurveyed: rows.some((row) => sortKeyOf(row) === 'SURVEYED'),
  };
};
