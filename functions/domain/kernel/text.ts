import * as z from 'zod';
import { inKilobytes, kilobyte } from './size.ts';

/** A whole report, all answers together, in bytes of UTF-8. */
export const reportLimitBytes = 200 * kilobyte;
/** One message, in bytes of UTF-8. */
export const messageLimitBytes = 64 * kilobyte;

/**
 * All entries of a thread together, each counted by the size class it is sealed in. Every byte of text may take six as
 * markup, and an answer of a Lambda function has 6 MB.
 */
export const threadLimitBytes = 768 * kilobyte;

/**
 * All notes of a case together, each counted by the size class it is sealed in. What is noted with something that was
 * done counts, and is never refused. Notes are read a page at a time.
 */
export const notesLimitBytes = 4 * 1024 * kilobyte;

/** What a prepared text still has to be filled in with; a text that holds it is not sent. */
export const placeToFill = '[…]';

export const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');

// Tab, line feed and carriage return are the only control characters a text needs. The rest, and the characters
// that override or embed writing direction (Unicode UAX #9), can make a text show something else than it says.
// Marks such as U+200E and joiners stay: Arabic, Hebrew, Persian and emoji need them.
const unsafeCharacter = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]|\p{Noncharacter_Code_Point}/u;
const unsafeCharacters = new RegExp(unsafeCharacter, 'gu');
const onlyInvisible = /^[\p{C}\p{Z}\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

export const isBlank = (text: string): boolean => onlyInvisible.test(text);

const withUniformLineEnds = (text: string): string => text.replace(/\r\n?/g, '\n');

/** The text with line ends as `\n` and without the characters `freeText` refuses; what a page shows again. */
export const withoutUnsafeCharacters = (text: string): string =>
  withUniformLineEnds(text.toWellFormed()).replace(unsafeCharacters, '');

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const uniform = (text: string): string => withUniformLineEnds(text).trim();

/** Why a text is refused. The message that goes with it is for programs; a page says it in its reader's language. */
export type TextProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken' }
  /** `place` counts characters from 1. */
  | { readonly kind: 'control-character'; readonly codePoint: string; readonly place: number }
  | { readonly kind: 'too-long'; readonly length: number; readonly limit: number }
  | { readonly kind: 'all-too-long'; readonly limit: number };

const problemMessage = (problem: TextProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Must not be empty.';
    case 'broken':
      return 'Contains a broken character (half of a surrogate pair).';
    case 'control-character':
      return `Contains an invisible control character (${problem.codePoint}) at character ${problem.place}.`;
    case 'too-long':
      return `Is too long: ${inKilobytes(problem.length)} of at most ${inKilobytes(problem.limit)}.`;
    case 'all-too-long':
      return `All answers together must be at most ${inKilobytes(problem.limit)}.`;
  }
};

/** A zod issue that carries the problem itself in `params`. */
export const textIssue = (problem: TextProblem) => ({
  code: 'custom' as const,
  message: problemMessage(problem),
  params: { problem },
});

/** The problem that an issue of `textIssue` carries. */
export const textProblemOf = (issue: z.core.$ZodIssue): TextProblem | undefined =>
  // `textIssue` alone gives an issue of ours a `problem`.
  issue.code === 'custom' ? (issue.params?.problem as TextProblem | undefined) : undefined;

const problemOf = (text: string, limit: number): TextProblem | undefined => {
  if (!text.isWellFormed()) return { kind: 'broken' };
  const unsafe = unsafeCharacter.exec(text);
  if (unsafe) {
    const place = Array.from(text.slice(0, unsafe.index)).length + 1;
    return { kind: 'control-character', codePoint: codePoint(unsafe[0]), place };
  }
  const length = byteLength(uniform(text));
  return length > limit ? { kind: 'too-long', length, limit } : undefined;
};

/**
 * Free text of at most `limit` bytes of UTF-8, as a person writes it. Line ends become `\n` and outer white space goes
 * before the limit counts: a form sends every line end as two characters. Invisible control characters are refused
 * with their place.
 */
export const freeText = (limit: number) =>
  z
    .string()
    .superRefine((text, context) => {
      const problem = problemOf(text, limit);
      // What is said of this text is enough; limits over several texts need not be said beside it.
      if (problem) context.addIssue({ ...textIssue(problem), continue: false });
    })
    .transform(uniform);

/** Like `freeText`, and something must be in it. */
export const requiredText = (limit: number) =>
  freeText(limit).superRefine((text, context) => {
    if (isBlank(text)) context.addIssue(textIssue({ kind: 'empty' }));
  });
