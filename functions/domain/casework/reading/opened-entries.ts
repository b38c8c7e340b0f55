import { erasedOf } from '../../thread/thread-limits.ts';
import { openEntry, type Entry } from '../../thread/entry.ts';
import type { ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';

export type NumberedEntry = { readonly number: number; readonly entry: Entry | 'unreadable' };

/** Entries of a thread that the case has, in one call; none of those that were erased while the case goes on. */
export const openedEntries = async (
  { store }: Pick<CaseContext, 'store'>,
  { head: { caseId }, vault, threadKeys }: Pick<OpenCase, 'head' | 'vault' | 'threadKeys'>,
  thread: ThreadName,
): Promise<readonly NumberedEntry[]> => {
  const key = threadKeys.get(thread);
  if (!key) return [];
  const gone = erasedOf(vault, thread)?.through ?? 0;
  const { entries } = await store.readThread(caseId, thread);
  return entries
    .filter(({ number }) => number > gone)
    .map(({ number, sealed }) => ({
      number,
      entry: openEntry(key, { caseId, thread, number }, sealed) ?? 'unreadable',
    }));
};
