import type { NewReport } from './new-report.ts';

const link = /\bhttps?:\/\/|\bwww\./giu;
const manyLinks = 5;
const wordsPerLink = 4;
const endlessCharacter = 200;
const endlessLines = 20;

/**
 * Signs of a text that nobody wrote by hand: links with hardly a word between them, one character or one line repeated
 * endlessly. Conservative, and in time linear in the text: a mark is for the team to look at last, and never a reason
 * to drop, hide, delay or expire a report.
 */
export const looksLikeSpam = ({ answers }: Pick<NewReport, 'answers'>): boolean =>
  Object.values(answers).some((text = '') => isMostlyLinks(text) || isOneLine(text) || isOneCharacter(text));

const isMostlyLinks = (text: string): boolean => {
  const links = (text.match(link) ?? []).length;
  const words = text
    .split(/\s+/u)
    .filter((word) => /^\p{L}/u.test(word) && !/^(?:https?:|www\.)/iu.test(word));
  return links >= manyLinks && words.length < links * wordsPerLink;
};

/** A log or a trace repeats lines as well, among others: here nothing else is in the text. */
const isOneLine = (text: string): boolean => {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  return lines.length >= endlessLines && new Set(lines).size === 1;
};

/** Somebody who leans on a key in despair writes something else as well. */
const isOneCharacter = (text: string): boolean => {
  const characters = Array.from(text.replaceAll(/\s/gu, ''));
  return characters.length >= endlessCharacter && new Set(characters).size === 1;
};
