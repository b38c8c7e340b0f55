import { addDays, day } from '../../kernel/clock.ts';
import { authorOf, type Author } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { CaseHead } from '../change/case-store.ts';
import { mostTasks, taskRecord } from '../record/task.ts';
import { recordsOf, type RecordWrite } from '../record/work-record.ts';

/** A decision that comes into force, as far as its check-ins go. */
export type CheckedDecision = {
  /** The code name of the respondent. */
  readonly person: string;
  /** The day it begins. */
  readonly from: string;
  /** Who follows it up. */
  readonly assignee?: Author | undefined;
};

/**
 * Tasks to ask how it goes, at the days of the settings after a decision begins. They go into the change that puts it in
 * force. A case that has no room for more tasks gets as many as fit, the earliest.
 */
export const checkInTasks = (
  { settings, member, now }: Pick<CaseContext, 'settings' | 'member' | 'now'>,
  { records }: Pick<CaseHead, 'records'>,
  { person, from, assignee }: CheckedDecision,
): readonly RecordWrite[] => {
  const room = Math.max(0, mostTasks - recordsOf({ records }, taskRecord.name).last);
  return settings.decisions.checkInDays
    .toSorted((one, other) => one - other)
    .slice(0, room)
    .map((days) =>
      taskRecord.write({
        text: `Check in: how is it going for the reporter and others involved since the decision about ${person}? Any retaliation?`,
        dueOn: day(addDays(new Date(from), days)),
        assignee,
        addedBy: authorOf(member),
        addedOn: day(now),
      }),
    );
};
