import * as z from 'zod';

/** Languages the pages speak; the first that a reader understands is used, English where none is. */
export const languages = ['en', 'es', 'ar'] as const;
export const language = z.enum(languages);
export type Language = z.infer<typeof language>;

const line = (most: number) => z.string().trim().min(1).max(most);

/** A text in one language for all readers, or in several by language. */
export const localised = (most: number) =>
  z.union([line(most), z.partialRecord(language, line(most))], {
    error: `Must be a text of at most ${most} characters, or one for each language: ${languages.join(', ')}.`,
  });

export type Localised = z.infer<ReturnType<typeof localised>>;

/** A text of ours: a language that is missing in it does not compile. */
export type InEveryLanguage = Readonly<Record<Language, string>>;

/** How dates are written for readers of each: the months and digits they know. */
export const dateLocales: InEveryLanguage = { en: 'en-GB', es: 'es', ar: 'ar-u-nu-latn' };

/** The text in this language, else in English, else in whichever there is. */
export const inLanguage = (text: Localised, wanted: Language): string =>
  typeof text === 'string' ? text : (text[wanted] ?? text.en ?? Object.values(text)[0] ?? '');

/** The language of readers of whom nobody knows theirs: the members' mails, and pages for browsers that ask for none of ours. */
export const firstLanguage = ({ languages: given }: { readonly languages: readonly Language[] }): Language =>
  given[0] ?? 'en';
