import * as z from 'zod';

const kibibyte = 1024;
/** A whole report, all answers together, in bytes of UTF-8. */
export const reportLimitBytes = 200 * kibibyte;
/** One message, in bytes of UTF-8. */
export const messageLimitBytes = 64 * kibibyte;

/**
 * All texts of a thread together, in bytes of UTF-8. Every character of a page may take six bytes as markup, and an
 * answer of a Lambda function has 6 MB.
 */
export const threadLimitBytes = 768 * kibibyte;

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

/**
 * Free text of at most `limit` bytes of UTF-8, as a person writes it. Line ends become `\n` and outer white space goes
 * before the limit counts: a form sends every line end as two characters. Invisible control characters are refused
 * with their place.
 */
export const freeText = (limit: number) =>
  z
    .string()
    .superRefine((text, context) => {
      if (!text.isWellFormed()) {
        context.addIssue({
          code: 'custom',
          message: 'Contains a broken character (half of a surrogate pair).',
        });
        return;
      }
      const unsafe = unsafeCharacter.exec(text);
      if (unsafe) {
        const place = Array.from(text.slice(0, unsafe.index)).length + 1;
        context.addIssue({
          code: 'custom',
          message: `Contains an invisible control character (${codePoint(unsafe[0])}) at character ${place}.`,
        });
      }
      const length = byteLength(uniform(text));
      if (length > limit) {
        context.addIssue({
          code: 'custom',
          message: `Is too long: ${inKibibytes(length)} of at most ${inKibibytes(limit)}.`,
          // What is said of this text is enough; limits over several texts need not be said beside it.
          continue: false,
        });
      }
    })
    .transform(uniform);

/** Like `freeText`, and something must be in it. */
export const requiredText = (limit: number) =>
  freeText(limit).refine((text) => !isBlank(text), { message: 'Must not be empty.' });

export const inKibibytes = (bytes: number): string => `${Math.ceil(bytes / kibibyte)} KiB`;
