import type { NewReport } from './new-report.ts';

const link = /\bhttps?:\/\/|\bwww\./giu;
const manyLinks = 5;
const wordsPerLink = 4;
/** Begins a word that is no link. */
const word = /(?<!\S)(?!https?:|www\.)\p{L}/giu;
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
  return links >= manyLinks && hasFewerThan(links * wordsPerLink, text.matchAll(word));
};

const hasFewerThan = (count: number, found: Iterator<unknown>): boolean => {
  let left = count;
  while (left > 0 && found.next().done !== true) left -= 1;
  return left > 0;
};

/** Without white space around them, read one after the other. */
function* linesOf(text: string): Generator<string> {
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end === -1 ? undefined : end).trim();
    if (end === -1) return;
    start = end + 1;
  }
}

/** A log or a trace repeats lines as well, among others: here nothing else is in the text. */
const isOneLine = (text: string): boolean => {
  let first: string | undefined;
  let lines = 0;
  for (const line of linesOf(text)) {
    if (line === '') continue;
    first ??= line;
    if (line !== first) return false;
    lines += 1;
  }
  return lines >= endlessLines;
};

/** Somebody who leans on a key in despair writes something else as well. */
const isOneCharacter = (text: string): boolean => {
  let first: string | undefined;
  let characters = 0;
  for (const character of text) {
    if (/\s/u.test(character)) continue;
    first ??= character;
    if (character !== first) return false;
    characters += 1;
  }
  return characters >= endlessCharacter;
};
