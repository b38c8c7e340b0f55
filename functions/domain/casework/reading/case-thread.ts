import type { PermissionRow } from '../../authorization/permissions.ts';
import type { AttachTarget } from '../../attachment/attach-files.ts';
import type { Entry } from '../../thread/entry.ts';
import { openedEntries } from './opened-entries.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { attachTargetOf } from '../change/attach-target.ts';
import { openCase } from '../change/open-case.ts';
import { notPermitted, type NotPermitted } from '../change/permission-of.ts';

/** The reporter's thread of a case for a member: what files are sealed for and opened with. */
export type CaseThread = AttachTarget & { readonly entries: readonly (Entry | 'unreadable')[] };

export type CaseThreadResult = { readonly kind: 'thread'; readonly thread: CaseThread } | NotPermitted;

/**
 * Opens the reporter's thread for files that a member sends or downloads. Nothing is marked or logged: whoever has
 * opened the case reads what is in it.
 * @param permission who may
 */
export const caseThread = async (
  context: CaseContext,
  caseId: string,
  permission: PermissionRow,
): Promise<CaseThreadResult> => {
  const { store, openKeyRing, member, now } = context;
  const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
  if (!opened) return { kind: 'not-found' };
  const refused = await notPermitted(context, permission, opened);
  if (refused) return refused;
  const target = attachTargetOf(opened);
  const entries = await openedEntries(context, opened, target.thread);
  return { kind: 'thread', thread: { ...target, entries: entries.map(({ entry }) => entry) } };
};
