import { appealEntryOf } from '../../domain/casework/appeal/read-appeals.ts';
import { appealStateOf, isUnanswered } from '../../domain/appeal/appeal-state.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import type { CaseView } from '../case/case-view.ts';

/**
 * Appeals that wait for the team. Other conversations than the reporter's are not read for every page: that one came in
 * them the case's date tells.
 */
export const appealsWaiting = ({ settings, read }: Pick<CaseView, 'settings' | 'read'>): number => {
  const { appeals } = read.records;
  const { secondApprovals } = settings.decisions.appeal;
  const open = appeals.filter(({ content }) => isUnanswered(appealStateOf(content, secondApprovals))).length;
  const sent = read.entries.filter(
    ({ number, entry }) =>
      appealEntryOf(reporterThread, number, entry) !== undefined &&
      !appeals.some(({ content }) => content.thread === reporterThread && content.entry === number),
  ).length;
  const isDated = read.head.deadlines.appealAnswerBy !== undefined;
  return Math.max(open + sent, isDated ? 1 : 0);
};
