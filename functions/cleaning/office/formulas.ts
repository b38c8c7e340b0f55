import { isPrivatePath } from '../public-address.ts';

const anyQuote = /["']/g;
/** What follows the place of another file: a cell, or a sheet as OpenDocument writes it. */
const sheetOrCell = /!(?:[$\w]+(?::[$\w]+)?)?|#\$?'?[\w. $-]{0,100}'?(?:\.[$\w]+(?::\.?[$\w]+)?)?/y;

/**
 * A formula that names no file on somebody's machine or account: a text in it that is the way to one is empty, a cell of
 * such a file is an error. What the formula gave stands beside it in the document. Each character is read once.
 */
export const withoutPaths = (formula: string): string => {
  const parts: string[] = [];
  let copied = 0;
  for (let quote = nextQuote(formula, 0); quote; quote = nextQuote(formula, quote.end)) {
    const end = closing(formula, quote);
    if (end === undefined) break;
    const isText = quote.text === '"';
    const isPath = isPrivatePath(formula.slice(quote.end, end));
    const after = end + quote.text.length;
    sheetOrCell.lastIndex = after;
    const cell = isPath && !isText ? (sheetOrCell.exec(formula)?.[0].length ?? 0) : 0;
    if (isPath && (isText || cell > 0)) {
      parts.push(formula.slice(copied, quote.start), isText ? '""' : '#REF!');
      copied = after + cell;
    }
    quote.end = after + cell;
  }
  return parts.length === 0 ? formula : parts.join('') + formula.slice(copied);
};

type Quote = { readonly text: string; readonly start: number; end: number };

const nextQuote = (formula: string, from: number): Quote | undefined => {
  anyQuote.lastIndex = from;
  const found = anyQuote.exec(formula);
  return found ? { text: found[0], start: found.index, end: found.index + found[0].length } : undefined;
};

/** Where the quote is closed; one that is doubled is none. */
const closing = (formula: string, { text, end }: Quote): number | undefined => {
  for (let at = formula.indexOf(text, end); at !== -1; at = formula.indexOf(text, at + 2 * text.length))
    if (!formula.startsWith(text, at + text.length)) return at;
  return undefined;
};
