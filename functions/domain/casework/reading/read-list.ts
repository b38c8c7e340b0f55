import type { CaseContext } from '../change/case-edit.ts';
import { readInterviewsPage, type InterviewsPage } from './interviews-page.ts';
import { readNotesPage, type NotesPage } from './notes-page.ts';
import { openedBefore } from './opened-before.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import { readRecordsOf, type ReadRecords } from './read-records.ts';
import { readTasksPage, type NumberedTask, type TasksPage } from './tasks-page.ts';
import { decisionRecord, publicBanRecord } from '../record/decision-records.ts';
import type { RecordKind } from '../record/work-record.ts';
import { planOf, type PlanStep } from '../../decision/investigation-plan.ts';

/** Older notes of a case. */
export const readNotesOf = async (
  context: CaseContext,
  caseId: string,
  wanted: Parameters<typeof readNotesPage>[2],
): Promise<{ readonly kind: 'notes'; readonly page: NotesPage } | NotPermitted> => {
  const opened = await openedBefore(context, caseId);
  return 'kind' in opened ? opened : { kind: 'notes', page: await readNotesPage(context, opened, wanted) };
};

/** What people said to members, of one case. */
export const readInterviewsOf = async (
  context: CaseContext,
  caseId: string,
  wanted: Parameters<typeof readInterviewsPage>[2],
): Promise<{ readonly kind: 'interviews'; readonly page: InterviewsPage } | NotPermitted> => {
  const opened = await openedBefore(context, caseId);
  return 'kind' in opened
    ? opened
    : { kind: 'interviews', page: await readInterviewsPage(context, opened, wanted) };
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

/** All records of a kind of which a case has a limited number. */
export const readAllOf = async <Content>(
  context: CaseContext,
  caseId: string,
  kind: RecordKind<Content>,
): Promise<{ readonly kind: 'records'; readonly read: ReadRecords<Content> } | NotPermitted> => {
  const opened = await openedBefore(context, caseId);
  return 'kind' in opened ? opened : { kind: 'records', read: await readRecordsOf(context, opened, kind) };
};

/** The entries of a case in the public list, and the decisions behind them. */
export const readPublicBans = async (context: CaseContext, caseId: string) => {
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  const [bans, decisions] = await Promise.all([
    readRecordsOf(context, opened, publicBanRecord),
    readRecordsOf(context, opened, decisionRecord),
  ]);
  return { kind: 'public-bans', bans, decisions } as const;
};

/** The steps of the case's investigation plan, and the tasks that they are by now. */
export const readPlan = async (
  context: CaseContext,
  caseId: string,
): Promise<
  | {
      readonly kind: 'plan';
      readonly steps: readonly PlanStep[];
      readonly tasks: readonly NumberedTask[];
    }
  | NotPermitted
> => {
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  const { steps: tasks } = await readTasksPage(context, opened);
  return { kind: 'plan', steps: planOf(context.settings, opened.head.channel), tasks };
};
