/** What a spreadsheet takes for a formula when a cell begins with it (OWASP, "CSV Injection"), full-width forms included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * A cell that is read as text: quoted (RFC 4180, section 2), with an apostrophe before what would be a formula. Spaces at
 * its beginning go, behind which some programs look for one.
 */
export const csvCell = (text: string): string => {
  const shown = text.replace(/^[ \u00a0]+/, '');
  return `"${(formula.test(shown) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
};

/** A file of rows, the first of which has the names of the columns; with a byte order mark, without which some programs take it for Latin-1. */
export const csvFile = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
