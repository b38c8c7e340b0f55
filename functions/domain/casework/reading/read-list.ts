import type { CaseContext } from '../change/case-edit.ts';
import { readNotesPage, type NotesPage } from './notes-page.ts';
import { openedBefore } from './opened-before.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import { readTasksPage, type TasksPage } from './tasks-page.ts';

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
