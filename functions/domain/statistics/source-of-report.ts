import type { ReportSource } from '../case/source.ts';
import { byBridgeOf, byMailOf, filedByOf, type Entry } from '../thread/entry.ts';

/**
 * How a report came, where its brief does not say: what a member wrote down, for somebody or as a case of its own, is
 * theirs. Where its first entry does not open, from a reporter like most.
 */
export const sourceOfReport = (
  { source }: { readonly source?: ReportSource | undefined },
  first: Entry | 'unreadable' | undefined,
): ReportSource => {
  if (source !== undefined) return source;
  if (first === undefined || first === 'unreadable') return 'reporter';
  if (byBridgeOf(first)) return 'chat';
  if (byMailOf(first)) return 'mail';
  return first.from === 'team' || filedByOf(first) ? 'member' : 'reporter';
};
