/** One property of a card or calendar (RFC 5545 §3.1, RFC 6350 §3.3), unfolded but for its value as it is written. */
export type Property = {
  /** With its group (`item1.URL`), as it is written. */
  readonly written: string;
  /** In capitals, without a group. */
  readonly name: string;
  readonly parameters: readonly string[];
  readonly value: string;
};
export type Line = { readonly text: string; readonly property: Property | undefined };

const head = /^((?:[\w-]+\.)?([\w-]+))((?:;(?:"[^"]*"|[^":;])*)*):/;
const parameter = /;(?:"[^"]*"|[^":;])*/g;
const quotedPrintable = /;(?:encoding=)?quoted-printable[;:]/i;
const base64 = /;(?:encoding=)?(?:b|base64)[;:]/i;
const base64Only = /^[A-Za-z0-9+/=]+$/;
/** Parameters that say how a value is written stand within so many characters. */
const longestHead = 1000;

type Folded = { readonly pieces: string[]; readonly isQuoted: boolean; readonly isBase64: boolean };

/**
 * The lines of a card or calendar, those that were folded put together. A fold begins with white space; vCard 2.1 also
 * ends a line of a quoted-printable value with `=`, and goes on with base64 at the margin.
 * @returns `property` is `undefined` for an empty line, and for one that is no property
 */
export const propertyLines = (text: string): Line[] => {
  const lines: Folded[] = [];
  for (const physical of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const last = lines.at(-1);
    if (last && goesOn(last, physical)) last.pieces.push(physical);
    else {
      const start = physical.slice(0, longestHead);
      lines.push({
        pieces: [physical],
        isQuoted: quotedPrintable.test(start),
        isBase64: base64.test(start),
      });
    }
  }
  return lines.map((line) => ({ text: line.pieces.join(''), property: propertyOf(line) }));
};

const bare = (line: string): string => line.replace(/\r?\n$/, '');

const goesOn = ({ pieces, isQuoted, isBase64 }: Folded, next: string): boolean => {
  if (/^[ \t]/.test(next)) return bare(pieces[0] ?? '') !== '';
  if (isQuoted) return bare(pieces.at(-1) ?? '').endsWith('=');
  return isBase64 && base64Only.test(bare(next));
};

const propertyOf = ({ pieces, isQuoted }: Folded): Property | undefined => {
  const unfolded = isQuoted
    ? bare(pieces.join(''))
    : pieces.map((piece, index) => (index === 0 ? bare(piece) : bare(piece).replace(/^[ \t]/, ''))).join('');
  const found = head.exec(unfolded);
  if (!found) return undefined;
  const [whole, written = '', name = '', parameters = ''] = found;
  return {
    written,
    name: name.toUpperCase(),
    parameters: parameters.match(parameter)?.map((one) => one.slice(1)) ?? [],
    value: unfolded.slice(whole.length),
  };
};

/** A property on lines of at most 75 bytes (RFC 5545 §3.1). Text is one byte a character here. */
export const foldedLine = (property: Property): string => {
  const { written, parameters, value } = property;
  const line = `${[written, ...parameters].join(';')}:${value}`;
  if (/\r?\n/.test(value)) return `${line}\r\n`;
  return `${(line.match(/[\s\S]{1,74}/g) ?? []).join('\r\n ')}\r\n`;
};
