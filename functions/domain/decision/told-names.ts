import { plainWords } from '../kernel/plain-words.ts';
import { namedMembers } from '../member/named-members.ts';
import { isCommonWord } from './common-words.ts';

const mostNames = 60;
/** An answer of so many words and no more is taken for a list of names, where a script has no capitals. */
const listOfNames = 12;
const readAtEnd = 200;

const capitalised = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}'’-]*\p{L}/gu;
const uncased = /\p{Lo}[\p{Lo}\p{M}]{2,}/gu;

const isTelling = (name: string): boolean => {
  const plain = plainWords(name);
  return plain.length >= 2 && !isCommonWord(plain);
};

const withoutAnd = (word: string): string[] => (/^و\p{L}{3,}$/u.test(word) ? [word, word.slice(1)] : [word]);

/** What looks like names of people in an answer to a question about people: words with capitals, and in scripts without them all words of a short answer. */
export const namesIn = (answer: string): readonly string[] => {
  const cased = [...answer.matchAll(capitalised)].map(([word]) => word);
  const isList = answer.split(/\s+/u).length <= listOfNames;
  const other = isList ? [...answer.matchAll(uncased)].flatMap(([word]) => withoutAnd(word)) : [];
  return [...new Set([...cased, ...other])].filter(isTelling).slice(0, mostNames);
};

const name = String.raw`\p{L}[\p{L}\p{M}'’-]+(?:[^\S\n]\p{L}[\p{L}\p{M}'’-]+){0,2}`;
const capitalName = String.raw`(?:\p{Lu}|\p{Lo})[\p{L}\p{M}'’-]+(?:[^\S\n](?:\p{Lu}|\p{Lo})[\p{L}\p{M}'’-]+){0,2}`;

const introduced: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:[Mm]y name is|[Mm]e llamo|[Mm]i nombre es)[^\S\n](${name})`, 'gu'),
  new RegExp(String.raw`\b(?:I am|I['’]m|[Ss]oy)[^\S\n](${capitalName})`, 'gu'),
  new RegExp(String.raw`(?<!\p{L})اسمي[^\S\n](${name})`, 'gu'),
];
const closings =
  'regards|kind regards|best|best wishes|thanks|thank you|many thanks|cheers|yours|sincerely|saludos|un saludo|gracias|atentamente|un abrazo|شكرا|شكراً|مع التحية|تحياتي|مع الشكر';
const signed: readonly RegExp[] = [
  new RegExp(
    String.raw`(?:^|\n|[.!?]\s)[^\S\n]*(?:${closings})[,.!،]?\s{1,4}[-–—]?\s?(${name})[.]?\s*$`,
    'iu',
  ),
  new RegExp(String.raw`\n[^\S\n]*[-–—]{1,2}[^\S\n]?(${name})[.]?\s*$`, 'u'),
];

/** Names by which somebody introduces themselves in a text, or signs it. */
export const signaturesIn = (text: string): readonly string[] => {
  const said = introduced.flatMap((pattern) => [...text.matchAll(pattern)].map(([, found = '']) => found));
  const end = text.trimEnd().slice(-readAtEnd);
  const under = signed.flatMap((pattern) => pattern.exec(`\n${end}`)?.[1] ?? []);
  return [...new Set([...said, ...under].flatMap((found) => found.split(/[^\S\n]/u)))]
    .filter(isTelling)
    .slice(0, mostNames);
};

const hasCase = (text: string): boolean => text.toLowerCase() !== text.toUpperCase();

/** Those of the names that stand in a text: with a capital, where their script has one. */
export const namesStandingIn = (text: string, names: readonly string[]): readonly string[] => {
  const withCapitals = new Set([...text.matchAll(capitalised)].map(([word]) => plainWords(word)));
  const cased = names.filter((one) => hasCase(one) && withCapitals.has(plainWords(one)));
  const others = names.filter((one) => !hasCase(one)).map((one) => ({ name: one }));
  return [...cased, ...namedMembers(text, others).map((one) => one.name)];
};
