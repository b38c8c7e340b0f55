import type { Decision } from './decision.ts';

/** Whether the letter of a decision may be handed to its respondent. */
export type LetterMayGoOut =
  | { readonly kind: 'may' }
  /** The reporter could read it and was not told when it goes out. */
  | { readonly kind: 'not-announced' }
  /** They were told a later day. */
  | { readonly kind: 'too-early'; readonly on: string };

/**
 * The reporter hears the day before the letter goes out, so that they can see to their safety. A letter that has gone out
 * once may be handed over again.
 * @param canRead somebody can come back to the reporter’s thread and read; else there is nobody to tell
 * @param today an ISO day in UTC
 */
export const letterMayGoOut = (
  { letterAnnounced: announced, letterSent }: Pick<Decision, 'letterAnnounced' | 'letterSent'>,
  canRead: boolean,
  today: string,
): LetterMayGoOut => {
  if (letterSent !== undefined || !canRead) return { kind: 'may' };
  if (announced === undefined) return { kind: 'not-announced' };
  return announced.on > today ? { kind: 'too-early', on: announced.on } : { kind: 'may' };
};
