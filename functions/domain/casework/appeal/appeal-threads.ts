import type { AppealSide } from '../../appeal/appeal.ts';
import { keptRespondent } from '../../decision/kept-respondent.ts';
import { reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { hasDoor } from '../change/case-store.ts';
import type { OpenCase } from '../change/open-case.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { respondentRecord } from '../record/decision-records.ts';
import { doorRecord } from '../record/door-record.ts';

/** The number of the respondent whose conversation a thread is; absent for other threads. */
export const respondentOfThread = async (
  context: CaseContext,
  opened: OpenCase,
  thread: ThreadName,
): Promise<number | undefined> => {
  const { records } = await readRecordsOf(context, opened, doorRecord);
  return records.find(({ content }) => content.thread === thread)?.content.respondent;
};

/**
 * The thread in which one side reads what it is told, where it has one: the reporter's, or the latest conversation with
 * this respondent that somebody can come back to.
 */
export const threadOfSide = async (
  context: CaseContext,
  opened: OpenCase,
  side: AppealSide,
  respondent: number,
): Promise<ThreadName | undefined> => {
  if (side === 'reporter') return hasDoor(opened.vault, reporterThread) ? reporterThread : undefined;
  const [doors, respondents] = await Promise.all([
    readRecordsOf(context, opened, doorRecord),
    readRecordsOf(context, opened, respondentRecord),
  ]);
  const kept = (one: number): number => keptRespondent(respondents.records, one);
  return doors.records.findLast(
    ({ content }) =>
      content.kind === 'response' &&
      content.respondent !== undefined &&
      kept(content.respondent) === kept(respondent) &&
      opened.threadKeys.has(content.thread) &&
      hasDoor(opened.vault, content.thread),
  )?.content.thread;
};
