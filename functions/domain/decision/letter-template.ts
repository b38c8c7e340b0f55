import { inLanguage, type Language, type Localised } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import { ownValue } from '../kernel/own-value.ts';
import type { Finding } from './finding.ts';
import type { Letter } from './letter.ts';
import { letterWords, type LetterWords } from './letter-words.ts';
import { rungOf } from './named-in-settings.ts';
import type { ProposalContent, ProposedMeasure } from './proposal.ts';

/** What of a proposal its letter tells. */
export type LetterFacts = Pick<ProposalContent, 'rung' | 'from' | 'until' | 'measures'> &
  Pick<Finding, 'outcome' | 'rules'>;

const named = (label: Localised | undefined, name: string, language: Language): string =>
  label === undefined ? name : inLanguage(label, language);

/** `24 November 2026` in the language of the letter, from an ISO date; days are in UTC. */
export const letterDay = (isoDay: string, language: Language): string =>
  new Intl.DateTimeFormat(letterWords[language].locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(isoDay),
  );

const measureLine = (
  { decisions }: Settings,
  { type, what, dueOn, restrictions = [] }: ProposedMeasure,
  language: Language,
): string => {
  const label = named(ownValue(decisions.measures, type)?.label, type, language);
  const places = restrictions.map(({ platform, restriction }) => {
    const known = ownValue(decisions.platforms, platform);
    const where = named(known?.label, platform, language);
    return `${where}: ${named(known && ownValue(known.restrictions, restriction), restriction, language)}`;
  });
  const more = [
    ...(what === undefined || what === '' ? [] : [what]),
    ...places,
    ...(dueOn === undefined ? [] : [letterWords[language].by(letterDay(dueOn, language))]),
  ];
  return `- ${[label, ...more].join('; ')}`;
};

const lasts = (
  words: LetterWords,
  { from, until }: Pick<LetterFacts, 'from' | 'until'>,
  isForGood: boolean,
  language: Language,
) => {
  const begins = letterDay(from, language);
  if (until !== undefined) return words.until(begins, letterDay(until, language));
  return isForGood ? words.forGood(begins) : words.from(begins);
};

/** The part of a letter that says what follows, from the rung, its days and the measures. */
export const letterConsequences = (
  settings: Settings,
  facts: Pick<LetterFacts, 'rung' | 'from' | 'until' | 'measures'>,
  language: Language,
): string => {
  const words = letterWords[language];
  const { rung, measures } = facts;
  const listed =
    measures.length === 0
      ? []
      : [[words.measures, ...measures.map((measure) => measureLine(settings, measure, language))].join('\n')];
  if (rung === null) return listed.length === 0 ? words.nothingFollows : listed.join('\n\n');
  const known = rungOf(settings.decisions, rung);
  const isForGood = known?.lasts.kind === 'permanent';
  return [
    `${words.decided(named(known?.label, rung, language))} ${lasts(words, facts, isForGood, language)}`,
    ...listed,
    ...(isForGood ? [] : [words.ifItGoesOn]),
  ].join('\n\n');
};

/**
 * What a letter begins with, in the language of its reader: from the rung, the finding and the measures. What the
 * respondent did is left to be filled in.
 */
export const letterTemplate = (settings: Settings, facts: LetterFacts, language: Language): Letter => {
  const words = letterWords[language];
  const { outcome, rung } = facts;
  const { rules, ladder } = settings.decisions;
  const known = rungOf({ ladder }, rung);
  const list = new Intl.ListFormat(words.locale, { type: 'conjunction' });
  const broken = list.format(facts.rules.map((rule) => named(ownValue(rules, rule), rule, language)));
  return {
    language,
    behaviour: words.behaviour(outcome, broken),
    impact: known === undefined ? '' : inLanguage(known.impact, language),
    expected: words.expected(outcome, known !== undefined && known.lasts.kind !== 'none'),
    consequences: letterConsequences(settings, facts, language),
  };
};
