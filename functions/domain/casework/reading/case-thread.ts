import type { PermissionRow } from '../../authorization/permissions.ts';
import type { AttachTarget } from '../../attachment/attach-files.ts';
import type { Entry } from '../../thread/entry.ts';
import { reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import { openedEntries } from './opened-entries.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { countersOf } from '../change/case-store.ts';
import { findAttachment } from '../../thread/find-attachment.ts';
import { attachTargetOf } from '../change/attach-target.ts';
import { openCase } from '../change/open-case.ts';
import { notPermitted, type NotPermitted } from '../change/permission-of.ts';

/** A thread of a case for a member: what files are sealed for and opened with. */
export type CaseThread = AttachTarget & {
  readonly entries: readonly (Entry | 'unreadable')[];
  /** The other threads of the case that hold files. */
  readonly others: readonly ThreadName[];
};

export type CaseThreadResult = { readonly kind: 'thread'; readonly thread: CaseThread } | NotPermitted;

/**
 * Opens a thread, the reporter's unless another one is named, for files that a member sends or downloads. Nothing is marked or logged: whoever has
 * opened the case reads what is in it.
 * @param permission who may
 */
export const caseThread = async (
  context: CaseContext,
  caseId: string,
  permission: PermissionRow,
  name: ThreadName = reporterThread,
): Promise<CaseThreadResult> => {
  const { store, openKeyRing, member, now } = context;
  const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
  if (!opened) return { kind: 'not-found' };
  const refused = await notPermitted(context, permission, opened);
  if (refused) return refused;
  if (!opened.threadKeys.has(name)) return { kind: 'not-found' };
  const target = attachTargetOf(opened, name);
  const entries = await openedEntries(context, opened, target.thread);
  return {
    kind: 'thread',
    thread: {
      ...target,
      others: [...opened.threadKeys.keys()].filter(
        (other) => other !== name && countersOf(opened.head, other).attachmentBytes > 0,
      ),
      entries: entries.map(({ entry }) => entry),
    },
  };
};

/**
 * The thread in which a file stands, whichever it is: the reporter's first. One call for each thread that holds files.
 * @returns `not-found` as for no such case, and a thread without it where no thread holds the file
 */
export const threadWithFile = async (
  context: CaseContext,
  caseId: string,
  permission: PermissionRow,
  attachmentId: string,
): Promise<CaseThreadResult> => {
  const first = await caseThread(context, caseId, permission);
  if (first.kind !== 'thread' || findAttachment(first.thread.entries, attachmentId)) return first;
  for (const name of first.thread.others) {
    const found = await caseThread(context, caseId, permission, name);
    if (found.kind === 'thread' && findAttachment(found.thread.entries, attachmentId)) return found;
  }
  return first;
};
