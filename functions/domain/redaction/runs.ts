import { isBlank } from '../kernel/text.ts';

/** A part of a text: from the first to before the last of its code units of UTF-16. */
export type Run = { readonly from: number; readonly to: number };

/** What stands where something is hidden. It says neither how long that was nor of how many words. */
export const redactedMark = '[redacted]';

const joiner = '\u200d';
/** What belongs to the letter or picture before it: marks, joiners, colours of skin, half-width signs of Japanese. */
const continues = /^[\p{M}\p{Emoji_Modifier}\u200d\uff9e\uff9f]$/u;

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Whether a cut at this place would part what is read as one character. */
const partsCharacter = (text: string, at: number): boolean => {
  if (at <= 0 || at >= text.length) return false;
  if (isLowSurrogate(text.charCodeAt(at)) && isHighSurrogate(text.charCodeAt(at - 1))) return true;
  if (text[at - 1] === joiner) return true;
  return continues.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
};

const inOrder = (runs: readonly Run[], length: number): Run[] =>
  runs
    .map(({ from, to }) => ({ from: Math.max(0, from), to: Math.min(length, to) }))
    .filter(({ from, to }) => from < to)
    .sort((one, other) => one.from - other.from || one.to - other.to);

/**
 * The same parts of a text in order, none overlapping or touching another, widened where they would part a character. In
 * time linear in the text and, but for sorting them, in the runs.
 */
export const joinedRuns = (text: string, runs: readonly Run[]): readonly Run[] => {
  const joined: { from: number; to: number }[] = [];
  for (const run of inOrder(runs, text.length)) {
    const last = joined.at(-1);
    const least = last?.to ?? 0;
    let { from, to } = run;
    while (from > least && partsCharacter(text, from)) from -= 1;
    if (to > least) while (partsCharacter(text, to)) to += 1;
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
};

/** As they are shown: those with nothing but white space between them are one, so that nobody counts words or lines. */
const shownRuns = (text: string, runs: readonly Run[]): readonly Run[] => {
  const shown: { from: number; to: number }[] = [];
  for (const { from, to } of joinedRuns(text, runs)) {
    const last = shown.at(-1);
    if (last && isBlank(text.slice(last.to, from))) last.to = to;
    else shown.push({ from, to });
  }
  return shown;
};

/** A part of a text as it is handed out. */
export type ShownPart = { readonly text: string } | 'hidden';

/** A text in parts: what is handed out of it, and where something is hidden. */
export const shownParts = (text: string, runs: readonly Run[]): readonly ShownPart[] => {
  const parts: ShownPart[] = [];
  let at = 0;
  for (const { from, to } of shownRuns(text, runs)) {
    if (from > at) parts.push({ text: text.slice(at, from) });
    parts.push('hidden');
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
};

/** A text as it is handed out, with a mark in place of each part that is hidden. */
export const withoutRuns = (text: string, runs: readonly Run[], mark = redactedMark): string =>
  shownParts(text, runs)
    .map((part) => (part === 'hidden' ? mark : part.text))
    .join('');
