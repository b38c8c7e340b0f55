/**
 * How a name sounds, coarsely: its consonants in classes, as in Soundex (R. C. Russell, US patent 1,261,167, 1918) and its
 * successors for more languages than English (H. J. Postel, Kölner Phonetik, 1969; L. Philips, Metaphone, 1990). The rules
 * are our own: a name that a member heard and wrote down may be English, German, Spanish, or written in other letters
 * before (`match-scripts.ts`).
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/tsch|tch|sch|sh|zh|cz/g, 'x'],
  [/ch(?=[rlnm])|ck|kh|gh|qu|q/g, 'k'],
  [/ch/g, 'x'],
  [/x(?=[^aeiouy]*$)/g, 'x'],
  [/ph/g, 'f'],
  [/c(?=[eiy])|ts|tz|z/g, 's'],
  [/^kn|^gn/g, 'n'],
  [/^wr/g, 'r'],
  [/^[jy]/g, '1'],
  [/[cg]/g, 'k'],
  [/[vw]/g, 'f'],
  [/b/g, 'p'],
  [/d/g, 't'],
  [/^h/g, '2'],
  [/^[aeiou]/g, '0'],
  [/[aeiouyjh]/g, ''],
];

/** The sound of one word in Latin letters; empty for a word in others. */
export const soundOf = (word: string): string => {
  if (!/^[a-z]+$/.test(word)) return '';
  const code = rules.reduce((sound, [from, to]) => sound.replace(from, to), word);
  return code.replace(/(.)\1+/g, '$1');
};
