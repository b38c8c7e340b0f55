import type { Context } from 'hono';
import { readAppealPage, readLastWithoutPart } from '../../domain/casework/appeal/read-appeal-page.ts';
import { readCase, type ReadingPages } from '../../domain/casework/reading/read-case.ts';
import type { DecisionWish } from '../decision/decision-wish.ts';
import { likeCasesOf } from '../decision/read-like-cases.ts';
import { caseContextOf } from './case-request.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { caseView } from './make-case-view.ts';
import type { CaseView } from './case-view.ts';

/** Which of the pages of a case, and of their lists. */
type WantedView = Omit<ReadingPages, 'interviews'> &
  DecisionWish &
  Pick<Partial<CaseView>, 'page' | 'taskChanged' | 'interviewsBefore'>;

/** A case as the member reads it now. Rows that do not open raise an alarm; the rest is shown. */
export const openCaseView = async (
  context: TeamContext,
  c: Context<SignedIn>,
  caseId: string,
  { page = 'case', taskChanged, interviewsBefore, edit, propose, find, ...pages }: WantedView = {},
): Promise<CaseView | undefined> => {
  const caseContext = caseContextOf(c, context);
  const interviews = page === 'investigation' ? { before: interviewsBefore } : undefined;
  const wanted = { ...pages, interviews, records: page !== 'case', conversations: page === 'people' };
  const result = await readCase(caseContext, caseId, wanted);
  if (result.kind !== 'read') return undefined;
  const { read } = result;
  const rows = [
    ...read.entries.map(({ entry }) => entry),
    ...read.notes.notes.map(({ note }) => note),
    ...read.tasks.tasks.map(({ task }) => task),
    ...read.conversations.conversations.flatMap(({ entries }) => entries.map(({ entry }) => entry)),
  ];
  const count =
    rows.filter((row) => row === 'unreadable').length +
    read.records.unreadable +
    read.conversations.unreadable;
  if (count > 0) context.log({ event: 'row-unreadable', count });
  const { notesBefore } = pages;
  const shown = { page, notesBefore, interviewsBefore, taskChanged };
  const view = { ...(await caseView(caseContext, read)), ...shown };
  if (page === 'appeal') {
    const appeals = await readAppealPage(caseContext, caseId);
    return { ...view, appeals: appeals.kind === 'appeals' ? appeals : undefined };
  }
  if (page !== 'decision') return view;
  const [likeCases, last] = await Promise.all([
    likeCasesOf(context, view, propose),
    readLastWithoutPart(caseContext, caseId),
  ]);
  const lastWithoutPart = last.kind === 'last' ? last : undefined;
  return { ...view, decision: { edit, propose, find, likeCases, lastWithoutPart } };
};
