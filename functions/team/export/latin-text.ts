import { normalForm } from '../../domain/kernel/normal-form.ts';

/** Marks in all texts together: each costs more than the characters that it stands for. */
export const mostMarks = 20_000;

/** What could not be shown so far. */
export type Shown = {
  /** A text in characters that can be shown, with a mark in place of each run of others; cut where there are too many marks. */
  readonly of: (text: string) => string;
  readonly missing: { characters: number; places: number; readonly scripts: string[] };
};

/** What means the same and can be shown. */
const sameAs: ReadonlyMap<string, string> = new Map([
  ['\t', '    '],
  ['\r', ''],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2012', '-'],
  ['\u2212', '-'],
  ['\u202f', ' '],
  ['\u2009', ' '],
  ['\u2192', '->'],
  ['\u2190', '<-'],
]);

const scripts = [
  ...['Arabic', 'Cyrillic', 'Greek', 'Hebrew', 'Han', 'Hiragana', 'Katakana', 'Hangul'],
  ...['Devanagari', 'Bengali', 'Tamil', 'Thai', 'Georgian', 'Armenian', 'Ethiopic', 'Latin'],
].map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const);
const picture = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}/u;
/** Marks of direction, joiners and the like show nothing by themselves. */
const invisible = /^\p{Default_Ignorable_Code_Point}$/u;

/** Every script of a run. */
const scriptsOf = (run: string): readonly string[] => {
  const letters = scripts
    .filter(([, script]) => script.test(run))
    .map(([name]) => (name === 'Latin' ? 'other Latin letters' : name));
  const found = picture.test(run) ? [...letters, 'emoji'] : letters;
  return found.length === 0 ? ['other signs'] : found;
};

/** Characters as people count them. */
const countOf = (run: string): number => [...new Intl.Segmenter('en').segment(run)].length;

/**
 * Says texts in the characters of a font. It remembers what it could not show, over all texts.
 * @param known code points that can be shown
 */
export const latinText = (known: ReadonlySet<number>): Shown => {
  const missing: Shown['missing'] = { characters: 0, places: 0, scripts: [] };
  const mark = (run: string): string => {
    const found = scriptsOf(run);
    const characters = countOf(run.trim());
    missing.characters += characters;
    missing.places += 1;
    for (const script of found) if (!missing.scripts.includes(script)) missing.scripts.push(script);
    return `[not shown: ${characters} ${characters === 1 ? 'character' : 'characters'}, ${found.join(' and ')}]`;
  };
  return {
    missing,
    of: (text) => {
      const out: string[] = [];
      let run = '';
      const close = (): void => {
        if (run === '') return;
        const ending = /\s*$/.exec(run)?.[0] ?? '';
        out.push(mark(run), ending);
        run = '';
      };
      for (const character of normalForm(text, 'NFC')) {
        if (missing.places > mostMarks) break;
        const same = sameAs.get(character) ?? character;
        const isKnown = same === '\n' || Array.from(same).every((one) => known.has(one.codePointAt(0) ?? 0));
        if (invisible.test(character) && run === '') continue;
        if (isKnown && (run === '' || !/^ $/.test(same))) {
          close();
          out.push(same);
        } else run += character;
      }
      close();
      return out.join('');
    },
  };
};
