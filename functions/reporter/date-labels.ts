import type { DeadlineName } from '../domain/deadline/running-deadlines.ts';
import type { MovedDate } from '../domain/thread/entry.ts';
import type { Messages } from './locales/en.ts';

/** What the dates a reporter was given are called on their pages. */
export const dateLabels = ({ receipt, thread }: Messages): Readonly<Record<DeadlineName, string>> => ({
  acknowledgeBy: receipt.acknowledgeBy,
  nextUpdateBy: receipt.nextUpdateBy,
  feedbackBy: receipt.feedbackBy,
  erasureAnswerBy: thread.erasureAnswerBy,
  inTouchBy: thread.inTouch,
});

/** That a date was moved, in a sentence. Days are in UTC. */
export const dateMoved = (messages: Messages, { deadline, before, after }: MovedDate): string => {
  const dates = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'long', timeZone: 'UTC' });
  const day = (iso: string): string => dates.format(new Date(iso));
  return messages.thread.dateMoved(dateLabels(messages)[deadline], day(after), day(before));
};
