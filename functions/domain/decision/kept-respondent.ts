import type { Respondent } from './respondent.ts';

type Numbered = {
  readonly number: number;
  readonly content: Pick<Respondent, 'mergedInto'>;
};

/**
 * Whom a number of a respondent means today: itself, or the one it was merged into, over any number of mergers. What is
 * about a merged respondent (findings, opinions, proposals, decisions, measures) is read as of this one.
 */
export const keptRespondent = (respondents: readonly Numbered[], number: number): number => {
  let kept = number;
  // A merger leads to one that was not merged then, so it never leads back; damaged records must not loop either.
  const seen = new Set<number>();
  while (!seen.has(kept)) {
    seen.add(kept);
    const at = kept;
    kept = respondents.find((one) => one.number === at)?.content.mergedInto ?? at;
  }
  return kept;
};

/** Those of these records that are about a respondent, or about one that was merged into them. */
export const aboutRespondent = <Item extends { readonly content: { readonly respondent: number } }>(
  respondents: readonly Numbered[],
  records: readonly Item[],
  number: number,
): readonly Item[] => {
  const kept = keptRespondent(respondents, number);
  return records.filter(({ content }) => keptRespondent(respondents, content.respondent) === kept);
};
