import { createHash } from 'node:crypto';
import type { ThreadName } from '../thread/thread-name.ts';
import { redactionOf, type Redaction } from './redaction.ts';

/**
 * What binds a redacted copy to the redactions it was asked for with: any change of them is another one.
 * @param entries how many of the thread are meant, from the first
 */
export const redactionsHash = (
  redactions: readonly Redaction[],
  thread: ThreadName,
  entries: number,
): string => {
  const meant = redactions.filter((one) => one.thread === thread && one.entry <= entries);
  const numbers = [...new Set(meant.map(({ entry }) => entry))].sort((one, other) => one - other);
  const bound = numbers.map((entry) => {
    const { held, passages, files } = redactionOf(meant, { thread, entry });
    const places = passages.map(({ text, from, to }) => JSON.stringify([text, from, to])).sort();
    return [entry, held, places, [...files].sort()];
  });
  const whole = JSON.stringify(['conductline redactions', thread, entries, bound]);
  return createHash('sha256').update(whole).digest('base64url');
};
