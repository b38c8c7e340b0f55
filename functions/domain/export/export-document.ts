/**
 * A copy of a case as something to print: the same blocks become a page, one HTML file and one PDF, so that none of them
 * holds what another leaves out.
 */
export type ExportBlock =
  /** 2: a part of the copy. 3: what is inside of it. */
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  /** Who, when, and what it is. */
  | { readonly kind: 'line'; readonly text: string }
  /** What somebody wrote, in any language. */
  | { readonly kind: 'text'; readonly text: string };

export type ExportDocument = {
  readonly title: string;
  /** What it is, for whom, by whose word, and what is not in it. */
  readonly facts: readonly string[];
  /** Stands on each page: for whom, who made it, and when. */
  readonly mark: string;
  readonly blocks: readonly ExportBlock[];
};

export const heading = (level: 2 | 3, text: string): ExportBlock => ({ kind: 'heading', level, text });
export const line = (text: string): ExportBlock => ({ kind: 'line', text });
/** Nothing for a text that is empty or not there. */
export const textBlocks = (...texts: readonly (string | undefined)[]): readonly ExportBlock[] =>
  texts.flatMap((text) => (text === undefined || text === '' ? [] : [{ kind: 'text' as const, text }]));

/** Code units of everything that is read in it. */
export const documentLength = ({ title, facts, blocks }: ExportDocument): number =>
  [title, ...facts, ...blocks.map(({ text }) => text)].reduce((sum, text) => sum + text.length, 0);

/** Lines that it takes at least: a text of line ends alone is long on paper. */
export const documentLines = ({ facts, blocks }: ExportDocument): number =>
  [...facts, ...blocks.map(({ text }) => text)].reduce((sum, text) => sum + text.split('\n').length, 0);
