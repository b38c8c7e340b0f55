/** Of marks on one letter, so many are read: no script and no name needs more (UAX #15 allows 30 in any stream). */
export const mostMarks = 30;

/**
 * What Unicode sorts on one letter: marks, and the half-width signs of Japanese, which become marks when they are taken
 * apart. Sorting takes quadratic time on a run of them.
 */
const longRun = new RegExp(`([\\p{M}\\uff9e\\uff9f]{${mostMarks}})[\\p{M}\\uff9e\\uff9f]+`, 'gu');
/** Praises that become sentences of up to 18 letters when they are taken apart. They name nobody. */
const sentences = /[\ufdfa\ufdfb]/gu;

/**
 * A text somebody typed in a normal form, to be compared with others: in time linear in the text, and hardly longer
 * than it. The only place where such a text is handed to `normalize`.
 */
export const normalForm = (text: string, form: 'NFC' | 'NFKC' | 'NFKD'): string =>
  text.replace(longRun, '$1').replace(sentences, ' ').normalize(form);
