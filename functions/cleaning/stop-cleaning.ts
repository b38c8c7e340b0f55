/** Why a file is taken as it is, with a warning, or not at all: the settings say which. */
export const notCleanable = [
  /** There is no cleaner for this type. */
  'no-cleaner',
  /** Cut off, damaged, or not what it claims to be. */
  'broken',
  'encrypted',
  /** Sound perhaps, but uses something that the cleaner does not know. */
  'not-understood',
  'has-macros',
  /** Something inside it can't be cleaned. */
  'embedded-file',
  /** It asks for more processor time or memory than one file may have. */
  'too-much-work',
  /** The cleaned copy would have lost content: samples, pages, pixels, parts. */
  'content-lost',
] as const;
export type NotCleanable = (typeof notCleanable)[number];

/** Why a file is not even looked at. */
export type Refusal =
  | 'empty'
  | 'too-large'
  | 'too-many-pixels'
  | 'too-many-pages'
  | 'too-many-parts'
  | 'unpacks-too-large'
  | 'nested-too-deep';

/** Frames, chunks or pages of one file: each takes more memory than it may have bytes. */
const mostPieces = 500_000;

/**
 * Stops at a file that was made of very many very small pieces.
 * @throws {StopCleaning} `too-many-parts`
 */
export const checkPieces = (pieces: number): void => {
  if (pieces > mostPieces) throw StopCleaning.refusing('too-many-parts');
};

/**
 * Ends the cleaning of a file from deep inside a parser. It never leaves `cleanFile`, which makes a value of it.
 */
export class StopCleaning extends Error {
  readonly outcome:
    | { readonly kind: 'could-not-be-cleaned'; readonly why: NotCleanable }
    | { readonly kind: 'refused'; readonly why: Refusal };

  private constructor(outcome: StopCleaning['outcome']) {
    super(outcome.why);
    this.outcome = outcome;
  }

  static because(why: NotCleanable): StopCleaning {
    return new StopCleaning({ kind: 'could-not-be-cleaned', why });
  }

  static refusing(why: Refusal): StopCleaning {
    return new StopCleaning({ kind: 'refused', why });
  }
}
