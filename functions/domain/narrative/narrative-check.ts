import * as z from 'zod';
import { plainWords } from '../kernel/plain-words.ts';
import { isCommonWord } from '../decision/common-words.ts';
import { comparedWords, copiedRuns } from '../decision/copied-words.ts';
import type { ReportersText } from '../decision/letter-check.ts';
import { contactsIn, numbersIn, quotesIn, readForDetails, timesIn } from '../decision/told-details.ts';
import { namesIn, namesStandingIn, signaturesIn } from '../decision/told-names.ts';
import { identifyingDetails } from '../kernel/identifying-details.ts';
import { datesIn } from './dates-in.ts';

/** `name` and `contact` are never published; of the others somebody says that they have looked. */
export const findingKinds = [
  'name',
  'contact',
  'possible-name',
  'words',
  'quote',
  'date',
  'time',
  'number',
] as const;

/** What in a text might tell of whom it is. */
export const narrativeFinding = z.object({
  kind: z.enum(findingKinds),
  /** As it stands in the text; long ones are cut. */
  found: z.string(),
});
export type NarrativeFinding = z.infer<typeof narrativeFinding>;

/** Whether a text with it is refused, whoever looks at it. */
export const isRefused = ({ kind }: NarrativeFinding): boolean => kind === 'name' || kind === 'contact';

export type NarrativeSources = {
  /** What was written in the case by whoever is not of the team. */
  readonly texts: readonly Pick<ReportersText, 'text' | 'namesPersons'>[];
  /** Names of respondents, as the team knows them. */
  readonly names: readonly string[];
  /** Names on platforms, with or without `@`. */
  readonly handles: readonly string[];
  /** Code names of respondents, and the name of the case. */
  readonly codeNames: readonly string[];
  /** Names of places, and of the team: each may be a word as well. */
  readonly maybe: readonly string[];
};

const mostFindings = 40;
const longestFound = 160;

const hasCase = (name: string): boolean => name.toLowerCase() !== name.toUpperCase();

/** Parts of a name that are words of their own and not everybody's. */
const partsOf = (name: string): readonly string[] =>
  name
    .split(/[^\p{L}\p{M}\p{N}'’-]+/u)
    .filter((part) => plainWords(part).length >= 2 && !isCommonWord(plainWords(part)));

/** Whether words stand in a text one after the other, whatever their case, accents and punctuation. */
const hasInRow = (plain: string, words: string): boolean =>
  words !== '' && ` ${plain} `.includes(` ${words} `);

/** Names that the team or those who wrote gave: where they have capitals, they are looked for with them. */
const namesFound = (text: string, { texts, names, maybe }: NarrativeSources): readonly NarrativeFinding[] => {
  const plain = plainWords(text);
  const whole = names.filter((name) => hasInRow(plain, plainWords(name)) && !isCommonWord(plainWords(name)));
  const told = texts.flatMap((source) => [
    ...(source.namesPersons ? namesIn(source.text) : []),
    ...signaturesIn(source.text),
  ]);
  const toldStanding = namesStandingIn(text, [...new Set(told)]);
  const certain = [
    ...whole,
    ...namesStandingIn(text, names.flatMap(partsOf)),
    ...toldStanding.filter(hasCase),
  ];
  // Where a script has no capitals, any word of a short answer may be taken for a name.
  const possible = [
    ...toldStanding.filter((name) => !hasCase(name)),
    ...namesStandingIn(text, maybe.flatMap(partsOf)),
  ];
  return [
    ...certain.map((found) => ({ kind: 'name' as const, found })),
    ...possible.map((found) => ({ kind: 'possible-name' as const, found })),
  ];
};

const handleOf = (written: string): string => written.trim().toLowerCase().replace(/^@/, '');

/** Ways to reach anybody, and the accounts and code names of this case. */
const contactsFound = (
  text: string,
  { handles, codeNames }: NarrativeSources,
  read: Parameters<typeof contactsIn>[1],
): readonly NarrativeFinding[] => {
  const plain = plainWords(text);
  const anyContact = identifyingDetails(text)
    .filter(({ kind }) => kind !== 'only-one' && kind !== 'own-role')
    .map(({ found }) => found);
  const known = new Set(handles.map(handleOf).filter((one) => one.length >= 2 && !isCommonWord(one)));
  const words = [...text.matchAll(/[\p{L}\d_][\p{L}\d_.-]*[\p{L}\d_]/gu)].map(([word]) => word);
  const bare = words.filter((word) => known.has(word.toLowerCase()));
  const coded = codeNames.filter((name) => hasInRow(plain, plainWords(name)));
  return [
    ...[...anyContact, ...contactsIn(text, read).map(({ found }) => found), ...bare].map((found) => ({
      kind: 'contact' as const,
      found,
    })),
    ...coded.map((found) => ({ kind: 'name' as const, found })),
  ];
};

/**
 * Looks for what might tell of whom a text is: names, accounts, ways to reach somebody, code names, words of those who
 * wrote in the case, days, times of day, numbers and quotations. It knows nothing of the sealed identity, and nothing of
 * what only those concerned know. At most 40, those that are refused first.
 */
export const checkNarrative = (text: string, sources: NarrativeSources): readonly NarrativeFinding[] => {
  const { texts } = sources;
  const read = texts.map(readForDetails);
  const told = texts.map((source) => ({ words: comparedWords(source.text), source }));
  const copied = copiedRuns(text, told, []).map(({ found }) => found);
  const contacts = contactsFound(text, sources, read);
  const withoutContacts = contacts.reduce((left, { found }) => left.replaceAll(found, ' '), text);
  const days = datesIn(withoutContacts);
  const withoutDays = days.reduce((left, found) => left.replaceAll(found, ' '), withoutContacts);
  const of = (kind: NarrativeFinding['kind'], all: readonly string[]): NarrativeFinding[] =>
    all.map((found) => ({ kind, found }));
  const findings = [
    ...namesFound(text, sources),
    ...contacts,
    ...of('words', copied),
    ...of(
      'quote',
      quotesIn(text, read)
        .map(({ found }) => found)
        .filter((found) => !copied.some((one) => one.includes(found))),
    ),
    ...of('date', days),
    ...of('time', timesIn(text)),
    ...of(
      'number',
      numbersIn(withoutDays, read, []).map(({ found }) => found),
    ),
  ];
  const once = new Map(findings.map((one) => [`${one.kind} ${one.found}`, one] as const));
  return [...once.values()]
    .sort((one, other) => Number(isRefused(other)) - Number(isRefused(one)))
    .slice(0, mostFindings)
    .map(({ kind, found }) => ({
      kind,
      found: found.length > longestFound ? `${found.slice(0, longestFound)}…` : found,
    }));
};
