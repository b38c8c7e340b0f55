import type { CaseState } from '../../domain/case/state.ts';
import { inKibibytes, threadLimitBytes } from '../../domain/text.ts';
import type { PassphraseResult } from '../../envelope/token.ts';

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `2026-11-24` or an ISO time to `24 November 2026`. */
const date = (iso: string): string =>
  `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1] ?? ''} ${iso.slice(0, 4)}`;

const states: Record<CaseState, string> = {
  received: 'Received. The team has been told that something waits.',
  acknowledged: 'Acknowledged. Somebody of the team has taken it up.',
  'in-review': 'In review. The team is looking into it.',
  decided: 'Decided. The team has come to a decision.',
  closed: 'Closed.',
  reopened: 'Reopened. The team has taken it up again.',
};

const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(' or ');

const wordProblem = (result: Exclude<PassphraseResult, { kind: 'token' }>): string => {
  switch (result.kind) {
    case 'word-count':
      return `A passphrase has 12 words; ${result.found} were found.`;
    case 'unknown-words':
      return result.words
        .map(
          ({ position, word, suggestions }) =>
            `Word ${position} (“${word.slice(0, 20)}”) is not in the list` +
            (suggestions.length > 0 ? `; did you mean ${quoted(suggestions)}?` : '.'),
        )
        .join(' ');
    case 'checksum':
      return 'All the words are in the list, but together they are no passphrase: the checksum is wrong. One of them may be another word, or two may have changed places.';
  }
};

/** What the reporter's pages and messages say. */
export const en = {
  language: 'en',
  date,
  states,
  wordProblem,
  title: 'Message form',
  errorTitle: 'Error: ',
  unusableToken:
    'Nothing opens with these words. They may belong to a report that was withdrawn or erased when its time was over, or they may never have been given out.',
  threadFull: `This conversation has reached its limit of ${inKibibytes(threadLimitBytes)}. Please file a new report and mention the name of this case.`,
  unreadableEntry: 'This message cannot be shown: its stored bytes are damaged.',
} as const;
