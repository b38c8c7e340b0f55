import { editDistance } from '../envelope/edit-distance.ts';

const longestName = 64;

/** Capitals and hyphens are how a name is spelled, not which name it is. */
const letters = (name: string): string => name.toLowerCase().replaceAll(/[-_ ]/g, '');

/**
 * The name that was probably meant: the nearest of those that differ in at most a third of their letters; the first of
 * several.
 */
export const nearestName = (wrong: string, known: Iterable<string>): string | undefined => {
  const typed = letters(wrong.slice(0, longestName));
  let nearest: string | undefined;
  let least = Infinity;
  for (const name of known) {
    const wanted = letters(name);
    const distance = editDistance(typed, wanted);
    // Part of a name, at least half of it, is meant for it as well: `channel` for `channels`, `reporter` for `reporterHost`.
    const isPart = typed.length >= 3 && typed.length * 2 >= wanted.length && wanted.startsWith(typed);
    if (distance < least && (isPart || distance <= Math.max(typed.length, wanted.length) / 3)) {
      least = distance;
      nearest = name;
    }
  }
  return nearest;
};

/** Such as `Did you mean "conduct"?`; without a near name it lists what there is. */
export const nameHint = (wrong: string, known: readonly string[]): string => {
  const nearest = nearestName(wrong, known);
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  return known.length === 0 ? 'There is none.' : `There is: ${known.join(', ')}.`;
};
