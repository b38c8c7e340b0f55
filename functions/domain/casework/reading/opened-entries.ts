import { erasedOf } from '../../thread/thread-limits.ts';
import { openEntry, type Entry } from '../../thread/entry.ts';
import type { ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { countersOf } from '../change/case-store.ts';
import type { OpenCase } from '../change/open-case.ts';

export type NumberedEntry = { readonly number: number; readonly entry: Entry | 'unreadable' };

/**
 * Entries of a thread in their order, in one call, or none for a thread without entries; none of those that were erased
 * while the case goes on, and of a thread that is over.
 */
export const openedEntries = async (
  { store }: Pick<CaseContext, 'store'>,
  { head, vault, threadKeys }: Pick<OpenCase, 'head' | 'vault' | 'threadKeys'>,
  thread: ThreadName,
): Promise<readonly NumberedEntry[]> => {
  const key = threadKeys.get(thread);
  if (!key || countersOf(head, thread).entries === 0) return [];
  const { caseId } = head;
  const gone = erasedOf(vault, thread)?.through ?? 0;
  const { entries } = await store.readThread(caseId, thread);
  return entries
    .filter(({ number }) => number > gone)
    .map(({ number, sealed }) => ({
      number,
      entry: openEntry(key, { caseId, thread, number }, sealed) ?? 'unreadable',
    }));
};
