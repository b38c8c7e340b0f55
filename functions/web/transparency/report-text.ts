import { countText, type ReportView } from './report-view.ts';

/** What would begin markup in a text is written as it stands. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+!|<>]/g, '\\$&').replace(/\s+/g, ' ');
const line = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), line(head.map(() => '---')).replaceAll('\\', ''), ...rows.map(line)].join('\n');

/** A text as a quotation, line by line. */
const quoted = (text: string): string =>
  text
    .split('\n')
    .filter((one) => one.trim() !== '')
    .map((one) => `> ${plain(one)}`)
    .join('\n>\n');

/** A report as Markdown, for the community's own site. */
export const reportMarkdown = (view: ReportView): string => {
  const { words, before } = view;
  const head = ['', words.count, ...(before === undefined ? [] : [before])];
  const stories = [
    `## ${plain(words.storiesTitle)}`,
    ...view.stories.map(plain),
    ...view.narratives.map(({ text }) => quoted(text)),
  ];
  const parts = [
    `# ${plain(view.title)}`,
    `${plain(view.period)}. ${plain(view.counted)}`,
    ...view.sections.flatMap((section, at) => [
      ...(at === 1 ? stories : []),
      `## ${plain(section.title)}`,
      table(
        head,
        section.rows.map((row) => [
          row.name,
          countText(words, row.count),
          ...(before === undefined ? [] : [countText(words, row.before)]),
        ]),
      ),
    ]),
    `## ${plain(words.timesTitle)}`,
    table(
      ['', words.half, words.nineOfTen],
      view.times.map(({ name, half, nineOfTen }) => [name, half, nineOfTen]),
    ),
    ...view.promised.map(({ channel, text }) => `- ${plain(channel)}: ${plain(text)}`),
    ...(view.years.length < 2
      ? []
      : [
          `## ${plain(words.years)}`,
          table(
            [words.period, ...view.yearColumns],
            view.years.map(({ period, counts }) => [
              period,
              ...counts.map((count) => countText(words, count)),
            ]),
          ),
        ]),
    `## ${plain(words.methodTitle)}`,
    view.method.map((sentence) => `- ${plain(sentence)}`).join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
};

/** Rows for a spreadsheet, the first of which has the names of the columns. */
export const reportRows = ({ words, sections, before }: ReportView): readonly (readonly string[])[] => [
  ['', '', words.count, ...(before === undefined ? [] : [before])],
  ...sections.flatMap(({ title, rows }) =>
    rows.map((row) => [
      title,
      row.name,
      countText(words, row.count),
      ...(before === undefined ? [] : [countText(words, row.before)]),
    ]),
  ),
];
