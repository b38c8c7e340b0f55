import { questionsOf } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import { briefTextLength } from '../case/brief.ts';
import type { NewReport } from './new-report.ts';

type Answered = Pick<NewReport, 'channel' | 'answers'>;

/** The answers of one meaning, those that were given. */
export const answersOfMeaning = (
  settings: Settings,
  report: Answered,
  meaning: 'persons' | 'spaces',
): string[] =>
  questionsOf(settings, report.channel)
    .filter((question) => question.meaning === meaning)
    .map(({ id }) => report.answers[id] ?? '')
    .filter((answer) => answer !== '');

/** The same, shortened: what the conflict check needs before anything is opened. */
export const briefText = (settings: Settings, report: Answered, meaning: 'persons' | 'spaces'): string =>
  shortenedText(answersOfMeaning(settings, report, meaning));

export const shortenedText = (parts: readonly string[]): string =>
  Array.from(parts.join('; ')).slice(0, briefTextLength).join('');

/** What was answered, in the order of the form. */
export const answerTexts = (settings: Settings, report: Answered): ReadonlyMap<string, string> =>
  new Map(
    questionsOf(settings, report.channel).flatMap(({ id }) => {
      const answer = report.answers[id];
      return answer === undefined || answer === '' ? [] : [[id, answer] as const];
    }),
  );
