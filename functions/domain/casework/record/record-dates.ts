import type { DatedRecord, RecordDate, TaskDate } from '../../deadline/due-dates.ts';
import type { CaseHead } from '../change/case-store.ts';

/** The dates beside a head once a record has these. @param of the kind of record, where it is no task */
export const datesAfter = (
  { taskDates }: Pick<CaseHead, 'taskDates'>,
  { of, number }: { readonly of?: DatedRecord; readonly number: number },
  dates: readonly RecordDate[],
): readonly TaskDate[] => [
  ...taskDates.filter((date) => date.task !== number || date.of !== of),
  ...dates.map(({ by, assignee, meaning, weekBefore }, index) => ({
    task: number,
    by,
    ...(of && { of }),
    ...(index > 0 && { part: index }),
    ...(assignee !== undefined && { assignee }),
    ...(meaning && { meaning }),
    ...(weekBefore && { weekBefore }),
  })),
];
