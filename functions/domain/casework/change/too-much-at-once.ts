import type { ProblemText } from './problem-text.ts';

/**
 * A change writes more rows than one transaction holds; nothing was written. Thrown, as it can come of whatever changes a
 * case, and answered in words in the one place where operations run.
 */
export class TooMuchAtOnce extends Error {
  constructor() {
    super('too-much-at-once');
  }
}

export const tooMuchAtOnce: ProblemText = {
  is: 'conflict',
  code: 'too-much-at-once',
  detail:
    'This changes more of the case than can be written together, so nothing was changed. Close conversations that are over and settle open measures, then try again.',
};
