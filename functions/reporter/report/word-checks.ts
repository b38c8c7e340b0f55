import { passphrase, type Token } from '../../envelope/token.ts';
import { issueWordCheck } from '../../envelope/word-check.ts';
import type { CheckOf } from './words-to-keep.tsx';

/** What a form carries that checks whether somebody has written down a word of theirs. */
export const wordChecks = (ticketSecret: Uint8Array, token: Token): CheckOf => {
  const words = passphrase(token).split(' ');
  return (position) => issueWordCheck(ticketSecret, { position, word: words[position - 1] ?? '' });
};
