import type * as z from 'zod';
import type { ProblemText } from '../../domain/casework/change/problem-text.ts';
import type { Passage } from '../../domain/redaction/redaction.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { fieldProblems } from '../../web/answer/problem.ts';
import type { FormFields } from '../../web/request/request-body.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { numberIn } from '../ui/place-in.ts';
import type { ChosenOnPage } from './entry-page.tsx';
import { passageIn } from './passage-value.ts';
import type { TypedWords } from './word-fields.tsx';

/** The field of the page that a pointer into the input means. */
const fieldAt = (pointer = ''): string => pointer.split('/')[1] ?? '';

export const refusedAt = ({ detail, at }: ProblemText): readonly PageProblem[] => [
  { field: fieldAt(at?.pointer), text: detail },
];

/** What of a form is not valid: the first thing. */
export const invalidAt = (error: z.ZodError): readonly PageProblem[] => {
  const [first] = fieldProblems(error);
  return [{ field: fieldAt(first?.pointer), text: first?.detail ?? 'This cannot be read.' }];
};

export const typedWords = (fields: FormFields): TypedWords => ({
  words: fields.get('words') ?? '',
  within: fields.get('within') === 'yes',
});

export const wordsIn = ({ words }: TypedWords): readonly string[] =>
  words
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const passagesIn = (fields: FormFields, name: string): readonly Passage[] =>
  fields.all(name).flatMap((value) => passageIn(value) ?? []);

/** What the form of an entry asks for. */
export const wishIn = (fields: FormFields) => {
  const words = wordsIn(typedWords(fields));
  const hide = passagesIn(fields, 'piece');
  const givenOut = fields.all('givenOut');
  const before = fields.all('was-givenOut');
  const held = fields.get('held') === 'yes';
  const files = fields
    .all('file')
    .filter((id) => givenOut.includes(id) !== before.includes(id))
    .map((id) => ({ id, givenOut: givenOut.includes(id) }));
  return {
    thread: fields.get('thread') ?? reporterThread,
    entry: numberIn(fields.get('entry')) ?? 0,
    ...(hide.length > 0 && { hide }),
    ...(words.length > 0 && { words }),
    within: fields.get('within') === 'yes',
    // Only what the member has changed: what a colleague has held back meanwhile stays held back.
    ...(held !== (fields.get('was-held') === 'yes') && { held }),
    ...(files.length > 0 && { files }),
  };
};

export const chosenIn = (fields: FormFields): ChosenOnPage => ({
  pieces: fields.all('piece'),
  words: typedWords(fields),
  held: fields.get('held') === 'yes',
  givenOut: fields.all('givenOut'),
});
