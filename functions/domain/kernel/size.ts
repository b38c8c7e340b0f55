/** A KB is 1024 bytes and an MB 1024 KB, wherever a size is counted, shown or written about. */
export const kilobyte = 1024;
export const megabyte = 1024 * kilobyte;

/** How a language writes sizes. */
export type SizeWords = { readonly locale: string; readonly kilobyte: string; readonly megabyte: string };

const english: SizeWords = { locale: 'en-GB', kilobyte: 'KB', megabyte: 'MB' };

/** `65 KB`: of a text or its limit, in whole KB, what has begun counted as one. */
export const inKilobytes = (bytes: number, words: Pick<SizeWords, 'kilobyte'> = english): string =>
  `${Math.ceil(bytes / kilobyte)} ${words.kilobyte}`;

/** `860 KB`, `1.4 MB`, `100 MB`: of a file, or of the room for it. MB are never rounded up. */
export const sizeText = (bytes: number, words: SizeWords = english): string => {
  if (bytes < megabyte) return inKilobytes(bytes, words);
  const size = bytes / megabyte;
  const shown = size < 10 ? Math.floor(size * 10) / 10 : Math.floor(size);
  return `${new Intl.NumberFormat(words.locale, { useGrouping: false }).format(shown)} ${words.megabyte}`;
};
