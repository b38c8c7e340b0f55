import type { Language } from './localised.ts';

const readCharacters = 4_000;
// Words that the languages around do not share: "que" and "me" are French as well, "in" is German.
const spanish =
  /[¿¡ñ]|\b(?:el|los|las|una|por|para|con|pero|cuando|muy|fue|hab[ií]a|ayer|porque|todo|ella|ellos|del)\b/giu;
const english =
  /\b(?:the|and|that|was|were|with|but|when|very|this|they|have|had|is|to|of|he|she|my|you|at)\b/giu;

/**
 * The language of ours that a text seems to be written in, by its script and its commonest words; undefined where
 * they decide nothing. Its first 4,000 characters are read.
 */
export const writtenLanguage = (text: string): Language | undefined => {
  const read = text.slice(0, readCharacters);
  const count = (pattern: RegExp): number => [...read.matchAll(pattern)].length;
  if (count(/\p{Script=Arabic}/gu) > count(/\p{Script=Latin}/gu)) return 'ar';
  const [inSpanish, inEnglish] = [count(spanish), count(english)];
  if (inSpanish === inEnglish) return undefined;
  return inSpanish > inEnglish ? 'es' : 'en';
};
