import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import { isNotReviewed, isOver } from '../../domain/decision/measure-state.ts';
import type { Measure } from '../../domain/decision/measure.ts';

/** A measure as JSON says it, and how it stands on this day; schemas leave out what is not to be read. */
export const measureView = (
  { number, content }: Pick<Numbered<Measure>, 'number' | 'content'>,
  today: string,
) => ({
  number,
  ...content,
  reviewed: !isNotReviewed(content),
  over: isOver(content, today),
});
