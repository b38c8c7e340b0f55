import { byteLength } from '../kernel/text.ts';
import { respondentLimitBytes } from './respondent.ts';

const most = 10;

/**
 * What stands on a line of its own, or between commas or semicolons: names as somebody wrote them. Nothing is guessed, so
 * some may be no names; what is too long for one is left out.
 */
export const namesIn = (texts: readonly string[]): readonly string[] => {
  const parts = texts
    .flatMap((text) => text.split(/[\n,;،؛]/))
    .map((part) => part.trim())
    .filter((part) => part !== '' && byteLength(part) <= respondentLimitBytes.name);
  const once = new Map(parts.map((part) => [part.toLowerCase(), part] as const));
  return [...once.values()].slice(0, most);
};
