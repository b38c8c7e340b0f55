import { readingPermissions } from '../authorization/permissions.ts';
import type { CaseContext } from './case-edit.ts';
import { readNotesPage, type NotesPage } from './notes-page.ts';
import { openCase, type OpenCase } from './open-case.ts';
import { notPermitted, type NotPermitted } from './permission-of.ts';
import { readTasksPage, type TasksPage } from './tasks-page.ts';

/** A case that the member has opened before. Nothing is marked or logged by reading on in it. */
const openedBefore = async (context: CaseContext, caseId: string): Promise<OpenCase | NotPermitted> => {
  const { store, openKeyRing, member, now } = context;
  const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
  if (!opened) return { kind: 'not-found' };
  const refused = await notPermitted(context, readingPermissions['open-case'], opened);
  if (refused) return refused;
  return opened.head.openedBy.includes(member.memberId) ? opened : { kind: 'unopened' };
};

/** Older notes of a case. */
export const readNotesOf = async (
  context: CaseContext,
  caseId: string,
  wanted: Parameters<typeof readNotesPage>[2],
): Promise<{ readonly kind: 'notes'; readonly page: NotesPage } | NotPermitted> => {
  const opened = await openedBefore(context, caseId);
  return 'kind' in opened ? opened : { kind: 'notes', page: await readNotesPage(context, opened, wanted) };
};

/** More tasks of a case. */
export const readTasksOf = async (
  context: CaseContext,
  caseId: string,
  wanted: Parameters<typeof readTasksPage>[2],
): Promise<{ readonly kind: 'tasks'; readonly page: TasksPage } | NotPermitted> => {
  const opened = await openedBefore(context, caseId);
  return 'kind' in opened ? opened : { kind: 'tasks', page: await readTasksPage(context, opened, wanted) };
};
