import type { LogLine } from '../../domain/register/log-line.ts';
import type { ListedLogLine } from '../../domain/register/walk-log.ts';
import type { Settings } from '../../settings/schema.ts';
import { channelName, findingNames, measureName, platformName, ruleName, rungName } from '../ui/words.ts';
import { csvFile } from '../../web/answer/csv.ts';
import { logAppealNames, logSourceNames, logStatusNames } from './log-words.ts';
import type { LogPart } from './read-log.ts';

/** The header that says where the next file begins. */
export const logNextHeader = 'log-next';

type Column = readonly [name: string, of: (line: LogLine, settings: Settings) => string];

const columns: readonly Column[] = [
  ['Decided on', (line) => line.decidedOn],
  ['Case', (line) => line.caseName],
  ['Person', (line) => line.person],
  ['Channel', (line, settings) => channelName(settings, line.channel)],
  ['Source', (line) => logSourceNames[line.source]],
  ['Finding', (line) => findingNames[line.outcome]],
  ['Rules', (line, settings) => line.rules.map((rule) => ruleName(settings, rule)).join('; ')],
  ['Consequence', (line, settings) => rungName(settings, line.rung)],
  ['Measures', (line, settings) => line.measures.map((type) => measureName(settings, type)).join('; ')],
  [
    'Platforms',
    (line, settings) => (line.platforms ?? []).map((name) => platformName(settings, name)).join('; '),
  ],
  ['From', (line) => line.from],
  ['Until', (line) => line.until ?? ''],
  ['State', (line) => logStatusNames[line.status]],
  ['Appeal', (line) => logAppealNames[line.appeal]],
  ['Review on', (line) => line.reviewOn ?? ''],
  ['Kept until', (line) => line.keptUntil],
];

const rowOf = (listed: ListedLogLine, settings: Settings): string[] =>
  listed.kind === 'line'
    ? columns.map(([, of]) => of(listed.line, settings))
    : [listed.id.slice(0, '2026-11-22'.length), 'This line is damaged.', ...columns.slice(2).map(() => '')];

/** Lines of the log as a file for a spreadsheet. @param on the day, for its name */
export const logDownload = ({ lines, cursor }: LogPart, settings: Settings, on: string): Response =>
  new Response(csvFile([columns.map(([name]) => name), ...lines.map((line) => rowOf(line, settings))]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="enforcement-log-${on}.csv"`,
      ...(cursor !== undefined && { [logNextHeader]: cursor }),
    },
  });
