import { identifyingDetails } from '../kernel/identifying-details.ts';
import { plainWords } from '../kernel/plain-words.ts';

/** Arabic and Persian digits as European ones. */
const europeanDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));

const onlyDigits = (text: string): string => europeanDigits(text).replace(/\D/g, '');

/** What the report says, made ready to be looked at once for each kind of detail. */
export type ReadTexts<Source> = {
  readonly source: Source;
  readonly small: string;
  readonly plain: string;
  readonly digits: string;
  readonly numbers: ReadonlySet<string>;
  readonly handles: ReadonlySet<string>;
};

const numberPattern = /(?<![\p{L}\p{N}])\d{2,9}(?![\p{L}\p{N}])/gu;
const handlePattern = /(?<![\p{L}\d._%+-])@([\p{L}\d_][\p{L}\d_.-]{1,38})/gu;
const withoutDot = (handle: string): string => handle.toLowerCase().replace(/[.-]+$/, '');

export const readForDetails = <Source extends { readonly text: string }>(
  source: Source,
): ReadTexts<Source> => {
  const small = europeanDigits(source.text).toLowerCase();
  return {
    source,
    small,
    plain: ` ${plainWords(source.text)} `,
    digits: small.replace(/[^\d\n]/g, ''),
    numbers: new Set([...small.matchAll(numberPattern)].map(([found]) => found)),
    handles: new Set([...small.matchAll(handlePattern)].map(([, found = '']) => withoutDot(found))),
  };
};

type Found<Source> = { readonly found: string; readonly source?: Source };

const standsIn = <Source>(
  read: readonly ReadTexts<Source>[],
  test: (one: ReadTexts<Source>) => boolean,
): Source | undefined => read.find(test)?.source;

/** Addresses, numbers to call, links and handles in the letter that stand in a text as well. */
export const contactsIn = <Source>(letter: string, read: readonly ReadTexts<Source>[]): Found<Source>[] => {
  const shown = identifyingDetails(letter).flatMap(({ kind, found }) => {
    if (kind === 'only-one' || kind === 'own-role') return [];
    const small = europeanDigits(found).toLowerCase();
    const digits = onlyDigits(found);
    const source = standsIn(read, (one) =>
      kind === 'phone' ? one.digits.includes(digits) : one.small.includes(small),
    );
    return source === undefined ? [] : [{ found, source }];
  });
  const words = [...letter.matchAll(/[\p{L}\d_][\p{L}\d_.-]{1,38}[\p{L}\d_]/gu)].map(([word]) => word);
  const bare = [...new Set(words)].flatMap((word) => {
    const source = standsIn(read, ({ handles }) => handles.has(withoutDot(word)));
    return source === undefined || shown.some(({ found }) => found.includes(word))
      ? []
      : [{ found: word, source }];
  });
  return [...shown, ...bare];
};

const clock =
  /(?<![\d.:])(?:[01]?\d|2[0-3])(?::[0-5]\d(?::[0-5]\d)?(?![\d:])|h[0-5]\d(?!\d))(?:\s?[ap]\.?\s?m\b\.?)?|(?<![\d.:,])(?:1[0-2]|0?[1-9])\s?[ap]\.?\s?m\b\.?|(?:الساعة|الساعه)\s\d{1,2}|\ba las?\s(?:1\d|2[0-3]|\d)(?!\d)(?!\s(?:personas|veces|días|dias))/giu;

/** Times of day: who was there then is known to few. */
export const timesIn = (letter: string): readonly string[] =>
  [...europeanDigits(letter).matchAll(clock)].map(([found]) => found.trim());

const isYear = (number: string): boolean => /^(?:19|20)\d{2}$/.test(number);

/**
 * Numbers of two digits and more that stand in a text as well; years are none, nor what days of the decision are made of.
 * @param ownDays ISO dates
 */
export const numbersIn = <Source>(
  letter: string,
  read: readonly ReadTexts<Source>[],
  ownDays: readonly string[],
): Found<Source>[] => {
  const own = new Set(ownDays.flatMap((day) => day.split('-')));
  const withoutTimes = europeanDigits(letter).replace(clock, ' ');
  const numbers = [...withoutTimes.matchAll(numberPattern)].map(([found]) => found);
  return [...new Set(numbers)]
    .filter((number) => !isYear(number) && !own.has(number))
    .flatMap((found) => {
      const source = standsIn(read, (one) => one.numbers.has(found));
      return source === undefined ? [] : [{ found, source }];
    });
};

const quotation = /[“"«„]([^“”"«»„\n]{3,300})[”"»“]/gu;

/** Quotations of two words and more that stand in a text as well. */
export const quotesIn = <Source>(letter: string, read: readonly ReadTexts<Source>[]): Found<Source>[] =>
  [...letter.matchAll(quotation)].flatMap(([, found = '']) => {
    const plain = plainWords(found);
    const source = plain.includes(' ')
      ? standsIn(read, (one) => one.plain.includes(` ${plain} `))
      : undefined;
    return source === undefined ? [] : [{ found, source }];
  });
