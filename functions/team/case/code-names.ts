import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import type { Decision } from '../../domain/decision/decision.ts';
import { keptRespondent } from '../../domain/decision/kept-respondent.ts';
import type { Respondent } from '../../domain/decision/respondent.ts';
import { dayText, rungName } from '../ui/words.ts';
import type { CaseView } from './case-view.ts';

/** The code names of respondents by their numbers; one who turned out to be another has that one's. */
export const codeNamesOf = (respondents: readonly Numbered<Respondent>[]): ReadonlyMap<number, string> => {
  const own = new Map(respondents.map(({ number, content }) => [number, content.codeName] as const));
  return new Map(
    respondents.map(({ number }) => [number, own.get(keptRespondent(respondents, number)) ?? ''] as const),
  );
};

/** Whom a record of the case is about; one that does not open goes by its number. */
export const codeNameOf = (respondents: readonly Numbered<Respondent>[], number: number): string =>
  codeNamesOf(respondents).get(number) ?? `Respondent ${number}`;

/** A decision as lists and choices of the case call it. */
export const decisionName = (
  { settings, read }: Pick<CaseView, 'settings' | 'read'>,
  { respondent, rung, on }: Decision,
): string =>
  `${codeNameOf(read.records.respondents, respondent)}: ${rungName(settings, rung)}, ${dayText(on)}`;
