/** One table of the benchmark's report. */
export type Section = {
  readonly title: string;
  /** How it was measured, and the aim. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** Markdown that reads well on a terminal too. */
export const renderSection = ({ title, note, columns, rows }: Section): string => {
  const widths = columns.map((column, index) =>
    Math.max(3, column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, index) => pad(cells[index] ?? '', width, index)).join(' | ')} |`;
  const rule = widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [`## ${title}`, '', note, '', line(columns), `| ${rule.join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
};

/** A report with a section in the place of the one with its title, or behind all others where it has none. */
export const replaceSection = (report: string, section: string): string => {
  const [before = '', ...sections] = report.trimEnd().split(/\n\n(?=## )/);
  const [title] = section.split('\n', 1);
  const isOne = (one: string): boolean => one.split('\n', 1)[0] === title;
  const others = sections.some(isOne)
    ? sections.map((one) => (isOne(one) ? section : one))
    : [...sections, section];
  return `${[before, ...others].join('\n\n')}\n`;
};

const pad = (cell: string, width: number, index: number): string =>
  index === 0 ? cell.padEnd(width) : cell.padStart(width);
