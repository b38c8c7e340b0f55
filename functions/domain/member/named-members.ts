import { normalForm } from '../kernel/normal-form.ts';
import { plainWords } from '../kernel/plain-words.ts';

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

const twoLetters = Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' });

/** A text as it may be written, words parted by one space: ö as o and as oe. */
const spellings = (written: string): string[] => {
  const small = normalForm(written, 'NFC').toLowerCase();
  const inTwo = twoLetters.reduce((text, [letter, two]) => text.replaceAll(letter, two), small);
  return (inTwo === small ? [small] : [small, inTwo]).map(arabicAlike);
};

/** Letters that are written for one another in Arabic become one, and the stroke that only lengthens goes. */
const arabicAlike = (text: string): string => {
  const plain = plainWords(text).replaceAll('ة', 'ه').replaceAll('ى', 'ي');
  return plain.includes('ـ') ? plain.replaceAll('ـ', '').replaceAll(/ {2,}/g, ' ').trim() : plain;
};

/** "And", "so", "with", "for", "like" and the article, as they stand before a word in Arabic, in every way. */
const arabicPrefixes = ['', 'و', 'ف'].flatMap((and) =>
  ['', 'ب', 'ك', 'ل'].flatMap((how) => ['', 'ال', 'لل'].map((article) => `${and}${how}${article}`)),
);

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

/** An answer to look for names in: read once, in time linear in it, however many names there are. */
class Answer {
  private readonly spelled: readonly string[];
  private readonly words: ReadonlySet<string>;
  private readonly written: string;
  private withoutSpaces: readonly string[] | undefined;
  private composed: string | undefined;

  constructor(written: string) {
    this.written = written;
    this.spelled = spellings(written);
    this.words = new Set(this.spelled.flatMap((text) => text.split(' ')));
  }

  /** As a word of its own, in Arabic also behind what is written in one with it. */
  hasWord(word: string): boolean {
    if (word.length < shortestPart) return this.words.has(word);
    return arabicPrefixes.some((prefix) => this.words.has(`${prefix}${word}`));
  }

  hasInOne(letters: string): boolean {
    this.withoutSpaces ??= this.spelled.map((text) => text.replaceAll(' ', ''));
    return this.withoutSpaces.some((text) => text.includes(letters));
  }

  hasInRow(words: readonly string[]): boolean {
    return this.spelled.some((text) => ` ${text} `.includes(` ${words.join(' ')} `));
  }

  hasUnspaced(name: string): boolean {
    this.composed ??= normalForm(this.written, 'NFKC').replaceAll(/\s/gu, '');
    return saidUnspaced(name, this.composed);
  }
}

/**
 * The members whose name stands in an answer: any part of it but titles and the like, as a word of its own, whichever
 * way it is spelled; or the whole of it written in one. Better one too many: the writer decides.
 */
export const namedMembers = <Known extends { readonly name: string }>(
  answer: string,
  members: readonly Known[],
): Known[] => {
  if (members.length === 0) return [];
  const read = new Answer(answer);
  return members.filter(({ name }) => {
    if (unspaced.test(name) && read.hasUnspaced(name)) return true;
    return spellings(name).some((spelled) =>
      isNamedIn(
        read,
        spelled.split(' ').filter((word) => word !== ''),
      ),
    );
  });
};

const isNamedIn = (answer: Answer, all: readonly string[]): boolean => {
  const parts = all.filter((part) => part.length >= shortestPart && !namesNobody.has(part));
  const ownWords = parts.flatMap((part) => [part, part.replace(/^ال/u, '')]);
  if (ownWords.some((part) => part.length >= shortestPart && answer.hasWord(part))) return true;
  const joined = [parts.join(''), parts.toReversed().join('')];
  const pairs = all.slice(1).map((part, at) => `${all[at] ?? ''}${part}`);
  const inWords = [...joined, ...pairs.filter((pair) => pair.length >= shortestJoined)];
  if (inWords.some((one) => one !== '' && answer.hasWord(one))) return true;
  if (joined.some((one) => one.length >= shortestJoined && answer.hasInOne(one))) return true;
  return parts.length === 0 && all.length > 0 && answer.hasInRow(all);
};
