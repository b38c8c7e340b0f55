import type { DeadlineName } from '../../domain/deadline/running-deadlines.ts';
import type { ThreadAct, ThreadEvent } from '../../domain/thread/entry.ts';
import { actText, eventText, factWords, type FactWords } from '../../domain/thread/event-facts.ts';
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
export const eventSentence = (messages: Messages, event: ThreadEvent): string =>
  eventText(event, new Map(Object.entries(messages.thread.events)), factsIn(messages, event));

/** The same for what the reader, or another holder of the door, did. */
export const actSentence = (messages: Messages, act: ThreadAct): string =>
  actText(act, new Map(Object.entries(messages.thread.acts)), factsIn(messages, act));

const factsIn = (messages: Messages, about: Pick<ThreadEvent, 'facts'>): FactWords => {
  const dates = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'long', timeZone: 'UTC' });
  return factWords(about, dateLabels(messages), (iso) => dates.format(new Date(iso)));
};
