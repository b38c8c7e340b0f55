import type { Entry } from './entry.ts';

/** An entry as one plain text: a message as it is, a report's answers each under its question. */
export const entryText = (entry: Entry, label: (questionId: string) => string): string => {
  // A report may have a question that is called `text`.
  const message = entry.kind === 'report' ? undefined : entry.texts.get('text');
  if (message !== undefined) return message;
  return [...entry.texts].map(([id, answer]) => `${label(id)}\n${answer}`).join('\n\n');
};
