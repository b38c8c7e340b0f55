import { inLanguage } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import { letterParts, type Letter } from './letter.ts';
import { letterDay } from './letter-template.ts';
import { letterWords } from './letter-words.ts';

/** A letter as its reader sees it, in their language. */
export type WholeLetter = {
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly reference: string;
  readonly sections: readonly { readonly heading: string; readonly text: string }[];
  readonly signature: string;
};

export type LetterOf = {
  readonly letter: Letter;
  /** The code name of the respondent. */
  readonly codeName: string;
  /** `null`: there is no appeal. Absent: the decision is not in force, and its last day is not known. */
  readonly appealBy?: string | null;
};

/**
 * The four parts of a letter, and how to appeal by when. It names neither the case, whose name its reporter knows, nor
 * who decided. A part that says nothing is left out.
 */
export const wholeLetter = (settings: Settings, { letter, codeName, appealBy }: LetterOf): WholeLetter => {
  const { language } = letter;
  const words = letterWords[language];
  const organisation = inLanguage(settings.organisation, language);
  const { appealDays, appealTo } = settings.decisions;
  const by =
    typeof appealBy === 'string'
      ? words.appealBy(letterDay(appealBy, language))
      : words.appealWithin(appealDays);
  const how = appealTo === undefined ? words.appealHow : inLanguage(appealTo, language);
  const appeal = { heading: words.appeal, text: `${by} ${how}\n\n${words.appealContent}` };
  return {
    direction: words.direction,
    title: words.title(organisation),
    reference: words.reference(codeName),
    sections: [
      ...letterParts
        .map((part) => ({ heading: words.parts[part], text: letter[part].trim() }))
        .filter(({ text }) => text !== ''),
      ...(appealBy === null ? [] : [appeal]),
    ],
    signature: words.signature(organisation),
  };
};

/** The whole letter as a text to copy. */
export const letterText = ({ title, reference, sections, signature }: WholeLetter): string =>
  [title, reference, ...sections.map(({ heading, text }) => `${heading}\n${text}`), signature].join('\n\n');
