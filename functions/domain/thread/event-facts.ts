import { deadlineNames, type DeadlineName } from '../deadline/running-deadlines.ts';
import type { ThreadAct, ThreadEvent } from './entry.ts';

/** What an event is about, fact by fact, in the words of one reader: names of dates by their labels, times as days. */
export type FactWords = (name: string) => string;

/** A sentence about an event. */
export type EventWords = (fact: FactWords) => string;

const isDeadline = (value: string): value is DeadlineName => deadlineNames.some((name) => name === value);

export const factWords = (
  { facts }: Pick<ThreadEvent | ThreadAct, 'facts'>,
  labels: Readonly<Record<DeadlineName, string>>,
  day: (iso: string) => string,
): FactWords => {
  const inWords = (value: string): string => {
    if (isDeadline(value)) return labels[value];
    return /^\d{4}-\d\d-\d\d/.test(value) ? day(value) : value;
  };
  return (name) => inWords((Object.hasOwn(facts, name) ? facts[name] : undefined) ?? '');
};

/** @returns an empty text for an event that has no words */
export const eventText = (
  { event }: ThreadEvent,
  words: ReadonlyMap<string, EventWords>,
  fact: FactWords,
): string => words.get(event)?.(fact) ?? '';

/** The same for what the holder of a door did. */
export const actText = (
  { act }: ThreadAct,
  words: ReadonlyMap<string, EventWords>,
  fact: FactWords,
): string => words.get(act)?.(fact) ?? '';
