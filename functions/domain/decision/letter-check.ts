import * as z from 'zod';
import { plainWords } from '../kernel/plain-words.ts';
import { comparedWords, copiedRuns } from './copied-words.ts';
import { letterParts, type Letter } from './letter.ts';
import type { Respondent } from './respondent.ts';
import { contactsIn, numbersIn, quotesIn, readForDetails, timesIn } from './told-details.ts';
import { namesIn, namesStandingIn, signaturesIn } from './told-names.ts';

/** `person`: somebody whom the report names or by whom it is signed, or another respondent. */
export const warningKinds = ['words', 'person', 'contact', 'time', 'number', 'quote'] as const;

/** What in a letter might tell who reported. */
export const letterWarning = z.object({
  kind: z.enum(warningKinds),
  part: z.enum(letterParts),
  /** As it stands in the letter; long ones are cut. */
  found: z.string(),
  /** Where the same stands: the number of an entry of the reporter's thread, and of a report the id of the question. */
  source: z.object({ entry: z.int(), question: z.string() }).optional(),
});
export type LetterWarning = z.infer<typeof letterWarning>;

/** A text of the reporter's, one answer or one message. */
export type ReportersText = {
  readonly entry: number;
  readonly question: string;
  readonly text: string;
  /** It answers who was there. */
  readonly namesPersons: boolean;
};

export type LetterSources = {
  readonly texts: readonly ReportersText[];
  readonly respondent: Pick<Respondent, 'name' | 'handles'>;
  /** Names of the other respondents of the case, as far as the team knows them. */
  readonly others: readonly string[];
  /** Texts that stand in every such letter, such as its template. */
  readonly own: readonly string[];
  /** ISO dates of the decision. */
  readonly ownDays: readonly string[];
};

const mostWarnings = 40;
const longestFound = 160;

/** Names that stand in the report beside the respondent's own. */
const namesOf = ({ texts, respondent, others }: LetterSources) => {
  const own = plainWords(
    [respondent.name ?? '', ...respondent.handles.map(({ handle }) => handle)].join(' '),
  ).split(' ');
  const isOwn = (name: string): boolean => own.includes(plainWords(name));
  const told = texts.flatMap((source) =>
    [...(source.namesPersons ? namesIn(source.text) : []), ...signaturesIn(source.text)].map((name) => ({
      name,
      source,
    })),
  );
  return [
    ...told.filter(({ name }) => !isOwn(name)),
    ...others.flatMap((other) =>
      namesIn(other)
        .filter((name) => !isOwn(name))
        .map((name) => ({ name, source: undefined })),
    ),
  ];
};

/**
 * Looks for what might tell the respondent who reported: words of the report, names, ways to reach somebody, times of
 * day, numbers and quotations. It knows what stands in the thread and nothing of the sealed identity. At most 40, in the
 * order of the letter; what it misses is still the team's to see.
 */
export const checkLetter = (letter: Letter, sources: LetterSources): readonly LetterWarning[] => {
  const { texts, respondent, own, ownDays } = sources;
  const read = texts.map(readForDetails);
  const told = texts.map((source) => ({ words: comparedWords(source.text), source }));
  const names = namesOf(sources);
  const handles = new Set(respondent.handles.map(({ handle }) => handle.toLowerCase().replace(/^@/, '')));
  const isTheirs = (found: string): boolean => handles.has(found.toLowerCase().replace(/^@/, ''));
  const warnings = letterParts.flatMap((part): LetterWarning[] => {
    const text = letter[part];
    const warn = (
      kind: LetterWarning['kind'],
      { found, source }: { readonly found: string; readonly source?: ReportersText | undefined },
    ): LetterWarning => ({
      kind,
      part,
      found: found.length > longestFound ? `${found.slice(0, longestFound)}…` : found,
      ...(source && { source: { entry: source.entry, question: source.question } }),
    });
    const copied = copiedRuns(text, told, own);
    const contacts = contactsIn(text, read);
    const withoutContacts = contacts.reduce((left, { found }) => left.replaceAll(found, ' '), text);
    const isCopied = (found: string): boolean => copied.some((one) => one.found.includes(found));
    const standing = new Set(
      namesStandingIn(
        text,
        names.map(({ name }) => name),
      ),
    );
    const persons = [...standing].flatMap((name) => {
      const named = names.find((one) => one.name === name);
      return named ? [{ found: name, source: named.source }] : [];
    });
    return [
      ...copied.map((one) => warn('words', one)),
      ...persons.map((one) => warn('person', one)),
      ...contacts.filter(({ found }) => !isTheirs(found)).map((one) => warn('contact', one)),
      ...timesIn(text).map((found) => warn('time', { found })),
      ...numbersIn(withoutContacts, read, ownDays).map((one) => warn('number', one)),
      ...quotesIn(text, read)
        .filter(({ found }) => !isCopied(found))
        .map((one) => warn('quote', one)),
    ];
  });
  return warnings.slice(0, mostWarnings);
};
