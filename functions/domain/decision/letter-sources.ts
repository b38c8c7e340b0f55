import type { Settings } from '../../settings/schema.ts';
import { questionsOf } from '../../settings/questions.ts';
import type { Entry } from '../thread/entry.ts';
import type { Finding } from './finding.ts';
import type { LetterSources, ReportersText } from './letter-check.ts';
import { letterTemplate } from './letter-template.ts';
import { letterParts, type Letter } from './letter.ts';
import type { ProposalContent } from './proposal.ts';
import type { Respondent } from './respondent.ts';

type NumberedEntry = { readonly number: number; readonly entry: Entry | 'unreadable' };

/** A case, as far as a letter is compared with it. */
export type LetterCase = {
  /** The channel whose questions the report answers. */
  readonly channel: string;
  readonly entries: readonly NumberedEntry[];
  readonly respondents: readonly { readonly number: number; readonly content: Respondent }[];
};

/** What the reporter wrote, answer by answer; of a case that was split off also what it begins with. */
const reportersTexts = (settings: Settings, { channel, entries }: LetterCase): readonly ReportersText[] => {
  const persons = new Set(
    questionsOf(settings, channel)
      .filter(({ meaning }) => meaning === 'persons')
      .map(({ id }) => id),
  );
  return entries.flatMap(({ number, entry }, index) => {
    if (entry === 'unreadable') return [];
    const isTheirs = entry.from === 'reporter' || (index === 0 && entry.kind === 'message');
    if (!isTheirs) return [];
    return [...entry.texts].map(([question, text]) => ({
      entry: number,
      question,
      text,
      namesPersons: persons.has(question),
    }));
  });
};

/** A respondent with the names and handles of those who turned out to be the same person. */
const asOne = (respondents: LetterCase['respondents'], number: number): LetterSources['respondent'] => {
  const same = respondents.filter((one) => one.number === number || one.content.mergedInto === number);
  const names = same.flatMap(({ content }) => content.name ?? []);
  return {
    ...(names.length > 0 && { name: names.join(' ') }),
    handles: same.flatMap(({ content }) => content.handles),
  };
};

/**
 * What a text for a person is compared with, whatever it is about.
 * @param respondent the number of the one who reads it; nobody's where it is somebody else
 */
export const sourcesFor = (
  settings: Settings,
  from: LetterCase,
  respondent: number | undefined,
): Pick<LetterSources, 'texts' | 'respondent' | 'others'> => ({
  texts: reportersTexts(settings, from),
  respondent: respondent === undefined ? { handles: [] } : asOne(from.respondents, respondent),
  others: from.respondents
    .filter(
      ({ number, content: { mergedInto } }) =>
        respondent === undefined || (number !== respondent && mergedInto !== respondent),
    )
    .flatMap(({ content: { name } }) => name ?? []),
});

/** Everything that a letter of a proposal is compared with. */
export const letterSources = (
  settings: Settings,
  from: LetterCase,
  {
    content,
    letter,
    finding,
  }: {
    readonly content: ProposalContent;
    readonly letter: Letter;
    readonly finding: Pick<Finding, 'outcome' | 'rules'>;
  },
): LetterSources => {
  const { respondent, from: begins, until, reviewOn, measures } = content;
  const template = letterTemplate(settings, { ...content, ...finding }, letter.language);
  return {
    ...sourcesFor(settings, from, respondent),
    own: letterParts.map((part) => template[part]),
    ownDays: [begins, until, reviewOn, ...measures.flatMap(({ dueOn, until: end }) => [dueOn, end])].flatMap(
      (day) => day ?? [],
    ),
  };
};
