import { normalForm } from '../normal-form.ts';
import { plainWords } from '../plain-words.ts';

const shortestPart = 2;
/** Letters from which on a name that is written in one is looked for inside longer words. */
const shortestJoined = 6;

/** Titles, and parts of names that are words of their own: alone they name nobody. After `plainWords`. */
const namesNobody = new Set(
  [
    'dr prof professor mr mrs ms mx sir miss dra doctor doctora sr sra srta don dona eng ing phd md jr',
    'de del der den des da das do dos du di la las le les lo los el al van von zu bin ibn bint ben y e of the',
    'عبد الله بن ابن بنت ابو ابي ام ال د دكتور دكتوره الدكتور الدكتوره استاذ استاذه الاستاذ الاستاذه مهندس سيد السيد السيده',
  ].flatMap((words) => words.split(' ')),
);

const twoLetters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

/** Words as they may be written: ö as o and as oe. */
const spellings = (text: string): string[][] => {
  const small = normalForm(text, 'NFC').toLowerCase();
  const spelled = [small, small.replaceAll(/[äöüøå]/g, (letter) => twoLetters[letter] ?? letter)];
  return [...new Set(spelled.map(arabicAlike))].map((one) => one.split(' ').filter((word) => word !== ''));
};

/** Letters that are written for one another in Arabic become one, and the stroke that only lengthens goes. */
const arabicAlike = (text: string): string =>
  plainWords(text).replaceAll('ة', 'ه').replaceAll('ى', 'ي').replaceAll('ـ', '');

/** An Arabic word with "and", "so", "with", "for", "like" and the article taken off its front, in every way. */
const withoutArabicPrefixes = (word: string): string[] => {
  if (!/^\p{Script=Arabic}/u.test(word)) return [word];
  const starts = [word, word.replace(/^[وف]/u, '')].flatMap((one) => [one, one.replace(/^[بكل]/u, '')]);
  const forms = starts.flatMap((one) => [one, one.replace(/^ال/u, ''), one.replace(/^لل/u, '')]);
  return [...new Set(forms)].filter((form) => form.length >= shortestPart);
};

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** Where words are not parted by spaces: the name, its parts, and of one written in one its two ends. */
const saidUnspaced = (name: string, answer: string): boolean => {
  const parts = normalForm(name, 'NFKC').split(/[\s·・]+/u);
  const ends = parts.flatMap((part) => {
    const characters = Array.from(part);
    return characters.length > 2 ? [characters.slice(0, 2).join(''), characters.slice(-2).join('')] : [];
  });
  return [...parts, ...ends]
    .filter((part) => Array.from(part).length >= shortestPart && unspaced.test(part))
    .some((part) => answer.includes(part));
};

/**
 * The members whose name stands in an answer: any part of it but titles and the like, as a word of its own, whichever
 * way it is spelled; or the whole of it written in one. Better one too many: the writer decides.
 */
export const namedMembers = <Known extends { readonly name: string }>(
  answer: string,
  members: readonly Known[],
): Known[] => {
  const spelled = spellings(answer);
  const words = new Set([...new Set(spelled.flat())].flatMap(withoutArabicPrefixes));
  const inOne = spelled.map((one) => one.join(''));
  const inRow = spelled.map((one) => ` ${one.join(' ')} `);
  const composed = normalForm(answer, 'NFKC').replaceAll(/\s/gu, '');
  return members.filter(({ name }) => {
    if (unspaced.test(name) && saidUnspaced(name, composed)) return true;
    return spellings(name).some((all) => {
      const parts = all.filter((part) => part.length >= shortestPart && !namesNobody.has(part));
      const ownWords = parts.flatMap((part) => [part, part.replace(/^ال/u, '')]);
      if (ownWords.some((part) => part.length >= shortestPart && words.has(part))) return true;
      const joined = [parts.join(''), parts.toReversed().join('')];
      const pairs = all.slice(1).map((part, at) => `${all[at] ?? ''}${part}`);
      const inWords = [...joined, ...pairs.filter((pair) => pair.length >= shortestJoined)];
      if (inWords.some((one) => words.has(one))) return true;
      if (joined.some((one) => one.length >= shortestJoined && inOne.some((text) => text.includes(one))))
        return true;
      return (
        parts.length === 0 && all.length > 0 && inRow.some((text) => text.includes(` ${all.join(' ')} `))
      );
    });
  });
};
