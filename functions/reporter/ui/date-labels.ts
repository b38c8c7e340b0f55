import type { DeadlineName } from '../../domain/deadline/running-deadlines.ts';
import type { ThreadEvent } from '../../domain/thread/entry.ts';
import { eventText, factWords } from '../../domain/thread/event-facts.ts';
import type { Messages } from '../locales/en.ts';

/** What the dates a reporter was given are called on their pages. */
export const dateLabels = ({ receipt, thread }: Messages): Readonly<Record<DeadlineName, string>> => ({
  acknowledgeBy: receipt.acknowledgeBy,
  nextUpdateBy: receipt.nextUpdateBy,
  feedbackBy: receipt.feedbackBy,
  erasureAnswerBy: thread.erasureAnswerBy,
  inTouchBy: thread.inTouch,
  appealAcknowledgeBy: thread.appealAcknowledgeBy,
  appealAnswerBy: thread.appealAnswerBy,
});

/** What the team did, in a sentence. Days are in UTC. */
export const eventSentence = (messages: Messages, event: ThreadEvent): string => {
  const dates = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'long', timeZone: 'UTC' });
  const fact = factWords(event, dateLabels(messages), (iso) => dates.format(new Date(iso)));
  return eventText(event, new Map(Object.entries(messages.thread.events)), fact);
};
