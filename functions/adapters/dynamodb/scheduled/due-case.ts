import type { DueCase } from '../../../domain/sweep/retention-store.ts';
import { tryRow, type Attributes } from '../client/attributes.ts';
import { tryVault } from '../rows/case-rows.ts';
import { dueKeyOf, dueTimes } from '../item-keys.ts';
import { headRow, tombstoneRow } from '../rows/rows.ts';

/** A due case, of its head and its vault item as DynamoDB hands them back. */
export const dueCaseOf = (
  caseId: string,
  row: Attributes | undefined,
  vaultRow: Attributes | undefined,
): DueCase => {
  const tombstone = row && tryRow(tombstoneRow, row);
  if (tombstone) return { kind: 'half-erased', caseId, threads: tombstone.threads };
  const head = row && tryRow(headRow, row);
  const vault = vaultRow && tryVault(vaultRow);
  if (!head || vault === 'unreadable') return { kind: 'unreadable' };
  const dueKey = dueKeyOf(row);
  return { kind: 'case', head, vault, dueKey, dueAt: dueTimes(dueKey).at };
};
