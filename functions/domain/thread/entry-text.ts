import { questions } from '../../settings/questions.ts';
import type { Entry } from './entry.ts';

/** An entry as one plain text: a message as it is, a report's answers each under its question. */
export const entryText = (entry: Entry): string => {
  const message = entry.texts.get('text');
  if (message !== undefined) return message;
  return [...entry.texts].map(([id, answer]) => `${questionLabel(id)}\n${answer}`).join('\n\n');
};

export const questionLabel = (id: string): string =>
  questions.find((question) => question.id === id)?.label ?? id;
